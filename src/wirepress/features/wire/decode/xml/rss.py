"""RSS 2.0, 0.9x and 1.0 (RDF), with the modules that newsrooms use."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.dates import parse_moment
from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import absolute_url, markup_to_line, text_to_html
from wirepress.features.wire.decode.xml.element_names import short_name
from wirepress.features.wire.decode.xml.inner_html import base_url, inner_html, make_links_absolute
from wirepress.features.wire.decode.xml.media_rss import read_enclosure, read_media, read_media_words, read_picture
from wirepress.features.wire.decode.xml.safe_xml import ElementStream, PreparedXml
from wirepress.features.wire.entry.records import DecodedDocument

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PARENTS: Final = frozenset({"channel", "rdf:RDF", "rss", "RDF", "items"})
_MAIL: Final = re.compile(r"^\S+@\S+\s*\((.+)\)$|^(.+?)\s*<\S+@\S+>$")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TTL_MAX: Final = 7 * 24 * 60  # minutes
Reader = Callable[[Any, EntryDraft], None]


def read_rss(prepared: PreparedXml, data: bytes, url: str, *, recover: bool) -> DecodedDocument:
    """Return the channel and its items. Raises safe_xml.SyntaxFault unless `recover`."""
    head = DecodedBuilder("rss", url, list(prepared.problems), end=prepared.end)
    stream = ElementStream(data, ("item",), recover=recover)
    has_bases = b"xml:base" in data
    for element in stream:
        parent = element.getparent()
        if parent is not None and short_name(parent.tag) not in _PARENTS:
            continue
        if not head.read_entry(partial(_item, element, url, has_bases)):
            break
    _channel(stream.root, head)
    return head.build_document()


def _item(element: Any, url: str, has_bases: bool) -> EntryDraft | None:
    draft = EntryDraft(base_url(element, url) if has_bases else url)
    draft.language = element.get(_LANG) or ""
    about = element.get(f"{_RDF}about") or ""
    for child in element:
        if reader := READERS.get(short_name(child.tag)):
            reader(child, draft)
    draft.guid = draft.guid or about
    draft.url = draft.url or absolute_url(about if "://" in about else "", draft.base)
    if has_bases:
        draft.summary = make_links_absolute(draft.summary, draft.base)
        draft.content = make_links_absolute(draft.content, draft.base)
    return None if is_empty(draft) else draft


def _text(element: Any) -> str:
    """Return the text of an element; markup that stands in it unescaped is kept."""
    return inner_html(element) if len(element) else (element.text or "")


def _title(element: Any, draft: EntryDraft) -> None:
    draft.title = draft.title or markup_to_line(_text(element))


def _link(element: Any, draft: EntryDraft) -> None:
    draft.url = draft.url or absolute_url(element.text or element.get("href"), draft.base)


def _atom_link(element: Any, draft: EntryDraft) -> None:
    match element.get("rel", "alternate"):
        case "alternate":
            draft.url = draft.url or absolute_url(element.get("href"), draft.base)
        case "canonical":
            draft.canonical = draft.canonical or absolute_url(element.get("href"), draft.base)
        case "enclosure":
            read_enclosure(element, draft, attribute="href")
        case "license":
            draft.licence = draft.licence or element.get("href", "")


def _guid(element: Any, draft: EntryDraft) -> None:
    draft.guid = (element.text or "").strip()
    if (
        not draft.url
        and element.get("isPermaLink", "true").strip().lower() != "false"
        and draft.guid.startswith(("http://", "https://"))
    ):
        draft.url = absolute_url(draft.guid, draft.base)


def _origin(element: Any, draft: EntryDraft) -> None:
    draft.canonical = draft.canonical or absolute_url(element.text, draft.base)


def _summary(element: Any, draft: EntryDraft) -> None:
    draft.summary = draft.summary or _text(element)


def _content(element: Any, draft: EntryDraft) -> None:
    draft.content = draft.content or _text(element)


def _full_text(element: Any, draft: EntryDraft) -> None:
    text = _text(element)
    draft.content = draft.content or (text if "<" in text else text_to_html(text))


def _author(element: Any, draft: EntryDraft) -> None:
    for child in element.iterchildren("{*}name"):
        element = child
    name = markup_to_line(element.text or "")
    found = _MAIL.match(name)
    draft.authors.append((found[1] or found[2]).strip("\" '") if found else name)


def _category(element: Any, draft: EntryDraft) -> None:
    draft.categories.append(
        markup_to_line(element.text or element.get("label") or element.get("term") or element.get("text") or "")
    )


def _published(element: Any, draft: EntryDraft) -> None:
    draft.published = draft.published or draft.parse_date(element.text, "date of publication")


def _updated(element: Any, draft: EntryDraft) -> None:
    draft.updated = draft.updated or draft.parse_date(element.text, "date of the last change")


def _language(element: Any, draft: EntryDraft) -> None:
    draft.language = draft.language or markup_to_line(element.text or "", 35)


def _credit(element: Any, draft: EntryDraft) -> None:
    draft.credit = draft.credit or markup_to_line(element.text or "")


def _licence(element: Any, draft: EntryDraft) -> None:
    draft.licence = draft.licence or (element.get(f"{_RDF}resource") or element.text or "").strip()


def _enclosure(element: Any, draft: EntryDraft) -> None:
    read_enclosure(element, draft)


def _itunes_image(element: Any, draft: EntryDraft) -> None:
    read_picture(element.get("href") or element.text, draft, "itunes")


def _image(element: Any, draft: EntryDraft) -> None:
    inner = next(element.iterchildren("{*}url"), None)
    read_picture(inner.text if inner is not None else element.text, draft, "media")


READERS: Final[dict[str, Reader]] = {
    "title": _title,
    "dc:title": _title,
    "link": _link,
    "atom:link": _atom_link,
    "guid": _guid,
    "dc:identifier": lambda e, d: None,
    "description": _summary,
    "dc:description": _summary,
    "atom:summary": _summary,
    "itunes:summary": _summary,
    "content:encoded": _content,
    "xhtml:body": _content,
    "atom:content": _content,
    "yandex:full-text": _full_text,
    "fulltext": _full_text,
    "author": _author,
    "dc:creator": _author,
    "itunes:author": _author,
    "atom:author": _author,
    "category": _category,
    "dc:subject": _category,
    "atom:category": _category,
    "pubDate": _published,
    "dc:date": _published,
    "dcterms:issued": _published,
    "dcterms:created": _published,
    "atom:published": _published,
    "pubdate": _published,
    "atom:updated": _updated,
    "dcterms:modified": _updated,
    "dc:language": _language,
    "language": _language,
    "dc:rights": _credit,
    "copyright": _credit,
    "media:copyright": _credit,
    "cc:license": _licence,
    "dcterms:license": _licence,
    "enclosure": _enclosure,
    "itunes:image": _itunes_image,
    "image": _image,
    "feedburner:origLink": _origin,
    "media:content": read_media,
    "media:thumbnail": read_media,
    "media:group": read_media,
    "media:description": read_media_words,
    "media:title": read_media_words,
    "media:text": read_media_words,
    "itunes:subtitle": read_media_words,
}


def _channel(root: Any, head: DecodedBuilder) -> None:
    if root is None:
        return
    name = short_name(root.tag)
    channel = root if name == "channel" else next(root.iterchildren("{*}channel"), None)
    if channel is None:
        head.problems.append("It has no channel.")
        return
    head.language = channel.get(_LANG) or root.get(_LANG) or ""
    for child in channel:
        text = child.text or ""
        match short_name(child.tag):
            case "title":
                head.title = head.title or markup_to_line(_text(child))
            case "link":
                head.home = head.home or absolute_url(text, head.url)
            case "language" | "dc:language":
                head.language = head.language or markup_to_line(text, 35)
            case "ttl":
                head.ttl = (
                    min(int(text), _TTL_MAX) * 60
                    if text.strip().isascii() and text.strip().isdigit() and len(text) < 12
                    else 0
                )
            case "skipHours":
                head.skip_hours = tuple(
                    sorted({int(hour.text) % 24 for hour in child if (hour.text or "").strip() in _HOURS})
                )
            case "skipDays":
                head.skip_days = tuple(
                    sorted(
                        {
                            _DAYS.index(day)
                            for day in ((one.text or "").strip().lower() for one in child)
                            if day in _DAYS
                        }
                    )
                )
            case "atom:link":
                head.add_link(child.get("rel", ""), child.get("href", ""))
            case "pubDate" | "lastBuildDate":
                if text.strip() and parse_moment(text.strip()) is None:
                    head.problems.append("The feed's own date cannot be read.")


_HOURS: Final = frozenset([*map(str, range(25)), *(f"0{hour}" for hour in range(10))])
