"""Feeds that are hardly XML any more: feedparser reads them as browsers once read tag soup. It is slow, on hostile tags
in quadratic time, so only what is small and has no tag without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import Head
from wirepress.features.wire.decode.entry_draft import Draft, is_empty
from wirepress.features.wire.decode.field_values import absolute, number, plain
from wirepress.features.wire.decode.xml.media_rss import kind_of
from wirepress.features.wire.decode.xml.safe_xml import Prepared
from wirepress.features.wire.entry.records import Decoded, FinderName, Media

SIZE: Final = 512 * 1024
_ENDLESS: Final = re.compile(rb"<[^<>]{4096}")
_STARTS: Final = (b"<item", b"<entry", b"<ITEM", b"<Item")
_MEDIA_KEYS: Final[tuple[tuple[FinderName, str, str], ...]] = (
    ("media", "media_content", "url"),
    ("media", "media_thumbnail", "url"),
    ("enclosure", "enclosures", "href"),
)


def read(prepared: Prepared, data: bytes, url: str) -> Decoded | None:
    """What feedparser finds; None when there is nothing to be found, or too much to search."""
    if len(data) > SIZE or not any(start in data for start in _STARTS) or _ENDLESS.search(data):
        return None
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = _parser()(data, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    head = Head("atom" if str(found.get("version", "")).startswith("atom") else "rss", url, list(prepared.problems))
    for entry in found.entries:
        if not head.take(partial(_entry, entry, url)):
            break
    feed = found.feed
    head.title, head.language = plain(_of(feed, "title")), _of(feed, "language")
    head.home = absolute(_of(feed, "link"), url)
    for link in feed.get("links", []):
        head.link(_of(link, "rel"), _of(link, "href"))
    head.problems.append("Its markup was guessed at (feedparser).")
    return head.finish() if head.entries else None


def _parser() -> Callable[..., Any]:
    import feedparser

    parse: Callable[..., Any] = feedparser.__dict__["parse"]  # it names no types and exports nothing
    return parse


def _of(found: Any, key: str) -> str:
    value = dict.get(found, key)  # as it is kept: feedparser's own get answers other keys in place of missing ones
    return value if isinstance(value, str) else ""


def _entry(entry: Any, url: str) -> Draft | None:
    draft = Draft(url, guid=_of(entry, "id"), url=absolute(_of(entry, "link"), url), title=plain(_of(entry, "title")))
    draft.content = next((_of(one, "value") for one in entry.get("content", [])), "")
    draft.summary = _of(entry, "summary")
    if draft.summary == draft.content:
        draft.summary = ""
    draft.authors = [plain(_of(one, "name")) for one in entry.get("authors", [])]
    draft.categories = [plain(_of(one, "label") or _of(one, "term")) for one in entry.get("tags", [])]
    draft.published = draft.date(_of(entry, "published"), "date of publication")
    draft.updated = draft.date(_of(entry, "updated"), "date of the last change")
    draft.credit, draft.licence = plain(_of(entry, "rights")), _of(entry, "license")
    for found_by, key, name in _MEDIA_KEYS:
        for one in entry.get(key, []):
            if full := absolute(_of(one, name), url):
                kind = kind_of(_of(one, "type"), full, "image" if key == "media_thumbnail" else _of(one, "medium"))
                draft.media.append(
                    Media(full, kind, number(_of(one, "width")), number(_of(one, "height")), found_by=found_by)
                )
    return None if is_empty(draft) else draft
