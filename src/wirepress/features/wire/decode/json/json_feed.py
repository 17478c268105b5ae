"""JSON Feed 1.0 and 1.1, and the plain form of a pushed story: an item of a JSON Feed, or a list of such items."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import (
    SHORT_MAX,
    absolute_url,
    markup_to_line,
    sloppy_text_to_line,
    text_to_html,
)
from wirepress.features.wire.decode.json.json_values import as_object, as_objects, as_text, as_texts
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.entry.records import DecodedDocument, Media

_OURS: Final = ("content_html", "content_text")


def is_json_feed(value: Any) -> bool:
    """Return whether the value is a JSON Feed: by its version, or by the texts of its items."""
    if isinstance(value, dict):
        if "jsonfeed.org" in as_text(value.get("version")):
            return True
        if isinstance(value.get("items"), list):
            return not value["items"] or any(name in one for one in as_objects(value["items"][:5]) for name in _OURS)
        return any(name in value for name in _OURS)
    return isinstance(value, list) and any(name in one for one in as_objects(value[:5]) for name in _OURS)


def read_json_feed(value: Any, url: str) -> DecodedDocument:
    """Return the feed with its items."""
    feed = as_object(value)
    head = DecodedBuilder("jsonfeed", url)
    head.title, head.language = sloppy_text_to_line(as_text(feed.get("title"))), as_text(feed.get("language"))
    head.home, head.topic, head.more = (
        absolute_url(feed.get(key), url) for key in ("home_page_url", "feed_url", "next_url")
    )
    for hub in as_objects(feed.get("hubs")):
        if as_text(hub.get("type")).lower() == "websub":
            head.hub = head.hub or absolute_url(hub.get("url"), url)
    authors = _names(feed)
    title_to_line = sloppy_text_to_line if "jsonfeed.org" in as_text(feed.get("version")) else markup_to_line
    for item in as_objects(feed.get("items", value)):
        if not head.read_entry(partial(_item, item, url, authors, title_to_line)):
            break
    return head.build_document()


def _names(owner: dict[str, Any]) -> list[str]:
    return [
        markup_to_line(as_text(one.get("name")), SHORT_MAX)
        for one in as_objects(owner.get("authors") or owner.get("author"))
    ]


def _item(
    item: dict[str, Any], url: str, feed_authors: list[str], title_to_line: Callable[[str], str]
) -> EntryDraft | None:
    """Return an item. Titles of JSON Feed are text without markup; those that others push may have some."""
    draft = EntryDraft(
        url,
        guid=as_text(item.get("id")),
        title=title_to_line(as_text(item.get("title"))),
        language=as_text(item.get("language")),
    )
    draft.url = absolute_url(item.get("url"), url) or absolute_url(item.get("external_url"), url)
    draft.canonical = absolute_url(item.get("canonical_url"), url)
    draft.content = as_text(item.get("content_html")) or text_to_html(as_text(item.get("content_text")))
    draft.summary = text_to_html(as_text(item.get("summary")))
    draft.authors = _names(item) or feed_authors
    draft.categories = [markup_to_line(tag, SHORT_MAX) for tag in as_texts(item.get("tags"))]
    draft.published = draft.parse_date(as_text(item.get("date_published")), "date of publication")
    draft.updated = draft.parse_date(as_text(item.get("date_modified")), "date of the last change")
    draft.credit, draft.licence = (
        markup_to_line(as_text(item.get("credit"))),
        as_text(item.get("licence") or item.get("license")),
    )
    draft.embargoed = draft.parse_date(as_text(item.get("embargoed")), "embargo")
    if as_text(item.get("status")) in ("withheld", "canceled"):
        draft.status = item["status"]
    for key in ("image", "banner_image"):
        if full := absolute_url(item.get(key), url):
            draft.media.append(Media(full, content_type("", full, "image")))
    for one in as_objects(item.get("attachments")):
        if full := absolute_url(one.get("url"), url):
            draft.media.append(
                Media(
                    full,
                    content_type(as_text(one.get("mime_type")), full),
                    found_by="enclosure",
                    caption=markup_to_line(as_text(one.get("title"))),
                )
            )
    return None if is_empty(draft) else draft
