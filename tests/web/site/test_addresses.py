"""What addresses mean: queries of every kind, guesses, dates that there are not, paths that are written carelessly."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.site.conftest import Write
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.addresses.permalinks import part_link, post_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User

HOME = "http://news.example"
PINGBACK = f"{HOME}/xmlrpc.php"
Answer = tuple[int, str, bool]  # status, where it leads to, whether a cache may keep it


def _ask(reader: Client, path: str) -> Answer:
    answer = reader.get(path)
    there = answer.headers.get("Location", "").removeprefix(HOME)
    return answer.status_code, there, "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.fixture
def place(write: Write) -> dict[str, Post]:
    """A split story, a page below another one, a file."""
    story = write("Tide tables", content="<p>One</p><!--nextpage--><p>Two</p>")
    about = write("About", kind="page")
    below = write("History", kind="page", parent=about.pk)
    file = Post.objects.create(
        type="attachment", status="inherit", slug="chart", parent_id=story.pk, mime_type="image/png"
    )
    MediaFile.objects.create(post_id=file.pk, path="2026/03/chart.png")
    return {"story": story, "about": about, "below": below, "file": file, "plain": write("Tidewrack")}


def _fill(path: str, place: dict[str, Post]) -> str:
    return path.format(**{name: post.pk for name, post in place.items()})


@pytest.mark.parametrize(
    ("path", "there", "kept"),
    [
        ("/?p={story}", "/2026/03/tide-tables/", True),
        ("/?p={story}&page=2", "/2026/03/tide-tables/2/", True),
        ("/?p={story}&page=7", "/2026/03/tide-tables/", False),
        ("/?p={story}&a=1&a=2", "/2026/03/tide-tables/?a=2", True),
        ("/?p={about}", "/about/", False),
        ("/?page_id={about}", "/about/", True),
        ("/?page_id={story}", "/2026/03/tide-tables/", False),
        ("/?attachment_id={file}", "/wp-content/uploads/2026/03/chart.png", True),
        ("/?attachment=chart", "/wp-content/uploads/2026/03/chart.png", True),
        ("/2026/03/tide-tables/chart/", "/wp-content/uploads/2026/03/chart.png", True),
        ("/?name=tide-tables", "/2026/03/tide-tables/", True),
        ("/?name=Tide-Tables&x=1", "/2026/03/tide-tables/?x=1", True),
        ("/?name=tide-ta", "/2026/03/tide-tables/", False),
        ("/?name=about", "/about/", False),
        ("/?pagename=history", "/about/history/", False),
        ("/?p={story}&feed=rss2", "/2026/03/tide-tables/feed/", True),
        ("/?feed=atom&page_id={about}", "/about/feed/atom/", True),
        ("/tide-tables/", "/2026/03/tide-tables/", False),
        ("/TIDE-tables", "/2026/03/tide-tables/", False),
        ("/tide/", "/2026/03/tide-tables/", False),  # the first by the alphabet
        ("/tidew", "/2026/03/tidewrack/", False),
        ("/tide-tables/2/", "/2026/03/tide-tables/2/", False),
        ("/2026/03/tide-ta/", "/2026/03/tide-tables/", False),
        ("/2026/03/tide-tables/1/", "/2026/03/tide-tables/", True),
        ("/2026/03/tide-tables/9/", "/2026/03/tide-tables/", False),
        ("/2026/03/tidewrack/2/", "/2026/03/tidewrack/", False),
        ("/2026/03/tidewrack/comment-page-3/", "/2026/03/tidewrack/", True),
        ("/about/2/", "/about/", False),
        ("/2026/13/", "/2026/", True),
        ("/2026/03/32/", "/2026/03/", True),
        ("/2026/02/29/", "/2026/02/", True),
        ("/2026/13/feed/", "/2026/", True),
        ("/?year=2026&monthnum=14", "/2026/", True),
        ("/about//", "/about/", True),
        ("/about/history).", "/about/history/", False),
        ("/about/%20", "/about/", False),
        ("/./nowhere/", "/nowhere/", False),
        ("/index.php/nowhere/", "/nowhere/", False),
        ("/2026//04//", "/2026/04/", False),
        ("/nowhere/feed", "/nowhere/feed/", True),
    ],
)
def test_where_addresses_lead(reader: Client, place: dict[str, Post], path: str, there: str, kept: bool) -> None:
    assert _ask(reader, _fill(path, place)) == (301, there, kept)


@pytest.mark.parametrize(
    "path",
    [
        "/?name=nothing-like-it",
        "/?pagename=about/nothing",
        "/?p=987654",
        "/?year=2031",
        "/?m=202613",
        "/?paged=44",
        "/2025/03/tide-tables/",  # another year's
        "/about/nothing/",
        "/2026/03/nothing/",
        "/9999/",
    ],
)
def test_nothing_there(reader: Client, place: dict[str, Post], path: str) -> None:
    assert _ask(reader, path) == (404, "", False)


@pytest.mark.parametrize(
    "path",
    [
        "/?pagename=about",
        "/?pagename=about/history",
        "/?author_name=edda",
        "/?post_type=post",
        "/?post_type=page",
        "/?post_type=no-such-type",
        "/?m=abc",
        "/?monthnum=4",
        "/?paged=0",
        "/?page=3",
        "/?cat=1,2",
        "/?tag_id={tag}",
        "/?s=tide&tag=sand",
        "/?p=0",
        "/feed/?tag=sand",
        "/feed/?paged=0",
    ],
)
def test_shown_where_it_was_asked_for(reader: Client, place: dict[str, Post], path: str) -> None:
    Term.objects.create(taxonomy="category", name="Coast", slug="coast")
    tag = Term.objects.create(taxonomy="post_tag", name="Sand", slug="sand")
    assert reader.get(path.format(tag=tag.pk)).status_code == 200


def test_a_story_that_moved_is_found_at_its_old_days(write: Write, editor: User, reader: Client) -> None:
    story = write("Salt", date=datetime(2026, 3, 9, 7))
    update_post(story, {"date": datetime(2026, 1, 20, 7)}, actor=editor)
    assert _ask(reader, "/2026/03/salt/") == (301, "/2026/01/salt/", False)
    assert _ask(reader, "/2025/03/salt/") == (404, "", False)
    update_post(story, {"date": datetime(2025, 12, 1, 7)}, actor=editor)
    assert _ask(reader, "/2026/03/salt/") == _ask(reader, "/2026/01/salt/") == (301, "/2025/12/salt/", False)
    update_post(story, {"date": datetime(2026, 3, 9, 8)}, actor=editor)
    assert _ask(reader, "/2026/03/salt/") == (200, "", True) and _ask(reader, "/2025/12/salt/")[1] == "/2026/03/salt/"
    days = PostMeta.objects.filter(post=story, key="_wp_old_date").values_list("value", flat=True)
    assert sorted(days) == ["2025-12-01", "2026-01-20"]
    draft = write("Ebb", status="draft", date=datetime(2026, 3, 9, 7))
    update_post(draft, {"date": datetime(2026, 1, 1, 7)}, actor=editor)
    assert not PostMeta.objects.filter(post=draft, key="_wp_old_date").exists()


def test_terms_by_taxonomy(reader: Client, place: dict[str, Post]) -> None:
    Term.objects.create(taxonomy="post_tag", name="Sand", slug="sand")
    assert _ask(reader, "/?taxonomy=post_tag&term=sand") == (301, "/tag/sand/", True)
    assert _ask(reader, "/?taxonomy=nav_menu&term=sand") == (200, "", True)


def test_plain_style_shows_things_where_they_are_asked_for(reader: Client, place: dict[str, Post]) -> None:
    store.put("permalink_structure", "")
    for path in ("/?name=tide-tables", "/?page_id={about}", "/?author_name=edda", "/?year=2026", "/?p={story}&page=2"):
        assert _ask(reader, _fill(path, place)) == (200, "", True), path
    about, story = place["about"].pk, place["story"].pk
    assert _ask(reader, f"/?p={about}") == (301, f"/?page_id={about}", False)
    assert _ask(reader, "/?name=tide-ta") == (301, f"/?p={story}", False)
    assert _ask(reader, f"/?p={story}&page=9") == (301, f"/?p={story}", False)
    assert part_link(place["story"], 2) == f"{HOME}/?p={story}&page=2"


def test_pings_are_announced_where_they_are_taken(reader: Client, place: dict[str, Post]) -> None:
    story = place["story"]
    address = post_link(story).removeprefix(HOME)
    for path in (address, f"{address}2/", f"/?p={story.pk}", f"{address}feed", f"{address}feed/", f"{address}embed/"):
        assert reader.get(path).headers.get("X-Pingback") == PINGBACK, path
    for path in ("/tide-tables/", "/", "/?name=tide-ta", "/about/", "/nowhere/"):
        assert "X-Pingback" not in reader.get(path).headers, path
    Post.objects.filter(pk=story.pk).update(ping_status="closed")
    assert "X-Pingback" not in reader.get(address).headers


def test_files_that_are_made(reader: Client, write: Write) -> None:
    robots = reader.get("/?robots=1")
    assert (robots["Content-Type"], robots.content) == ("text/plain; charset=utf-8", reader.get("/robots.txt").content)
    assert 'rel="https://api.w.org/"' in robots["Link"]
    for path in ("/favicon.ico", "/?favicon=1"):
        status, there, _ = _ask(reader, path)
        assert (status, there) == (302, "/wp-includes/images/w-logo-gray-white-bg.png")
    icon = reader.get("/wp-includes/images/w-logo-gray-white-bg.png")
    assert (icon["Content-Type"], icon.content[:4]) == ("image/png", b"\x89PNG")
    file = Post.objects.create(type="attachment", status="inherit", slug="mark", mime_type="image/png")
    sizes = {"full": {"file": "mark-300.png", "width": 300}, "small": {"file": "mark-40.png", "width": 40}, "odd": "x"}
    MediaFile.objects.create(post_id=file.pk, path="2026/03/mark.png", metadata={"sizes": sizes})
    store.put("site_icon", file.pk)
    assert _ask(reader, "/favicon.ico")[1] == "/wp-content/uploads/2026/03/mark-40.png"


def test_the_newsroom_has_one_address(reader: Client, editor: User) -> None:
    assert _ask(reader, "/wp-admin") == (301, "/wp-admin/", True)
    assert _ask(reader, "/admin") == (302, "/wp-admin/", False)


WORDS = st.text(alphabet="abz09-%./ é", max_size=12)
NAMES = (
    "p",
    "page_id",
    "name",
    "pagename",
    "attachment",
    "cat",
    "tag_id",
    "taxonomy",
    "term",
    "author_name",
    "m",
    "year",
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=WORDS, name=st.sampled_from(NAMES), value=WORDS, feed=st.sampled_from(["", "rss2", "nope"]))
def test_no_address_breaks(reader: Client, place: dict[str, Post], path: str, name: str, value: str, feed: str) -> None:
    for asked in (f"/{quote(path)}", f"/?{urlencode({name: value, 'feed': feed} if feed else {name: value})}"):
        answer = reader.get(asked)
        assert answer.status_code in (200, 301, 302, 404), asked
        if answer.status_code == 301:
            there = answer["Location"].removeprefix(HOME)
            assert there.startswith("/") and not there.startswith("//") and there != asked


def test_the_preview_of_what_everybody_sees_is_the_page_itself(write: Write, reader: Client) -> None:
    post, draft = write("Salt"), write("Brine", status="draft")
    answer = reader.get(f"/?p={post.pk}&preview=true&utm_source=x")
    assert (answer.status_code, answer["Location"]) == (301, f"{post_link(post)}?utm_source=x")
    store.put("permalink_structure", "")
    plain = reader.get(f"/?p={post.pk}&preview=true")
    assert (plain.status_code, plain["Location"]) == (301, post_link(post))
    assert reader.get(f"/?p={draft.pk}&preview=true").status_code == 404


def test_in_plain_style_what_named_a_file_goes_along(editor: User, reader: Client) -> None:
    file = Post.objects.create(type="attachment", status="inherit", mime_type="image/png", title="Pier", slug="pier")
    MediaFile.objects.create(post=file, path="2026/03/pier.png")
    pretty = reader.get(f"/?attachment_id={file.pk}")
    assert (pretty.status_code, pretty["Location"].endswith("/2026/03/pier.png")) == (301, True)
    store.put("permalink_structure", "")
    plain = reader.get(f"/?attachment_id={file.pk}")
    assert plain["Location"].endswith(f"/2026/03/pier.png?attachment_id={file.pk}")
