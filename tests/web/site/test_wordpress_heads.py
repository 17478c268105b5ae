"""Titles, links and robots rules of every kind of page and feed, as WordPress has them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost

HOME = "http://news.example"


@pytest.fixture
def coast(write: Write) -> Post:
    """A story of two parts with a tag and a format; two stories on a page of a list."""
    for option, value in (("blogname", "The Ebb"), ("blogdescription", "News & tides"), ("posts_per_page", 1)):
        store.put(option, value)
    write("Older one", date=datetime(2026, 3, 8, 9))
    story = write("Salt", content="<p>One</p><!--nextpage--><p>Two</p>")
    for taxonomy, name, slug in (
        ("post_tag", "Sand", "sand"),
        ("post_format", "post-format-aside", "post-format-aside"),
    ):
        term = Term.objects.create(taxonomy=taxonomy, name=name, slug=slug, count=1)
        TermPost.objects.create(term=term, post_id=story.pk)
    return story


def _head(reader: Client, path: str) -> tuple[str, str, str]:
    """Title, robots, canonical."""
    text = reader.get(path).content.decode()
    found = [
        re.search(pattern, text)
        for pattern in ("<title>(.*?)</title>", 'name="robots" content="(.*?)"', 'rel="canonical" href="(.*?)"')
    ]
    title, robots, canonical = (html.unescape(one[1]) if one else "" for one in found)
    return title, robots, canonical.removeprefix(HOME)


PLAIN, HIDDEN = "max-image-preview:large", "noindex, follow, max-image-preview:large"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("The Ebb – News & tides", PLAIN, "/")),
        ("/page/2/", ("The Ebb – Page 2 – News & tides", PLAIN, "/page/2/")),
        ("/2026/03/salt/", ("Salt – The Ebb", PLAIN, "/2026/03/salt/")),
        ("/2026/03/salt/2/", ("Salt – Page 2 – The Ebb", PLAIN, "/2026/03/salt/2/")),
        ("/2026/03/salt/?replytocom=1", ("Salt – The Ebb", HIDDEN, "/2026/03/salt/")),
        ("/tag/sand/", ("Sand – The Ebb", PLAIN, "/tag/sand/")),
        ("/type/aside/", ("Aside – The Ebb", PLAIN, "/type/aside/")),
        ("/2026/", ("2026 – The Ebb", PLAIN, "/2026/")),
        ("/2026/03/", ("March 2026 – The Ebb", PLAIN, "/2026/03/")),
        ("/2026/03/09/", ("March 9, 2026 – The Ebb", PLAIN, "/2026/03/09/")),
        ("/2026/03/page/2/", ("March 2026 – Page 2 – The Ebb", PLAIN, "/2026/03/page/2/")),
        ("/nothing/", ("Page not found – The Ebb", HIDDEN, "")),
    ],
)
def test_pages(coast: Post, reader: Client, path: str, expected: tuple[str, str, str]) -> None:
    assert _head(reader, path) == expected


def test_a_site_that_is_not_indexed(coast: Post, reader: Client) -> None:
    store.put("blog_public", 0)
    assert {_head(reader, path)[1] for path in ("/", "/nothing/", "/?s=salt")} == {"noindex, nofollow"}


def test_a_story_without_a_title_is_called_as_the_site(write: Write, reader: Client) -> None:
    store.put("blogname", "The Ebb")
    for number in (None, 32, 99, 100):  # a slug that is no day of a month is a story's, whatever it looks like
        story = write("")
        if number is not None:
            Post.objects.filter(pk=story.pk).update(slug=str(number))
        slug = Post.objects.get(pk=story.pk).slug
        assert _head(reader, f"/2026/03/{slug}/")[0] == "The Ebb", slug


def _links(reader: Client, path: str) -> dict[str, str]:
    """Type (or rel) -> address."""
    text = reader.get(path).content.decode().partition("</head>")[0]
    tags = re.findall(r'<link rel="([^"]*)"[^>]*?(?: type="([^"]*)")?[^>]* href="([^"]*)"', text)
    return {kind or rel: html.unescape(address) for rel, kind, address in tags}


@pytest.mark.parametrize("structure", ["/%year%/%monthnum%/%postname%/", ""])
def test_programs_find_their_doors(coast: Post, reader: Client, structure: str) -> None:
    store.put("permalink_structure", structure)
    path = "/2026/03/salt/2/" if structure else f"/?p={coast.pk}&page=2"
    found, inner = (
        _links(reader, path),
        "http%3A%2F%2Fnews.example%2F" + ("2026%2F03%2Fsalt%2F" if structure else f"%3Fp%3D{coast.pk}"),
    )
    root = f"{HOME}/wp-json/oembed/1.0/embed?" if structure else f"{HOME}/index.php?rest_route=%2Foembed%2F1.0%2Fembed&"
    assert found["application/json+oembed"] == f"{root}url={inner}"
    assert found["text/xml+oembed"] == f"{root}url={inner}&format=xml"
    assert found["application/rsd+xml"] == _links(reader, "/")["application/rsd+xml"] == f"{HOME}/xmlrpc.php?rsd"
    assert "application/json+oembed" not in _links(reader, "/")
    feed = "/2026/03/salt/feed/" if structure else f"/?feed=rss2&p={coast.pk}"
    assert f'href="{HOME}{feed}"' in html.unescape(reader.get(path).content.decode())
    assert (f"{HOME}/search/salt/feed/rss2/" if structure else f"{HOME}/?s=salt&feed=rss2") in html.unescape(
        reader.get("/?s=salt").content.decode()
    )


def test_what_other_sites_show_in_a_frame_says_the_same(coast: Post, reader: Client) -> None:
    answer = reader.get("/2026/03/salt/embed/")
    assert (
        HIDDEN in answer.content.decode()
        and f"/wp/v2/posts/{coast.pk}" in answer["Link"]
        and "shortlink" in answer["Link"]
    )


def _feed_title(reader: Client, path: str) -> str:
    answer = reader.get(path)
    found = re.search(r"<title[^>]*>\s*(.*?)\s*</title>", answer.content.decode(), re.S)
    assert found is not None, path
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/feed/", "The Ebb"),
        ("/feed/?paged=2", "Page 2 – The Ebb"),
        ("/feed/?paged=9", "Page not found – The Ebb"),
        ("/tag/sand/feed/", "Sand – The Ebb"),
        ("/type/aside/feed/atom/", "Aside – The Ebb"),
        ("/2026/feed/", "2026 – The Ebb"),
        ("/2026/03/feed/rdf/", "March 2026 – The Ebb"),
        ("/2026/03/09/feed/", "March 9, 2026 – The Ebb"),
        ("/2025/feed/", "The Ebb"),  # a year without stories has no name
        ("/search/salt/feed/", "Search Results for “salt” – The Ebb"),
        ("/2026/03/salt/feed/", "Comments on: Salt"),
        ("/2026/03/salt/feed/atom/", "Comments on Salt"),
        ("/2026/03/salt/feed/rdf/", "Salt – The Ebb"),
        ("/2026/03/salt/feed/?withoutcomments=1", "Salt – The Ebb"),
        ("/comments/feed/", "Comments for The Ebb"),
        ("/nothing/feed/", "Comments on:"),
        ("/nothing/feed/atom/", "Comments on"),
    ],
)
def test_feeds(coast: Post, reader: Client, path: str, title: str) -> None:
    store.put("posts_per_rss", 1)
    assert _feed_title(reader, path) == title


def test_feeds_of_a_protected_story_show_the_form_for_its_password(write: Write, reader: Client) -> None:
    locked = write("Locked", content="<p>The key is under the mat.</p>", password="tern")
    Comment.objects.create(
        post_id=locked.pk,
        author_name="Ines",
        content="Found it.",
        approved="1",
        date_gmt=locked.date_gmt,
        date=locked.date,
    )
    for path in (
        "/feed/",
        "/feed/atom/",
        "/feed/rdf/",
        "/comments/feed/",
        "/2026/03/locked/feed/",
        "/2026/03/locked/feed/atom/",
    ):
        text = reader.get(path).content.decode()
        assert "under the mat" not in text and "Found it" not in text, path
        assert f'id="pwbox-{locked.pk}"' in text and f'value="{HOME}/2026/03/locked/"' in text, path


def test_a_wrong_format_is_said_in_xml(coast: Post, reader: Client) -> None:
    answer = reader.get("/?feed=bogus")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/xml; charset=UTF-8")
    assert "ETag" in answer and "Last-Modified" not in answer
    assert [value for name, value in answer.items() if name == "Link"] == [
        f'<{HOME}/wp-json/>; rel="https://api.w.org/"'
    ]


@pytest.mark.parametrize(("release", "version"), [("7.1", "17.0.2"), ("6.8", "16.0.1")])
def test_emoji_are_the_release_s(
    write: Write, reader: Client, change_settings: Callable[..., None], release: str, version: str
) -> None:
    change_settings(compat=release)
    write("Boats", content="<p>A boat \U0001f6a2 came.</p>")
    assert f"https://s.w.org/images/core/emoji/{version}/72x72/1f6a2.png" in reader.get("/feed/").content.decode()
