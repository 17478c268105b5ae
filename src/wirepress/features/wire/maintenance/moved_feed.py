"""A feed that broke or fell silent: its site's home page is searched for another one, and the editor is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import structlog

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.error_descriptions import describe_error
from wirepress.core.http.client import FetchError
from wirepress.features.wire.decode import NotAFeed
from wirepress.features.wire.decode.registered import decode_document
from wirepress.features.wire.fetch.discover_feeds import FoundFeed, discover_feeds
from wirepress.features.wire.fetch.fetch_document import FetchFailed
from wirepress.features.wire.fetch.rate_limit import HostBusy
from wirepress.features.wire.fetch.request import send_request
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import change_source

log = structlog.get_logger(__name__)
AGAIN: Final = timedelta(days=1)  # between two searches
FAILURES: Final = 2  # in a row, after which it is searched
REFUSED_MAX: Final = 20  # addresses that are remembered as refused
TRIED_MAX: Final = 3  # feeds of a page that are looked into


def is_search_due(source: Source) -> bool:
    """Return whether its home page is to be searched: it failed again, is gone or is silent, and nobody has searched lately."""
    from wirepress.features.wire.maintenance.silence import is_silent

    now = site.now_gmt()
    if source.kind in ("push", "folder") or not source.enabled or (source.searched and source.searched > now - AGAIN):
        return False
    return source.failures >= FAILURES or (source.failures > 0 and source.due is None) or is_silent(source, now)


def search_feed(source_id: int) -> str:
    """Search the site's pages for a feed that can be read and is not the source's own. Return its address, "" where there is none."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None or not is_search_due(source):
        return ""
    Source.objects.filter(pk=source.pk).update(searched=site.now_gmt())
    refused = list(source.suggestions_refused)
    for page in _pages(source):
        try:
            feeds = discover_feeds(page, allow_private=source.allow_private)
        except FetchFailed as error:
            log.info("wire.home_not_searched", source=source.pk, page=page[:200], error=describe_error(error)[:200])
            continue
        taken = set(Source.objects.exclude(pk=source.pk).values_list("url", flat=True))  # which is gathered already
        others = [one for one in feeds if not _is_same(one.url, source.url) and one.url not in (*refused, *taken)]
        found = next((feed for feed in others[:TRIED_MAX] if _has_stories(feed, source)), None)
        if found is not None:
            news = {"suggested": found.url[:2000], "suggested_kind": found.kind[:20], "told_suggestion": None}
            Source.objects.filter(pk=source.pk).update(**news)
            log.info("wire.feed_suggested", source=source.pk, url=found.url)
            return found.url
    return ""


def _pages(source: Source) -> list[str]:
    """Return where its feed may be named: its home page, what stands at the feed's address now, and the root of the server."""
    parts = urlsplit(source.url)
    pages = [source.home, source.url, f"{parts.scheme}://{parts.netloc}/"]
    return list(dict.fromkeys(page for page in pages if page.startswith(("http://", "https://"))))


def _is_same(url: str, other: str) -> bool:
    def plain(text: str) -> str:
        return text.partition("://")[2].removeprefix("www.").rstrip("/")

    return plain(url) == plain(other)


def _has_stories(feed: FoundFeed, source: Source) -> bool:
    try:
        answer = send_request(feed.url, allow_private=source.allow_private, seconds=15.0)
        return answer.status == 200 and bool(
            decode_document(answer.body, url=answer.url, content_type=answer.kind, charset=answer.charset).entries
        )
    except (FetchError, HostBusy, NotAFeed, ValueError):
        return False


def accept_suggestion(source: Source) -> Source:
    """Take the suggested feed in place of the source's own; it is looked at at once. Raises ActionRefused where there is none."""
    url = _suggested_url(source)
    kind = "wordpress" if source.suggested_kind == "wordpress" else "auto"
    changed = change_source(source, {"url": url, "kind": kind})
    changed.suggested = changed.suggested_kind = ""
    Source.objects.filter(pk=source.pk).update(suggested="", suggested_kind="", searched=None)
    return changed


def refuse_suggestion(source: Source) -> None:
    """Keep the source's address; this feed is not suggested again. Raises ActionRefused where there is none."""
    url = _suggested_url(source)
    source.suggested = ""
    source.suggestions_refused = [*source.suggestions_refused, url][-REFUSED_MAX:]
    Source.objects.filter(pk=source.pk).update(suggested="", suggestions_refused=source.suggestions_refused)


def _suggested_url(source: Source) -> str:
    if not source.suggested:
        raise ActionRefused("wire_no_suggestion", "No other feed is suggested for this source.", 409)
    return source.suggested
