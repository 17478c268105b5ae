"""Share buttons, the author's box, read later, shortcodes and blocks, the words of the read time: each by its settings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.features.engagement.conftest import Story
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User, UserMeta
from wirepress.core.rest.errors import RestError
from wirepress.features.engagement.author_box.profiles import PROFILES, address
from wirepress.features.engagement.importing.adopt import adopt_counts
from wirepress.features.engagement.read_time.reading_words import read_time_words
from wirepress.features.engagement.settings import (
    NETWORKS,
    OPTION,
    OWN_OPTION,
    Settings,
    networks_as_words,
    networks_from_words,
    typed,
)
from wirepress.features.engagement.sharing.networks import links
from wirepress.features.engagement.votes.ballots import LIKES


def _page(post: Post) -> str:
    return Client().get(f"/?p={post.pk}", follow=True).content.decode()


def _set(**parts: Any) -> None:
    for key, value in parts.items():
        store.put(f"{OPTION}[{key}]", value)


def _rendered(post: Post) -> str:
    return str(Client().get(f"/?rest_route=/wp/v2/posts/{post.pk}").json()["content"]["rendered"])


# Share buttons


def test_networks_stand_in_the_order_of_the_settings_and_load_nothing(story: Story) -> None:
    post = story(title="Bell & <i>tide</i>")
    _set(social_share={"linkedin": 1, "facebook": "1", "vk": 0, "email": 1, "twitter": ""})
    page = _page(post)
    shown = re.findall(r'class="twp-social-icons twp-social-(\w+)"', page)
    assert shown == ["native", "linkedin", "facebook", "email", "copy"]
    assert 'data-title="Bell &amp; tide"' in page
    assert not re.search(r"<(script|img|iframe|link)[^>]+(facebook|linkedin)", page)


def test_share_buttons_above_the_story(story: Story) -> None:
    post = story()
    _set(social_share_ed_before_content=1, social_share_title="Hand on")
    page = _page(post).partition('class="prose"')[2]
    assert page.index("Hand on") < page.index("The bell rang twice") < page.index('class="reactions"')
    _set(social_share_ed_post=0)
    assert "Hand on" not in _page(post)


@given(st.text(max_size=30), st.sampled_from(["https://a.example/?p=7", "http://a.example/x/?a=b&c=d"]))
def test_every_network_gets_the_address_whole(title: str, url: str) -> None:
    for link in links(Settings(networks=NETWORKS), url, title):
        parts = urlsplit(link.url)
        values = [value for some in parse_qs(parts.query).values() for value in some]
        assert any(url in value for value in values)
        assert parts.scheme == ("mailto" if link.is_mail else "https")


@given(st.lists(st.sampled_from(NETWORKS), unique=True))
def test_networks_as_words_and_back(names: list[str]) -> None:
    stored = networks_from_words(" , ".join(names))
    assert networks_as_words(stored).split() == names and set(stored) == set(NETWORKS)


def test_an_unknown_network_is_named() -> None:
    with pytest.raises(RestError, match="no button for orkut"):
        networks_from_words("facebook orkut")


# The author's box


@pytest.fixture
def author(db: None) -> User:
    """Somebody with links."""
    user = create_user(login="ann", email="ann@desk.example", password="four-red-buoys", role="author")
    user.url = "https://ann.example/"
    user.save()
    for key, value in (
        ("description", "Writes <b>about</b> harbours."),
        ("twp_user_metabox_rss", "ann.example/feed"),
        ("twp_user_metabox_facebook", "https://facebook.example/ann"),
        ("twp_user_metabox_github", "javascript:alert(1)"),
    ):
        UserMeta.objects.create(user=user, key=key, value=value)
    return user


def test_the_box_tells_who_wrote_it_in_the_plugin_s_order(story: Story, author: User) -> None:
    page = _page(story(author_id=author.pk))
    box = page[page.index("booster-author-block") : page.index('class="comments"')]
    assert "layout-square align-left" in page and "javascript:" not in page and "ann@desk.example" not in page
    assert box.index("About") < box.index("Ann" if "Ann" in box else "ann") < box.index("&lt;b&gt;about")
    assert box.index("https://ann.example/") < box.index("facebook.example/ann") < box.index("https://ann.example/feed")
    assert "author-box" not in page  # the page's own is not there as well


def test_the_box_follows_its_settings(story: Story, author: User) -> None:
    post = story(author_id=author.pk)
    _set(twp_be_show_author_email=1, twp_be_show_author_url=0, twp_be_show_author_role=1)
    _set(twp_be_show_author_image_layout="round", twp_be_show_author_alignmrnt="center", twp_be_show_author_title="")
    page = _page(post)
    assert "mailto:ann@desk.example" in page and "https://ann.example/&" not in page and ">Author</div>" in page
    assert "layout-round align-center" in page and "twp-author-title" not in page
    _set(twp_be_show_author_alignmrnt='"><script>', twp_be_show_author_image_layout=[1])
    assert "layout-square align-left" in _page(post)
    _set(twp_be_show_author_box=0)
    assert "booster-author-block" not in _page(post) and "author-box" not in _page(post)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" a.example/x ", "https://a.example/x"),
        ("//a.example", "https://a.example"),
        ("javascript:x", ""),
        ("mailto:a@b.example", ""),
        ("a b.example", ""),
        ('a.example/"x', ""),
        ("@ann", ""),
        (None, ""),
        (["https://a.example"], ""),
    ],
)
def test_a_profile_link_is_a_web_address(given: Any, kept: str) -> None:
    assert address(given) == kept


def test_there_are_the_plugin_s_28_profiles() -> None:
    assert len(PROFILES) == 28


# Read later


def test_read_later_is_the_browser_s_alone(story: Story) -> None:
    post = story()
    assert 'class="booster-favourite-post' in _page(post) and "data-reading-block" in _front()
    form = {"action": "booster_extension_read_later_post_ajax", "pid": post.pk, "AddRemove": "add"}
    answer = Client().post("/wp-admin/admin-ajax.php", form)
    assert (answer.status_code, answer.content) == (200, b"") and store.get("twp_pined_posts", None) is None
    store.put(f"{OWN_OPTION}[read_later]", 0)
    assert "booster-favourite" not in _page(post) and "data-reading-block" not in _front()


def _front() -> str:
    return Client().get("/").content.decode()


# Shortcodes and blocks


def test_shortcodes_show_in_rest_what_the_plugin_shows_there(story: Story) -> None:
    codes = (
        "[booster-extension-like-dislike] [booster-extension-ss] [booster-extension-ab] [booster-extension-visit-count]"
    )
    post = story(f"<p>{codes}</p>")
    assert not re.search("twp-like|twp-social|author-block|Views", _rendered(post))
    forced = story('[booster-extension-ss layout="layout-2" status="enable"] [booster-extension-reaction]', slug="b")
    html = _rendered(forced)
    assert "twp-social-share-layout-2" in html and html.count("booster-reactions-block") == 2
    forced = story('[booster-extension-like-dislike allenable="allenable"]', slug="c")
    assert "twp-like-dislike-button" in _rendered(forced)


def test_a_shortcode_on_the_page_has_no_id_twice(story: Story) -> None:
    page = _page(story("[booster-extension-like-dislike] [be-pp] [booster-extension-read-time]"))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and page.count("twp-like-dislike-button") == 2
    assert "Second" in page


def test_views_by_shortcode(story: Story) -> None:
    _set(twp_be_enable_post_visit_tracking=1)
    assert "Views: 0" in _rendered(story("[booster-extension-visit-count]"))
    post = story('[booster-extension-visit-count count_only="count" label="<b>"]', slug="b")
    assert '0<span class="views-count-label">&lt;b&gt;</span>' in _rendered(post)


def test_lists_by_shortcode_and_block(story: Story) -> None:
    few, many, draft = (
        story(slug="few", title="Few"),
        story(slug="many", title="Many & more"),
        story(status="draft", slug="d"),
    )
    adopt_counts({few.pk: {1: 1}, many.pk: {1: 4}, draft.pk: {1: 9}})
    adopt_counts({few.pk: {1: 7}}, ballot=LIKES)
    code = story('[wirepress-most-reacted count="2" title="Moved" numbers="yes"]', slug="code")
    html = _rendered(code)
    assert html.index("Moved") < html.index("Many &amp; more") < html.index("4 reactions") < html.index("Few")
    block = story('<!-- wp:wirepress/most-liked {"title":"Loved"} /-->', slug="block")
    assert "Loved" in _rendered(block) and "Few" in _rendered(block) and "Many" not in _rendered(block)
    answer = Client().get("/wp-json/wirepress/v1/most-reacted").json()
    assert [row["id"] for row in answer][:2] == [many.pk, few.pk] and draft.pk not in [row["id"] for row in answer]


def test_blocks_show_what_they_are_put_for(story: Story) -> None:
    names = ("like-dislike", "share-buttons", "read-time", "reactions", "read-later", "reading-list")
    post = story("".join(f"<!-- wp:wirepress/{name} /-->" for name in names))
    html = _rendered(post)
    for words in (
        "twp-like-dislike-button",
        "twp-social-share",
        "twp-clock",
        "be-face-icons",
        "favourite-post",
        "reading",
    ):
        assert words in html


# The read time in a reader's words


@pytest.mark.parametrize(
    ("words", "over", "said"),
    [
        (3, {}, "Under a minute"),
        (199, {}, "Under a minute"),
        (200, {}, "1 min read"),
        (299, {}, "1 min read"),
        (300, {}, "2 min read"),
        (818, {}, "4 min read"),
        (3, {"seconds": False}, ""),
        (3, {"read_time": False}, ""),
        (818, {"label": "Lesezeit:", "minute": "Minuten"}, "Lesezeit: 4 Minuten"),
        (3, {"label": "Lesezeit:", "minute": "Minuten"}, "Lesezeit: 1 Minuten"),
    ],
)
def test_the_read_time_in_a_reader_s_words(words: int, over: dict[str, Any], said: str) -> None:
    assert read_time_words("tide " * (words - 1), Settings(**over)) == said


def test_the_page_says_it_beside_the_byline_and_rest_says_it_as_the_plugin(story: Story) -> None:
    post = story("<p>" + "tide " * 417 + "</p>")
    page = _page(post)
    byline = page[page.index('class="byline"') : page.index('class="prose"')]
    assert "2 min read" in byline and "Minute" not in page and page.count("booster-read-block") == 1
    assert "2 Minute, 5 Second" in _rendered(post)


def test_a_story_behind_a_password_shows_nothing_of_it(story: Story) -> None:
    page = _page(story(password="reeds"))
    assert not re.search(
        "twp-|min read|minute|data-live", page.partition("<body")[2].partition('<footer class="footer')[0]
    )


def test_every_option_of_the_plugin_is_read() -> None:
    assert typed({"social_share": {"vk": "1"}, "twp_be_like_icon_layout": "layout-2"}).networks == ("vk",)
    assert typed({"twp_be_enable_read_time": 1}).views_label == "Views:" and typed({"a": 1}).ratings


# Lists of stories


def test_lists_show_likes_below_stories_and_share_buttons_for_the_list(story: Story) -> None:
    liked = story(slug="liked", title="Liked")
    story(slug="other", title="Other")
    adopt_counts({liked.pk: {1: 7}}, ballot=LIKES)
    archive = "/?m=202605"
    page = Client().get(archive, follow=True).content.decode()
    assert page.count("Likes: </span>7<") == 1
    assert page.count('class="twp-social-share') == 1 and "list-tools" in page
    assert "list-tools" not in Client().get("/?s=liked").content.decode()
    _set(twp_be_show_like_dislike_on_archive=0, social_share_ed_archive=0)
    page = Client().get(archive, follow=True).content.decode()
    assert "Likes: " not in page and "twp-social-share" not in page
