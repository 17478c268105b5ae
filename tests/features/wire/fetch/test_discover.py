"""A site's feeds are found from its address."""

from __future__ import annotations

import pytest

from tests.features.wire.decode import decode_samples as samples
from tests.features.wire.feedserver import Answer, feed_server, rss_of
from tests.features.wire.stories import stories
from wirepress.features.wire.fetch.discover_feeds import discover_feeds
from wirepress.features.wire.fetch.fetch_document import FetchFailed
from wirepress.features.wire.fetch.link_header import parse_links
from wirepress.features.wire.fetch.wordpress_pages import next_page, posts_url, source_url

pytestmark = pytest.mark.django_db
PAGE = b"""<html><head><title>Tide &amp; Harbour</title><base href="/sub/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="News &amp; more" href="feed"><link rel="alternate" hreflang="da" href="/da">
<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="/atom">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/5">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head><body>Hello</body></html>"""


def html(body: bytes, **headers: str) -> Answer:
    return Answer(body, kind="text/html; charset=utf-8", headers=headers, validators=False)


def test_an_address_that_is_a_feed_is_the_feed() -> None:
    with feed_server({"/feed": rss_of(stories(2)), "/old": Answer(b"", 301, {"Location": "/feed"})}) as base:
        (feed,) = discover_feeds(f"{base}/old", allow_private=True)
        assert (feed.url, feed.kind) == (f"{base}/feed", "feed") and feed.title


def test_what_a_page_names_is_found_comments_last() -> None:
    with feed_server({"/": html(PAGE)}) as base:
        found = discover_feeds(f"{base}/", allow_private=True)
        assert [feed.url.removeprefix(str(base)) for feed in found] == ["/sub/feed", "/atom", "/comments/feed/"]
        assert found[0].title == "News & more"
        assert base.paths() == ["/"]


@pytest.mark.parametrize(
    ("api", "url"), [("{0}/wp-json/", "{0}/wp-json/"), ("{0}/index.php?rest_route=/", "{0}/index.php?rest_route=/")]
)
def test_a_wordpress_site_is_found_by_its_link_header(api: str, url: str) -> None:
    with feed_server() as base:
        base.put("/", html(b"<title>Tide</title>", Link=f'<{api.format(base)}>; rel="https://api.w.org/"'))
        (feed,) = discover_feeds(str(base), allow_private=True)
        assert (feed.url, feed.title, feed.kind) == (url.format(base), "Tide", "wordpress")


def test_the_usual_places_are_tried_when_a_page_names_nothing() -> None:
    with feed_server({"/": html(b"<p>Hello"), "/rss.xml": rss_of(stories(1)), "/feed/": html(b"<p>no feed")}) as base:
        (feed,) = discover_feeds(f"{base}/", allow_private=True)
        assert feed.url == f"{base}/rss.xml"
    with feed_server({"/": html(b"<p>Hello"), "/news-sitemap.xml": samples.SITEMAP}) as base:
        assert [feed.kind for feed in discover_feeds(f"{base}/", allow_private=True)] == ["newssitemap"]
    with feed_server({"/": html(b"<p>Hello")}) as base:
        assert discover_feeds(f"{base}/", allow_private=True) == []


def test_a_site_that_does_not_answer_says_so() -> None:
    with feed_server({"/": Answer(b"", 500)}) as base:
        with pytest.raises(FetchFailed, match="500"):
            discover_feeds(f"{base}/", allow_private=True)
        with pytest.raises(FetchFailed, match=r"open internet|Port"):
            discover_feeds(f"{base}/")
    for wrong in ("", "ftp://tide.example/", "http://"):
        with pytest.raises(FetchFailed):
            discover_feeds(wrong)


def test_link_headers() -> None:
    header = '<https://hub.example/>; rel="hub", </a,b;c>; title="x, y; rel=no"; rel="self next", <>; rel=up, <//[>; rel=bad, junk'
    assert [(rel, url) for rel, url, _ in parse_links(header, "https://tide.example/f")] == [
        ("hub", "https://hub.example/"),
        ("self", "https://tide.example/a,b;c"),
        ("next", "https://tide.example/a,b;c"),
        ("up", "https://tide.example/f"),
    ]
    assert list(parse_links("<" * 100_000, "https://tide.example/")) == []


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://tide.example", "https://tide.example/wp-json/wp/v2/posts?"),
        ("https://tide.example/sub/wp-json/", "https://tide.example/sub/wp-json/wp/v2/posts?"),
        ("https://tide.example/wp-json/wp/v2/pages?per_page=5", "https://tide.example/wp-json/wp/v2/pages?per_page=5&"),
        ("https://tide.example/index.php?rest_route=/", "https://tide.example/index.php?per_page="),
    ],
)
def test_addresses_of_a_wordpress_site(url: str, start: str) -> None:
    found = posts_url(url)
    assert found.startswith(start) or "rest_route=/wp/v2/posts" in found
    assert "_embed=author,wp:featuredmedia,wp:term" in found and "context" not in found
    assert posts_url(found) == found and "context=edit" in posts_url(url, edit=True)
    assert "page=2" in next_page(found, 50 if "per_page=50" in found else 5) and next_page(found, 3) == ""
    assert source_url("https://tide.example/wp-json/") == "https://tide.example/wp-json/"
