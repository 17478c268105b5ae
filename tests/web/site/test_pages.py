"""What readers get at public addresses."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link, term_link
from wirepress.content.posts.rows import terms_of
from wirepress.content.users.models import User

HOME = "http://news.example"


def _path(address: str) -> str:
    return address.removeprefix(HOME)


def test_story_page_shows_the_story_and_names_its_addresses(write: Write, reader: Client) -> None:
    post = write("Fog signal & bell", content="<p>It rang <strong>twice</strong>.</p>")
    answer = reader.get(_path(post_link(post)))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Fog signal &amp; bell</h1>" in html and "<strong>twice</strong>" in html
    assert f'<link rel="canonical" href="{post_link(post)}">' in html
    assert f'<link rel="https://api.w.org/" href="{HOME}/wp-json/">' in html
    assert f'<meta property="og:url" content="{post_link(post)}">' in html
    assert f"/wp-json/wp/v2/posts/{post.pk}>" in answer.headers["Link"]


def test_every_page_has_a_policy_without_inline_code(write: Write, reader: Client) -> None:
    post = write(content='<p style="color:red">Red</p><p onclick="x()">Hm</p><script>alert(1)</script>')
    answer = reader.get(_path(post_link(post)), headers={"host": "testserver"})
    html, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "nonce-" not in policy
    assert "alert(1)" not in html and "onclick" not in html and 'style="' not in html
    inline = re.findall(r"<(script|style)>(.*?)</\1>", html, re.DOTALL)
    assert [kind for kind, _ in inline] == ["style", "script"]
    for kind, text in inline:
        source = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{source}'" in re.search(rf"{kind}-src ([^;]*)", policy)[1]  # type: ignore[index]
    assert re.search(r"script-src testserver/wp-includes/wirepress/ ", policy)
    others = [
        tag
        for tag in re.findall(r"<(?:script|style)\b[^>]+>", html)
        if "json" not in tag and "speculationrules" not in tag
    ]
    assert others and all('src="/wp-includes/wirepress/' in tag for tag in others)


@pytest.mark.parametrize("start", ["/?p={id}", "/index.php?p={id}", "/2026/03/low-water-at-noon"])
def test_other_addresses_of_a_story_lead_to_the_canonical_one(write: Write, reader: Client, start: str) -> None:
    post = write()
    answer = reader.get(start.format(id=post.pk))
    assert (answer.status_code, answer.headers["Location"]) == (301, post_link(post))
    assert answer.headers["X-Redirect-By"] == "WordPress"


def test_a_reader_of_another_host_stays_there(write: Write) -> None:
    post = write()
    answer = Client(SERVER_NAME="127.0.0.1").get(f"/?p={post.pk}&utm_source=mail")
    assert answer.headers["Location"] == _path(post_link(post)) + "?utm_source=mail"


def test_plain_addresses_are_answered_where_they_are(write: Write, reader: Client) -> None:
    post = write()
    store.put("permalink_structure", "")
    assert reader.get(f"/?p={post.pk}").status_code == 200
    assert reader.get(f"/index.php?p={post.pk}").status_code == 301


def test_a_changed_slug_and_a_shortened_one_still_lead_to_the_story(write: Write, reader: Client) -> None:
    post = write(slug="pilots-walk-to-work")
    assert reader.get("/pilots-walk/").headers["Location"] == post_link(post)


@pytest.mark.parametrize("address", ["/nothing/here/", "/?p=99999999", "/page/77/", "/category/none/", "/?m=20269999"])
def test_missing_addresses_get_a_helpful_page(write: Write, reader: Client, address: str) -> None:
    write("Still here")
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert "Still here" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_drafts_are_for_their_editors_only(write: Write, reader: Client, editor: User) -> None:
    post = write(status="draft")
    assert reader.get(f"/?p={post.pk}").status_code == 404
    reader.force_login(editor)
    answer = reader.get(f"/?p={post.pk}&preview=true")
    assert answer.status_code == 200 and "This is a preview" in answer.content.decode()
    assert "noindex" in answer.content.decode() and "no-store" in answer.headers["Cache-Control"]


def test_section_lists_its_stories_in_pages(write: Write, reader: Client) -> None:
    store.put("posts_per_page", 2)
    posts = [write(f"Story {number}") for number in range(5)]
    term = terms_of(posts[0], "category")[0]
    first = reader.get(_path(term_link(term))).content.decode()
    last = reader.get(_path(term_link(term)) + "page/3/").content.decode()
    assert "5 stories, page 1 of 3" in first and first.count('<h2 class="card-title">') == 2
    assert last.count('<h2 class="card-title">') == 1
    assert 'rel="next"' in first and 'rel="next"' not in last


def test_search_finds_words_and_shows_what_was_asked(write: Write, reader: Client) -> None:
    write("A kiln for the island")
    html = reader.get("/?s=kiln").content.decode()
    assert "A <mark>kiln</mark> for the island" in html and "1 result for “kiln”" in html
    nasty = reader.get("/", {"s": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in nasty and "Nothing was found" in nasty


def test_front_page_leads_with_the_sticky_story(write: Write, reader: Client) -> None:
    write("Newer", date_gmt=None)
    write("On top", sticky=True)
    html = reader.get("/").content.decode()
    lead = html.index("card lead")
    assert "On top" in html[lead : lead + 800]


def test_an_empty_site_has_a_front_page(editor: User, reader: Client) -> None:
    answer = reader.get("/")
    assert answer.status_code == 200 and "There are no stories yet" in answer.content.decode()


def test_a_split_story_shows_one_part_at_a_time(write: Write, reader: Client) -> None:
    post = write(content="<p>First half.</p><!--nextpage--><p>Second half.</p>")
    first = reader.get(_path(post_link(post))).content.decode()
    second = reader.get(_path(post_link(post)) + "2/").content.decode()
    assert "First half" in first and "Second half" not in first.partition("</head>")[2]
    assert "Second half" in second


def test_a_page_break_of_the_editor_leaves_no_half_block(write: Write, reader: Client) -> None:
    halves = [f"<!-- wp:paragraph --><p>{half} half.</p><!-- /wp:paragraph -->" for half in ("First", "Second")]
    post = write(content="\n\n<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\n\n".join(halves))
    for page, half in (("", "First"), ("2/", "Second")):
        html = reader.get(_path(post_link(post)) + page).content.decode()
        assert f"{half} half" in html
        assert "wp:" not in html.partition("</head>")[2]


def test_robots_may_read_all_but_the_newsroom(write: Write, reader: Client) -> None:
    assert "Disallow: /wp-admin/" in reader.get("/robots.txt").content.decode()
    assert "Sitemap:" in reader.get("/?robots=1").content.decode()
    store.put("blog_public", 0)
    hidden = reader.get(
        "/robots.txt"
    ).content.decode()  # its pages say that they are not to be indexed, and have to be read for that
    assert "Disallow: /wp-admin/" in hidden and "Sitemap:" not in hidden
    assert reader.get("/robots.txt/")["Location"].endswith("/robots.txt")
    store.put("permalink_structure", "")
    away = reader.get("/robots.txt")
    assert (away.status_code, away["X-Redirect-By"]) == (301, "WordPress")
    assert "Disallow: /wp-admin/" in reader.get("/robots.txt/").content.decode()
    assert 'content="noindex' in reader.get("/").content.decode()


def test_only_reading_is_allowed(editor: User, reader: Client) -> None:
    assert reader.post("/anything/").status_code == 405


def test_unencrypted_pictures_are_shown_by_unencrypted_sites_only(
    write: Write, reader: Client, change_settings: Callable[..., None]
) -> None:
    write()
    assert "img-src 'self' data: https: http:;" in reader.get("/").headers["Content-Security-Policy"]
    change_settings(url="https://news.example")
    assert "img-src 'self' data: https:;" in reader.get("/", secure=True).headers["Content-Security-Policy"]
