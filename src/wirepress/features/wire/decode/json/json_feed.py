"""JSON Feed 1.0 and 1.1, and the plain form of a pushed story: an item of a JSON Feed, or a list of such items."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import Head
from wirepress.features.wire.decode.entry_draft import Draft, is_empty
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute, paragraphs, plain
from wirepress.features.wire.decode.json.json_values import mapping, mappings, text, texts
from wirepress.features.wire.decode.xml.media_rss import kind_of
from wirepress.features.wire.entry.records import Decoded, Media

_OURS: Final = ("content_html", "content_text")


def fits(found: Any) -> bool:
    """Whether it is one: by its version, or by the texts of its items."""
    if isinstance(found, dict):
        if "jsonfeed.org" in text(found.get("version")):
            return True
        if isinstance(found.get("items"), list):
            return not found["items"] or any(name in one for one in mappings(found["items"][:5]) for name in _OURS)
        return any(name in found for name in _OURS)
    return isinstance(found, list) and any(name in one for one in mappings(found[:5]) for name in _OURS)


def read(found: Any, url: str) -> Decoded:
    """The feed and its items."""
    feed = mapping(found)
    head = Head("jsonfeed", url)
    head.title, head.language = plain(text(feed.get("title"))), text(feed.get("language"))
    head.home, head.topic, head.more = (
        absolute(feed.get(key), url) for key in ("home_page_url", "feed_url", "next_url")
    )
    for hub in mappings(feed.get("hubs")):
        if text(hub.get("type")).lower() == "websub":
            head.hub = head.hub or absolute(hub.get("url"), url)
    authors = _names(feed)
    for item in mappings(feed.get("items", found)):
        if not head.take(partial(_item, item, url, authors)):
            break
    return head.finish()


def _names(owner: dict[str, Any]) -> list[str]:
    return [plain(text(one.get("name")), SHORT_MAX) for one in mappings(owner.get("authors") or owner.get("author"))]


def _item(item: dict[str, Any], url: str, feed_authors: list[str]) -> Draft | None:
    draft = Draft(
        url, guid=text(item.get("id")), title=plain(text(item.get("title"))), language=text(item.get("language"))
    )
    draft.url = absolute(item.get("url"), url) or absolute(item.get("external_url"), url)
    draft.canonical = absolute(item.get("canonical_url"), url)
    draft.content = text(item.get("content_html")) or paragraphs(text(item.get("content_text")))
    draft.summary = paragraphs(text(item.get("summary")))
    draft.authors = _names(item) or feed_authors
    draft.categories = [plain(tag, SHORT_MAX) for tag in texts(item.get("tags"))]
    draft.published = draft.date(text(item.get("date_published")), "date of publication")
    draft.updated = draft.date(text(item.get("date_modified")), "date of the last change")
    draft.credit, draft.licence = plain(text(item.get("credit"))), text(item.get("licence") or item.get("license"))
    draft.embargoed = draft.date(text(item.get("embargoed")), "embargo")
    if text(item.get("status")) in ("withheld", "canceled"):
        draft.status = item["status"]
    for key in ("image", "banner_image"):
        if full := absolute(item.get(key), url):
            draft.media.append(Media(full, kind_of("", full, "image")))
    for one in mappings(item.get("attachments")):
        if full := absolute(one.get("url"), url):
            draft.media.append(
                Media(
                    full,
                    kind_of(text(one.get("mime_type")), full),
                    found_by="enclosure",
                    caption=plain(text(one.get("title"))),
                )
            )
    return None if is_empty(draft) else draft
