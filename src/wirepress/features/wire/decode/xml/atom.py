"""Atom 1.0 (RFC 4287) and 0.3, with deleted entries (RFC 6721)."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import (
    absolute_url,
    html_to_line,
    markup_to_line,
    sloppy_text_to_line,
    text_to_html,
    text_to_line,
)
from wirepress.features.wire.decode.xml import rss
from wirepress.features.wire.decode.xml.element_names import short_name
from wirepress.features.wire.decode.xml.inner_html import base_url, inner_html, make_links_absolute
from wirepress.features.wire.decode.xml.media_rss import read_enclosure
from wirepress.features.wire.decode.xml.safe_xml import ElementStream, PreparedXml
from wirepress.features.wire.entry.records import DecodedDocument

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_atom(prepared: PreparedXml, data: bytes, url: str, *, recover: bool) -> DecodedDocument:
    """Return the feed and its entries. Raises safe_xml.SyntaxFault unless `recover`."""
    head = DecodedBuilder("atom", url, list(prepared.problems), end=prepared.end)
    stream = ElementStream(data, ("entry", "deleted-entry"), recover=recover)
    has_bases = b"xml:base" in data
    for element in stream:
        parent = element.getparent()
        if parent is not None and _name(parent) != "feed":
            continue
        read_one = _deleted if _name(element) == "deleted-entry" else _entry
        if not head.read_entry(partial(read_one, element, url, has_bases)):
            break
    _feed(stream.root, head, has_bases)
    return head.build_document()


def _name(element: Any) -> str:
    return short_name(element.tag).rpartition(":")[2]


def _deleted(element: Any, url: str, has_bases: bool) -> EntryDraft:
    draft = EntryDraft(url, guid=element.get("ref") or "", status="canceled")
    draft.updated = draft.parse_date(element.get("when"), "date of the deletion")
    draft.note = markup_to_line(next((child.text or "" for child in element.iterchildren("{*}comment")), ""))
    return draft


def _entry(element: Any, url: str, has_bases: bool) -> EntryDraft | None:
    draft = EntryDraft(base_url(element, url) if has_bases else url)
    draft.language = element.get(_LANG) or ""
    for child in element:
        name = short_name(child.tag)
        match name.removeprefix("atom:"):
            case "id":
                draft.guid = (child.text or "").strip()
            case "title":
                draft.title = draft.title or _title(child)
            case "summary":
                draft.summary = draft.summary or _html(child, draft.base, has_bases)
            case "content":
                _content(child, draft, has_bases)
            case "link":
                _link(child, draft, has_bases)
            case "author":
                draft.authors.extend(markup_to_line(one.text or "") for one in child.iterchildren("{*}name"))
            case "category":
                draft.categories.append(markup_to_line(child.get("label") or child.get("term") or child.text or ""))
            case "published" | "issued" | "created":
                draft.published = draft.published or draft.parse_date(child.text, "date of publication")
            case "updated" | "modified":
                draft.updated = draft.updated or draft.parse_date(child.text, "date of the last change")
            case "rights" | "copyright":
                draft.credit = draft.credit or _title(child)
            case "source":
                _source(child, draft)
            case _:
                if reader := rss.READERS.get(name):
                    reader(child, draft)
    if not draft.url and draft.guid.startswith(("http://", "https://")):
        draft.url = absolute_url(draft.guid, draft.base)
    return None if is_empty(draft) else draft


def _title(element: Any) -> str:
    """Return a text construct as text: of type text it is no markup. Where no type is named many leave references in it."""
    kind = (element.get("type") or "text").lower()
    if len(element):
        return html_to_line(inner_html(element))
    text = element.text or ""
    if kind in ("text", "text/plain") and element.get("mode") != "escaped":
        return text_to_line(text) if element.get("type") else sloppy_text_to_line(text)
    return markup_to_line(text)


def _html(element: Any, base: str, has_bases: bool) -> str:
    """Return a text construct as HTML."""
    kind = (element.get("type") or "text").lower()
    if len(element):
        only = next(iter(element)) if len(element) == 1 and not (element.text or "").strip() else None
        html = inner_html(only if only is not None and _name(only) == "div" else element)
    elif kind in ("text", "text/plain") and element.get("mode") != "escaped":
        html = text_to_html(element.text or "")
    else:
        html = element.text or ""
    return make_links_absolute(html, base_url(element, base)) if has_bases else html


def _content(element: Any, draft: EntryDraft, has_bases: bool) -> None:
    if source := absolute_url(element.get("src"), draft.base):
        kind = (element.get("type") or "").lower()
        if kind.startswith(("image/", "audio/", "video/")):
            read_enclosure(element, draft, attribute="src")
        else:
            draft.url = draft.url or source
        return
    draft.content = draft.content or _html(element, draft.base, has_bases)


def _link(element: Any, draft: EntryDraft, has_bases: bool) -> None:
    base = base_url(element, draft.base) if has_bases else draft.base
    url = absolute_url(element.get("href"), base)
    match (element.get("rel") or "alternate").lower():
        case "alternate" | "http://www.iana.org/assignments/relation/alternate":
            if not draft.url or (element.get("type") or "").startswith("text/html"):
                draft.url = url or draft.url
        case "enclosure":
            read_enclosure(element, draft, attribute="href")
        case "canonical":
            draft.canonical = draft.canonical or url
        case "license":
            draft.licence = draft.licence or url


def _source(element: Any, draft: EntryDraft) -> None:
    """Read the feed from which the entry was taken over: whose rights it names, and its author when the entry names none."""
    for child in element:
        match _name(child):
            case "rights":
                draft.credit = draft.credit or _title(child)
            case "author" if not draft.authors:
                draft.authors.extend(markup_to_line(one.text or "") for one in child.iterchildren("{*}name"))


def _feed(root: Any, head: DecodedBuilder, has_bases: bool) -> None:
    if root is None:
        return
    head.language = root.get(_LANG) or ""
    base = base_url(root, head.url) if has_bases else head.url
    for child in root:
        match short_name(child.tag).removeprefix("atom:"):
            case "title":
                head.title = head.title or _title(child)
            case "link":
                head.add_link(child.get("rel") or "alternate", absolute_url(child.get("href"), base))
