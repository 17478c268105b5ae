"""Further pages of feeds, formats that are none, and the feeds' addresses of old releases."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.web.site.conftest import Write, editor, reader, write  # noqa: F401 - fixtures
from wirepress.content.options import store
from wirepress.content.terms.actions.create import create_term

HOME = "http://news.example"


@pytest.fixture
def five(write: Write) -> None:  # noqa: F811
    """Five stories, two for a page of a feed."""
    store.put("posts_per_rss", 2)
    tag = create_term("post_tag", "Sand")
    for number in range(5):
        write(f"Tide {number}", date=datetime(2026, 3, 9) + timedelta(hours=number), tags=[tag.pk])


def titles(answer: object) -> list[str | None]:
    """Titles of what is in an RSS feed."""
    return [one.text for one in ElementTree.fromstring(answer.content).findall("./channel/item/title")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "feed",
    [
        "/feed/",
        "/category/harbour/feed/",
        "/tag/sand/feed/",
        "/author/edda/feed/",
        "/search/tide/feed/rss2/",
        "/2026/03/feed/",
    ],
)
def test_every_feed_has_further_pages(five: None, reader: Client, feed: str) -> None:  # noqa: F811
    pages = [reader.get(f"{feed}?paged={number}") for number in (2, 3)]
    assert [page.status_code for page in pages] == [200, 200]
    assert [titles(page) for page in pages] == [["Tide 2", "Tide 1"], ["Tide 0"]]
    assert f'href="{HOME}{feed}?paged=2"' in pages[0].content.decode()
    assert pages[0].headers["Content-Type"] == "application/rss+xml; charset=UTF-8"


@pytest.mark.parametrize(
    "feed", ["/feed/atom/", "/feed/rdf/", "/tag/sand/feed/atom/", "/comments/feed/", "/2026/03/tide-1/feed/"]
)
def test_other_formats_and_comments_are_asked_by_page_too(five: None, reader: Client, feed: str) -> None:  # noqa: F811
    assert reader.get(f"{feed}?paged=2").status_code == 200


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/?feed=rss2&paged=2", "/feed/?paged=2"),
        ("/feed/?paged=1", "/feed/"),
        ("/feed?paged=2", "/feed/?paged=2"),
        ("/page/2/feed/", "/feed/?paged=2"),
        ("/feed/rss/?paged=3", "/feed/?paged=3"),
        ("/tag/sand/page/2/feed/", "/tag/sand/feed/?paged=2"),
        ("/?feed=rss2&paged=2&utm_a=1", "/feed/?paged=2&utm_a=1"),
        ("/?tag=sand&feed=atom&paged=2", "/tag/sand/feed/atom/?paged=2"),
        ("/feed/?paged=-2", "/feed/?paged=2"),
        ("/feed/?paged=1", "/feed/"),
    ],
)
def test_a_page_of_a_feed_has_one_address(five: None, reader: Client, asked: str, there: str) -> None:  # noqa: F811
    answer = reader.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, HOME + there)
    assert reader.get(there).status_code == 200


def test_plain_addresses_have_pages_of_feeds(five: None, reader: Client) -> None:  # noqa: F811
    store.put("permalink_structure", "")
    assert titles(reader.get("/?feed=rss2&paged=2")) == ["Tide 2", "Tide 1"]


def test_beyond_the_last_page_there_is_an_empty_feed_that_says_so(five: None, reader: Client) -> None:  # noqa: F811
    answer = reader.get("/feed/?paged=9")
    assert (answer.status_code, titles(answer)) == (404, [])
    assert "no-store" in answer.headers["Cache-Control"] and "Last-Modified" in answer.headers
    assert reader.get("/search/whelk/feed/rss2/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "feed=bogus",
        "feed=comments-bogus",
        "feed=rss3&s=tide",
        "feed=%C2%B2",
        "feed=json&cat=1",
        "feed=b&author=1",
        "feed=x&paged=2",
    ],
)
@pytest.mark.parametrize("structure", ["/%year%/%monthnum%/%postname%/", ""])
def test_a_format_that_is_none_is_said_to_be_none(five: None, reader: Client, query: str, structure: str) -> None:  # noqa: F811
    store.put("permalink_structure", structure)
    answer = reader.get(f"/?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/xml; charset=UTF-8")
    told = ElementTree.fromstring(answer.content)
    assert (told.tag, told.findtext("code"), told.findtext("data/status")) == ("error", "wp_die", "404")


def test_a_feed_of_a_day_that_the_calendar_lacks(five: None, reader: Client) -> None:  # noqa: F811
    for path in ("/9999/feed/", "/0000/feed/"):
        assert titles(reader.get(path)) == [], path
    for path in ("/9999/", "/?m=20260231", "/?m=202613"):
        assert reader.get(path).status_code == 404, path
    for path, there in (
        ("/2026/02/31/feed/", "/2026/02/"),
        ("/2026/13/feed/", "/2026/"),
        ("/2026/13/", "/2026/"),
        ("/2026/02/30/", "/2026/02/"),
        ("/?year=2026&monthnum=13", "/2026/"),
    ):
        answer = reader.get(path)
        assert (answer.status_code, answer["Location"]) == (301, f"http://news.example{there}"), path
