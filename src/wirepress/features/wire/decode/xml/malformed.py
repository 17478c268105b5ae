"""Feeds that are hardly XML any more: feedparser reads them as browsers once read tag soup. It is slow, on hostile tags
in quadratic time, so only what is small and has no tag without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import absolute_url, markup_to_line, parse_number
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.decode.xml.safe_xml import PreparedXml
from wirepress.features.wire.entry.records import DecodedDocument, FinderName, Media

SIZE: Final = 512 * 1024
_ENDLESS: Final = re.compile(rb"<[^<>]{4096}")
_STARTS: Final = (b"<item", b"<entry", b"<ITEM", b"<Item")
_MEDIA_KEYS: Final[tuple[tuple[FinderName, str, str], ...]] = (
    ("media", "media_content", "url"),
    ("media", "media_thumbnail", "url"),
    ("enclosure", "enclosures", "href"),
)


def read_malformed(prepared: PreparedXml, data: bytes, url: str) -> DecodedDocument | None:
    """Return what feedparser finds; None when there is nothing to be found, or too much to search."""
    if len(data) > SIZE or not any(start in data for start in _STARTS) or _ENDLESS.search(data):
        return None
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = _parser()(data, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    head = DecodedBuilder(
        "atom" if str(found.get("version", "")).startswith("atom") else "rss",
        url,
        list(prepared.problems),
        end=prepared.end,
    )
    for entry in found.entries:
        if not head.read_entry(partial(_entry, entry, url)):
            break
    feed = found.feed
    head.title, head.language = markup_to_line(_text_of(feed, "title")), _text_of(feed, "language")
    head.home = absolute_url(_text_of(feed, "link"), url)
    for link in feed.get("links", []):
        head.add_link(_text_of(link, "rel"), _text_of(link, "href"))
    head.problems.append("Its markup was guessed at (feedparser).")
    return head.build_document() if head.entries else None


def _parser() -> Callable[..., Any]:
    import feedparser

    parse: Callable[..., Any] = feedparser.__dict__["parse"]  # it names no types and exports nothing
    return parse


def _text_of(found: Any, key: str) -> str:
    value = dict.get(found, key)  # as it is kept: feedparser's own get answers other keys in place of missing ones
    return value if isinstance(value, str) else ""


def _entry(entry: Any, url: str) -> EntryDraft | None:
    draft = EntryDraft(
        url,
        guid=_text_of(entry, "id"),
        url=absolute_url(_text_of(entry, "link"), url),
        title=markup_to_line(_text_of(entry, "title")),
    )
    draft.content = next((_text_of(one, "value") for one in entry.get("content", [])), "")
    draft.summary = _text_of(entry, "summary")
    if draft.summary == draft.content:
        draft.summary = ""
    draft.authors = [markup_to_line(_text_of(one, "name")) for one in entry.get("authors", [])]
    draft.categories = [
        markup_to_line(_text_of(one, "label") or _text_of(one, "term")) for one in entry.get("tags", [])
    ]
    draft.published = draft.parse_date(_text_of(entry, "published"), "date of publication")
    draft.updated = draft.parse_date(_text_of(entry, "updated"), "date of the last change")
    draft.credit, draft.licence = markup_to_line(_text_of(entry, "rights")), _text_of(entry, "license")
    for found_by, key, name in _MEDIA_KEYS:
        for one in entry.get(key, []):
            if full := absolute_url(_text_of(one, name), url):
                kind = content_type(
                    _text_of(one, "type"), full, "image" if key == "media_thumbnail" else _text_of(one, "medium")
                )
                draft.media.append(
                    Media(
                        full,
                        kind,
                        parse_number(_text_of(one, "width")),
                        parse_number(_text_of(one, "height")),
                        found_by=found_by,
                    )
                )
    return None if is_empty(draft) else draft
