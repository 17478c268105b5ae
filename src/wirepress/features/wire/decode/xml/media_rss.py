"""Pictures, sounds and films of an entry: Media RSS, enclosures, iTunes."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from wirepress.features.wire.decode.entry_draft import EntryDraft
from wirepress.features.wire.decode.field_values import (
    LIST_MAX,
    SHORT_MAX,
    absolute_url,
    markup_to_line,
    parse_number,
    text_to_html,
)
from wirepress.features.wire.decode.xml.element_names import short_name
from wirepress.features.wire.entry.plain_text import is_markup
from wirepress.features.wire.entry.records import FinderName, Media

_ENDINGS: Final = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "avif": "image/avif",
}


def content_type(kind: str | None, url: str, medium: str = "") -> str:
    """Return a content type: as the feed says, else by the medium or the address's ending, else ""."""
    told = (kind or "").partition(";")[0].strip().lower()[:100]
    if "/" in told and told != "application/octet-stream":
        return told
    path = urlsplit(url).path
    return _ENDINGS.get(path.rpartition(".")[2].lower(), "image/*" if medium == "image" else "")


def read_media(element: Any, draft: EntryDraft) -> None:
    """Read media:content, media:thumbnail or media:group, which holds some of them. What surrounds them belongs to each."""
    name = short_name(element.tag)
    words = _words(element)
    for child in element:
        read_media_words(child, draft)
    if name == "media:group":
        for child in element.iterchildren("{*}content", "{*}thumbnail"):
            _take(child, draft, {**words, **{key: value for key, value in _words(child).items() if value}})
        return
    _take(element, draft, words)
    for child in element.iterchildren("{*}thumbnail"):
        _take(child, draft, words)


def read_media_words(element: Any, draft: EntryDraft) -> None:
    """Read what a media element says of itself, for an entry that says nothing else: description, transcript, title, subtitle."""
    match short_name(element.tag):
        case "media:description" | "itunes:subtitle" | "media:text":
            if text := (element.text or "").strip():
                marked = (element.get("type") or "").lower() in ("html", "text/html")
                draft.media_text = draft.media_text or (text if marked or is_markup(text) else text_to_html(text))
        case "media:title":
            draft.media_title = draft.media_title or markup_to_line(element.text or "")


def read_enclosure(element: Any, draft: EntryDraft, found_by: FinderName = "enclosure", attribute: str = "url") -> None:
    """Read an enclosure of RSS, or a link of Atom with rel=enclosure."""
    if url := absolute_url(element.get(attribute), draft.base):
        draft.media.append(
            Media(
                url,
                content_type(element.get("type"), url),
                found_by=found_by,
                caption=markup_to_line(element.get("title") or "", SHORT_MAX),
            )
        )


def read_picture(url: str | None, draft: EntryDraft, found_by: FinderName) -> None:
    """Add a picture of which only the address is known."""
    if full := absolute_url(url, draft.base):
        draft.media.append(Media(full, content_type("", full, "image"), found_by=found_by))


def _take(element: Any, draft: EntryDraft, words: dict[str, str]) -> None:
    url = absolute_url(element.get("url"), draft.base)
    if not url or len(draft.media) >= LIST_MAX:
        return
    medium = "image" if short_name(element.tag).endswith("thumbnail") else (element.get("medium") or "").lower()
    kind, width, height = (
        content_type(element.get("type"), url, medium),
        parse_number(element.get("width")),
        parse_number(element.get("height")),
    )
    draft.media.append(Media(url, kind, width, height, "media", words["credit"], words["caption"], words["alt"]))


def _words(element: Any) -> dict[str, str]:
    words = {"credit": "", "caption": "", "alt": ""}
    for child in element:
        match short_name(child.tag):
            case "media:credit" | "media:copyright":
                words["credit"] = words["credit"] or markup_to_line(child.text or "", SHORT_MAX)
            case "media:description" | "media:text":
                words["caption"] = words["caption"] or markup_to_line(child.text or "")
            case "media:title":
                words["alt"] = words["alt"] or markup_to_line(child.text or "", SHORT_MAX)
    return words
