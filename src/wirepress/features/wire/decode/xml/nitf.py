"""NITF 3.x (IPTC): one story a document, with its own elements for what HTML has others for."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft, is_empty
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute_url, markup_to_line, parse_number
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.decode.xml.safe_xml import PreparedXml, parse_tree
from wirepress.features.wire.entry.records import DecodedDocument, EntryStatus, Media

_AS_HTML: Final = {
    "p": "p",
    "hl2": "h2",
    "em": "em",
    "strong": "strong",
    "a": "a",
    "br": "br",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "bq": "blockquote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "pre": "pre",
    "q": "q",
    "sub": "sub",
    "sup": "sup",
    "hr": "hr",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
    "caption": "caption",
}
_EMPTY: Final = ("br", "hr")
_LEFT_OUT: Final = ("media", "byline", "dateline", "note", "copyrite", "nitf-col")
_STATUS: Final[dict[str, EntryStatus]] = {
    "usable": "usable",
    "embargoed": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_DEPTH_MAX: Final = 60


def read_nitf(prepared: PreparedXml, data: bytes, url: str, *, recover: bool) -> DecodedDocument:
    """Return the story. Raises safe_xml.SyntaxFault unless `recover`."""
    head = DecodedBuilder("nitf", url, list(prepared.problems), end=prepared.end)
    root = parse_tree(data, recover=recover)
    if root is not None:
        head.read_entry(lambda: read_draft(root, url))
    return head.build_document()


def read_draft(root: Any, url: str) -> EntryDraft | None:
    """Return the entry of a nitf element, wherever it appears."""
    draft = EntryDraft(url)
    draft.language = root.get(_LANG) or ""
    draft.title = _first(root, "hl1") or _first(root, "hedline") or _first(root, "title")
    draft.content = body_html(root, draft)
    if (abstract := next(_all(root, "abstract"), None)) is not None:
        draft.summary = _html(abstract, 0)
    draft.authors = [_byline(one) for one in _all(root, "byline")][:5]
    _docdata(root, draft)
    if place := _first(root, "dateline"):
        draft.note = draft.note or f"Dateline: {place}"
    return None if is_empty(draft) else draft


def body_html(root: Any, draft: EntryDraft) -> str:
    """Return the text of a story as HTML; its pictures are taken into the draft."""
    for media in _all(root, "media"):
        _media(media, draft)
    return "\n".join(_html(part, 0) for part in _all(root, "body.content")).strip()


def _all(root: Any, name: str) -> Any:
    return root.iter(f"{{*}}{name}")


def _first(root: Any, name: str) -> str:
    return next((words for one in _all(root, name) if (words := _words(one))), "")


def _words(element: Any) -> str:
    return markup_to_line(escape("".join(element.itertext()), quote=False))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _byline(element: Any) -> str:
    person = next(_all(element, "person"), None)
    words = _words(person if person is not None else element)
    return words[3:] if words[:3].lower() == "by " else words


def _docdata(root: Any, draft: EntryDraft) -> None:
    for one in _all(root, "docdata"):
        told = (one.get("management-status") or "usable").lower()
        draft.status = _STATUS.get(told, "usable")
    for one in root.iter():
        match _name(one):
            case "doc-id":
                draft.guid = draft.guid or (one.get("id-string") or "").strip()
            case "date.issue" | "story.date":
                draft.published = draft.published or draft.parse_date(one.get("norm"), "date of issue")
            case "date.release":
                draft.embargoed = draft.embargoed or draft.parse_date(one.get("norm"), "date of release")
            case "ed-msg":
                draft.note = draft.note or markup_to_line(one.get("info") or "")
            case "du-key":
                draft.version = draft.version or (one.get("version") or "")
            case "doc.copyright":
                draft.credit = draft.credit or markup_to_line(one.get("holder") or "")
            case "doc.rights":
                draft.usage = draft.usage or markup_to_line(one.get("limitations") or "")
            case "keyword":
                draft.categories.append(markup_to_line(one.get("key") or "", SHORT_MAX))
            case "classifier" | "tobject.subject":
                draft.categories.append(
                    markup_to_line(one.get("value") or one.get("tobject.subject.type") or "", SHORT_MAX)
                )
            case "pubdata":
                draft.url = draft.url or absolute_url(one.get("ex-ref"), draft.base)
                draft.published = draft.published or draft.parse_date(
                    one.get("date.publication"), "date of publication"
                )


def _media(element: Any, draft: EntryDraft) -> None:
    caption = next((_words(one) for one in element.iterchildren("{*}media-caption")), "")
    credit = next((_words(one) for one in element.iterchildren("{*}media-producer")), "")
    for one in element.iterchildren("{*}media-reference"):
        if url := absolute_url(one.get("source"), draft.base):
            kind = content_type(one.get("mime-type"), url, "image" if element.get("media-type") == "image" else "")
            alt = markup_to_line(one.get("alternate-text") or "", SHORT_MAX)
            draft.media.append(
                Media(
                    url,
                    kind,
                    parse_number(one.get("width")),
                    parse_number(one.get("height")),
                    "media",
                    credit,
                    caption,
                    alt,
                )
            )


def _html(element: Any, depth: int) -> str:
    """Return an element's content with HTML's names. Elements that mean nothing to a reader vanish, their text stays."""
    if depth > _DEPTH_MAX:
        return escape("".join(element.itertext()), quote=False)
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        name = _name(child)
        if name not in _LEFT_OUT:
            parts.append(_element(child, _AS_HTML.get(name, ""), depth + 1))
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts).strip() if depth == 0 else "".join(parts)


def _element(element: Any, name: str, depth: int) -> str:
    if name in _EMPTY:
        return f"<{name}>"
    inner = _html(element, depth)
    if not name:
        return inner
    link = absolute_url(element.get("href"), "") if name == "a" else ""
    return f'<{name} href="{escape(link)}">{inner}</{name}>' if link else f"<{name}>{inner}</{name}>"
