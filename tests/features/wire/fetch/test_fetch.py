"""Sources are asked politely, and what was honoured is said in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features.wire.feedserver import LAST_MODIFIED, Answer, FeedServer, feed_server, rss_of
from tests.features.wire.stories import stories
from wirepress.features.wire.fetch.fetch_document import (
    FetchFailed,
    fetch_document,
    fetch_page,
    freshness_seconds,
    parse_retry_after,
)
from wirepress.features.wire.models import Host, Source

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[FeedServer]:
    with feed_server({"/feed": rss_of(stories(2))}) as base:
        yield base


def source(base: FeedServer, path: str = "/feed", **fields: Any) -> Source:
    return Source(url=f"{base}{path}", allow_private=True, **fields)


def plain(site: FeedServer) -> list[str]:
    return [path for path in site.paths() if path not in ("/robots.txt", "/.well-known/tdmrep.json")]


def test_we_say_who_we_are(site: FeedServer) -> None:
    fetch_document(source(site))
    assert {asked.headers["user-agent"] for asked in site.asked} == {"Wirepress/0.1.0 (+http://news.example/)"}


def test_an_unchanged_document_is_not_sent_again_and_its_validators_stay(site: FeedServer) -> None:
    here = source(site)
    first = fetch_document(here)
    assert (first.status, first.kind, first.charset) == (200, "application/rss+xml", "utf-8")
    here.validators = dict(first.validators)
    again = fetch_document(here)
    assert (again.status, again.body) == (304, b"")
    assert again.validators == first.validators
    assert site.asked[-1].headers["if-none-match"] == first.validators["etag"]
    assert site.asked[-1].headers["if-modified-since"] == LAST_MODIFIED
    assert fetch_document(here, url=here.url).status == 200  # asked for by its address, the document always comes


def test_the_same_body_counts_as_unchanged_and_brings_its_new_validators(site: FeedServer) -> None:
    answers = [Answer(b"<rss/>", headers={"ETag": f'"{number}"'}, validators=False) for number in range(2)]
    site.put("/feed", answers)
    here = source(site)
    here.validators = dict(fetch_document(here).validators)
    again = fetch_document(here)
    assert (again.status, again.validators["etag"], again.body) == (304, '"1"', b"")


@pytest.mark.parametrize(("status", "words"), [(429, "too often"), (503, "not available")])
def test_retry_after_is_honoured_by_every_source_of_the_server(site: FeedServer, status: int, words: str) -> None:
    site.put("/feed", Answer(b"", status, {"Retry-After": "120"}))
    with pytest.raises(FetchFailed, match=words) as caught:
        fetch_document(source(site))
    assert caught.value.retry_after == 120
    with pytest.raises(FetchFailed, match="left alone") as caught:
        fetch_document(source(site, "/other"))
    assert 0 < caught.value.retry_after <= 121
    assert plain(site) == ["/feed"]


def test_retry_after_may_be_a_date(site: FeedServer) -> None:
    assert parse_retry_after(format_datetime(NOW + timedelta(minutes=5), usegmt=True), NOW) == 300
    assert parse_retry_after("90", NOW) == 90
    assert [parse_retry_after(value, NOW) for value in ("", "soon", "-5", "Mon, 02 Nov 2026 08:00:00 GMT", "²")] == [
        0
    ] * 5
    assert parse_retry_after("9" * 30, NOW) == 7 * 86400


@given(st.text(max_size=40))
def test_headers_that_are_rubbish_say_nothing(value: str) -> None:
    assert 0 <= parse_retry_after(value, NOW) <= 7 * 86400
    assert 0 <= freshness_seconds({"cache-control": value, "age": value, "expires": value, "date": value}) <= 86400


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "s-maxage=5"}, 0),
        ({"cache-control": "max-age=99999999"}, 86400),
        ({"expires": "Mon, 02 Nov 2026 09:10:00 GMT", "date": "Mon, 02 Nov 2026 09:00:00 GMT"}, 600),
        ({"expires": "0", "date": "0"}, 0),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: int) -> None:
    assert freshness_seconds(headers) == seconds


def test_what_is_gone_and_where_it_moved(site: FeedServer) -> None:
    site.put("/gone", Answer(b"", 410))
    with pytest.raises(FetchFailed, match="gone for good") as caught:
        fetch_document(source(site, "/gone"))
    assert caught.value.gone
    site.put("/old", Answer(b"", 301, {"Location": "/feed"}))
    moved = fetch_document(source(site, "/old"))
    assert (moved.status, moved.moved_to, moved.url) == (200, f"{site}/feed", f"{site}/feed")


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        ({"how": "basic", "user": "desk", "password": "tide å"}, "authorization", "Basic ZGVzazp0aWRlIMOl"),
        ({"how": "bearer", "token": "t0ken"}, "authorization", "Bearer t0ken"),
        ({"how": "header", "name": "X-Wire-Key", "value": "k3y"}, "x-wire-key", "k3y"),
    ],
)
def test_credentials_go_to_the_source_and_nobody_else(
    site: FeedServer, auth: dict[str, str], header: str, value: str
) -> None:
    here = source(site, auth=auth)
    fetch_document(here)
    assert site.asked[-1].headers[header] == value
    with feed_server({"/elsewhere": b"<rss/>"}) as other:
        fetch_document(here, url=f"{other}/elsewhere")
        assert header not in other.asked[-1].headers
        site.put("/feed", Answer(b"", 302, {"Location": f"{other}/elsewhere"}))
        fetch_document(here)
        assert header not in other.asked[-1].headers
    robots = [asked for asked in site.asked if asked.path == "/robots.txt"]
    assert robots and all(header not in asked.headers for asked in robots)


def test_a_header_that_would_smuggle_another_is_refused(site: FeedServer) -> None:
    with pytest.raises(FetchFailed):
        fetch_document(source(site, auth={"how": "header", "name": "X-Key", "value": "a\r\nHost: elsewhere.example"}))


def test_a_private_source_is_refused_unless_it_was_allowed(site: FeedServer) -> None:
    with pytest.raises(FetchFailed, match="--allow-private"):
        fetch_document(Source(url=f"{site}/feed"))
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://news.example/", "http://", "http://[::1", "http://a:99999/", "", "javascript:alert(1)", "http://\0/"]
)
def test_what_is_no_address_is_said_in_words(url: str) -> None:
    with pytest.raises(FetchFailed):
        fetch_document(Source(url=url, allow_private=True))


ROBOTS = b"User-agent: *\nDisallow: /stories/\nDisallow: /feed\nCrawl-delay: 0\n"
NAMED = b"User-agent: wirepress\nDisallow: /feed\n"


def test_pages_that_robots_txt_closes_are_not_fetched_and_feeds_only_when_it_names_us(site: FeedServer) -> None:
    site.put("/robots.txt", Answer(ROBOTS, kind="text/plain"))
    fetched = fetch_document(source(site))
    assert fetched.status == 200 and "robots.txt" in fetched.notes[0]
    with pytest.raises(FetchFailed, match=r"robots\.txt does not allow"):
        fetch_page(source(site), f"{site}/stories/1")
    open_hearted = source(site, policy={"respect_robots": False})
    assert fetch_page(open_hearted, f"{site}/stories/1").status == 200
    assert site.paths().count("/robots.txt") == 1  # read once a day
    Host.objects.all().delete()
    site.put("/robots.txt", Answer(NAMED, kind="text/plain"))
    with pytest.raises(FetchFailed, match="does not allow"):
        fetch_document(source(site))


def test_a_server_whose_robots_txt_fails_gives_feeds_but_no_pages(site: FeedServer) -> None:
    site.put("/robots.txt", Answer(b"", 500))
    assert fetch_document(source(site)).status == 200
    with pytest.raises(FetchFailed, match="RFC 9309"):
        fetch_page(source(site), f"{site}/stories/1")
    Host.objects.update(robots="User-agent: *\nDisallow: /feed", robots_status=200, robots_read=datetime(2026, 1, 1))
    assert fetch_page(source(site), f"{site}/stories/1").status == 200  # the old one still counts
    assert Host.objects.get().robots_status == 200


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        (
            "/.well-known/tdmrep.json",
            Answer(json.dumps([{"location": "/stories/*", "tdm-reservation": 1}]).encode()),
            "tdmrep",
        ),
        (
            "/robots.txt",
            Answer(b"User-agent: *\nContent-Signal: search=yes, ai-input=no\nAllow: /\n", kind="text/plain"),
            "ai-input=no",
        ),
        ("/robots.txt", Answer(b"User-Agent: *\nContent-Usage: /stories tdm=n\n", kind="text/plain"), "tdm=n"),
        ("/stories/1", Answer(b"<p>x", headers={"TDM-Reservation": "1"}, kind="text/html"), "header tdm-reservation"),
        (
            "/stories/1",
            Answer(b'<head><meta name="tdm-reservation" content="1">', kind="text/html"),
            "meta tdm-reservation",
        ),
    ],
)
def test_what_is_reserved_of_text_mining_is_left_alone(site: FeedServer, path: str, answer: Answer, words: str) -> None:
    site.put(path, answer)
    with pytest.raises(FetchFailed, match=words) as caught:
        fetch_page(source(site), f"{site}/stories/1")
    assert "not fetched" in str(caught.value)
    assert fetch_page(source(site, policy={"respect_tdm": False}), f"{site}/stories/1").status == 200
    assert fetch_document(source(site)).status == 200


def test_what_is_said_of_training_alone_is_noted(site: FeedServer) -> None:
    site.put("/stories/1", Answer(b"<p>x", headers={"X-Robots-Tag": "noai, noimageai"}, kind="text/html"))
    site.put("/robots.txt", Answer(b"User-agent: *\nContent-Signal: ai-train=no\n", kind="text/plain"))
    site.put(
        "/.well-known/tdmrep.json", Answer(b'[{"location": "/pictures/", "tdm-reservation": 1}, 7, {"location": null}]')
    )
    page = fetch_page(source(site), f"{site}/stories/1")
    assert ["ai-train" in page.notes[0], "noai" in page.notes[1], len(page.notes)] == [True, True, 2]


def test_only_pages_are_pages(site: FeedServer) -> None:
    with pytest.raises(FetchFailed, match="image/jpeg"):
        fetch_page(source(site), f"{site}/pictures/1.jpg")


def test_the_page_after_the_last_one_of_a_wordpress_site_is_empty(site: FeedServer) -> None:
    refusal = {"code": "rest_post_invalid_page_number", "message": "There is no such page.", "data": {"status": 400}}
    site.put("/wp-json/wp/v2/posts", Answer(json.dumps(refusal).encode(), 400, kind="application/json"))
    here = source(site, "", kind="wordpress", auth={"how": "basic", "user": "desk", "password": "p"})
    assert fetch_document(here).body == b"[]"
    asked = site.asked[-1].path
    assert asked.startswith("/wp-json/wp/v2/posts?") and "context=edit" in asked and "_embed=" in asked
