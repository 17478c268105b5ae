"""Finds the feeds of a site from its address: what it is itself, what its page names, what lies where feeds usually lie."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from wirepress.core.http.client import FetchedResponse, FetchError
from wirepress.features.wire.decode import NotAFeed
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute_url, text_to_line
from wirepress.features.wire.decode.registered import decode_document
from wirepress.features.wire.entry.records import DecodedDocument
from wirepress.features.wire.fetch import wordpress_pages
from wirepress.features.wire.fetch.fetch_document import FetchFailed
from wirepress.features.wire.fetch.link_header import parse_links
from wirepress.features.wire.fetch.rate_limit import HostBusy, host_of
from wirepress.features.wire.fetch.request import send_request
from wirepress.features.wire.sources.feed_addresses import feed_address
from wirepress.settings.limits import WIRE_BODY_MAX, WIRE_PAGE_MAX

FEEDS_MAX: Final = 20
SECONDS: Final = 15.0  # for one answer
PATIENCE: Final = 20.0  # for all the usual places
_TYPES: Final = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/rdf+xml",
    "text/xml",
    "application/xml",
)
_USUAL: Final = (
    "/feed/",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/rss",
    "/feed.json",
    "/index.xml",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
)
_WORDPRESS: Final = "https://api.w.org/"
_COMMENTS: Final = ("/comments/feed", "comments/default", "comment-feed")


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was found. `kind`: as in models.KINDS."""

    url: str
    title: str
    kind: str


def discover_feeds(url: str, *, allow_private: bool = False) -> list[FoundFeed]:
    """Return the feeds of a site, the likeliest first; the address itself alone when it is one. Raises FetchFailed when the site does not answer."""
    meant = feed_address(url)
    address = meant if "://" in meant else f"https://{meant}"
    answer = _ask(address, allow_private)
    if answer.status != 200:
        raise FetchFailed(f"The site answered {answer.status}.", status=answer.status)
    if decoded := _decode_response(answer):
        return [FoundFeed(answer.moved_to or answer.url, decoded.title, _kind(decoded))]
    found: dict[str, FoundFeed] = {}
    for feed in _linked_feeds(answer):
        found.setdefault(feed.url, feed)
    if not any(feed.kind != "wordpress" for feed in found.values()):
        for feed in _guess_feeds(answer.url, allow_private):
            found.setdefault(feed.url, feed)
    return sorted(found.values(), key=_rank)[:FEEDS_MAX]


def _ask(url: str, allow_private: bool) -> FetchedResponse:
    try:
        host_of(url)
        return send_request(url, allow_private=allow_private, size=WIRE_BODY_MAX, seconds=SECONDS)
    except FetchError as error:
        raise FetchFailed(str(error)) from None
    except HostBusy as error:
        raise FetchFailed(str(error), retry_after=int(error.seconds) + 1) from None
    except ValueError:
        raise FetchFailed(f"{url[:200]} is no address that can be fetched.") from None


def _decode_response(answer: FetchedResponse) -> DecodedDocument | None:
    try:
        return decode_document(answer.body, url=answer.url, content_type=answer.kind, charset=answer.charset)
    except NotAFeed:
        return None


def _kind(decoded: DecodedDocument) -> str:
    return {"rss": "feed", "atom": "feed", "jsonfeed": "feed"}.get(decoded.format, decoded.format)


def _linked_feeds(answer: FetchedResponse) -> Iterator[FoundFeed]:
    """Yield what the answer's header and its page name."""
    api = ""
    for relation, url, parameters in parse_links(answer.headers.get("link", ""), answer.url):
        if relation == _WORDPRESS:
            api = api or absolute_url(url, answer.url)
        elif relation == "alternate" and parameters.get("type", "").lower() in _TYPES[:3]:
            yield FoundFeed(url, text_to_line(parameters.get("title", ""), SHORT_MAX), "feed")
    page = LexborHTMLParser(answer.text[:WIRE_PAGE_MAX])
    base_tag = page.css_first("base[href]")
    base = urljoin(answer.url, base_tag.attributes.get("href") or "") if base_tag is not None else answer.url
    for link in page.css("link[rel][href], a[rel][type][href]")[:200]:
        relations = (link.attributes.get("rel") or "").lower().split()
        url = absolute_url(link.attributes.get("href"), base)
        if (
            url
            and "alternate" in relations
            and (link.attributes.get("type") or "").partition(";")[0].strip().lower() in _TYPES
        ):
            if "/wp-json/" not in url and "rest_route=" not in url and "oembed" not in url:
                yield FoundFeed(url, text_to_line(link.attributes.get("title") or "", SHORT_MAX), "feed")
        elif url and _WORDPRESS in relations:
            api = api or url
    if api:
        title = page.css_first("title")
        yield FoundFeed(
            wordpress_pages.source_url(api),
            text_to_line(title.text(), SHORT_MAX) if title is not None else "",
            "wordpress",
        )


def _guess_feeds(url: str, allow_private: bool) -> Iterator[FoundFeed]:
    """Yield the first feed at the usual places of the server; it is not searched for longer than PATIENCE."""
    parts, ends = urlsplit(url), time.monotonic() + PATIENCE
    for path in _USUAL:
        if time.monotonic() > ends:
            return
        try:
            answer = _ask(f"{parts.scheme}://{parts.netloc}{path}", allow_private)
        except FetchFailed:
            continue
        if answer.status == 200 and (decoded := _decode_response(answer)) and (decoded.entries or decoded.title):
            yield FoundFeed(answer.url, decoded.title, _kind(decoded))
            return


def _rank(feed: FoundFeed) -> tuple[bool, bool]:
    """Return the order of a feed: feeds before a WordPress site's API, feeds of comments last."""
    is_of_comments = any(part in feed.url.lower() for part in _COMMENTS) or "comment" in feed.title.lower()
    return is_of_comments, feed.kind != "feed"
