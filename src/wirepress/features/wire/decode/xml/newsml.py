"""NewsML-G2 (IPTC): news items, packages and news messages that hold several of them.

By hand and not with the package newsmlg2, which reads neither rights nor contents and parses with entities and DTDs switched on.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from html import escape
from typing import Any, Final

from lxml import etree

from wirepress.features.wire.decode.decoded_builder import DecodedBuilder
from wirepress.features.wire.decode.entry_draft import EntryDraft
from wirepress.features.wire.decode.field_values import (
    SHORT_MAX,
    absolute_url,
    markup_to_line,
    parse_number,
    text_to_html,
)
from wirepress.features.wire.decode.xml import nitf
from wirepress.features.wire.decode.xml.inner_html import inner_html
from wirepress.features.wire.decode.xml.media_rss import content_type
from wirepress.features.wire.decode.xml.safe_xml import ElementStream, PreparedXml
from wirepress.features.wire.entry.records import DecodedDocument, EntryStatus, Media

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS: Final[dict[str, EntryStatus]] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
_VISIBLE: Final = ("picture", "graphic", "video", "audio", "animation")
_PER_PACKAGE_MAX: Final = 500


def read_newsml(prepared: PreparedXml, data: bytes, url: str, *, recover: bool) -> DecodedDocument:
    """Return the text items as entries; pictures of a package go with the texts of it. Raises safe_xml.SyntaxFault unless `recover`."""
    head = DecodedBuilder("newsml", url, list(prepared.problems), end=prepared.end)
    pictures: dict[str, list[Media]] = {}
    packages: list[list[str]] = []
    listed: list[EntryDraft] = []
    texts: list[EntryDraft] = []
    alone: list[EntryDraft] = []
    others = 0

    def one(element: Any) -> EntryDraft | None:
        kind = _kind(element)
        if kind == "package":
            packages.append(_references(element, url, listed))
            return None
        draft = _item(element, url)
        if kind in _VISIBLE:
            pictures[draft.guid] = draft.media
            alone.append(draft)
        else:
            texts.append(draft)
        return None

    for element in ElementStream(
        data, ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem"), recover=recover
    ):
        if element.tag.rpartition("}")[2] not in ("newsItem", "packageItem"):
            others += 1
        elif not head.read_entry(partial(one, element)):
            break
    _attach_pictures(texts, pictures, packages)
    known = {draft.guid for draft in texts} | set(pictures)
    used = {guid for package in packages for guid in package} if texts else set()
    head.forget_empty()
    for draft in [
        *texts,
        *(one for one in alone if one.guid not in used),
        *(one for one in listed if one.guid not in known),
    ]:
        head.add_draft(draft)
    if others:
        head.problems.append(f"{others} items hold concepts or plans and no news; they were left out.")
    return head.build_document()


def _attach_pictures(texts: list[EntryDraft], pictures: dict[str, list[Media]], packages: list[list[str]]) -> None:
    """Give the pictures of a package to its texts. In a message without packages, a single text gets all the pictures."""
    by_guid = {draft.guid: draft for draft in texts}
    groups = packages or ([[*by_guid, *pictures]] if len(texts) == 1 else [])
    for package in groups:
        for guid in package:
            if draft := by_guid.get(guid):
                draft.media.extend(media for other in package for media in pictures.get(other, ()))


def _children(element: Any, *path: str) -> Iterator[Any]:
    """Yield the elements at a path of local names."""
    if not path:
        yield element
        return
    for child in element.iterchildren(f"{{*}}{path[0]}"):
        yield from _children(child, *path[1:])


def _first(element: Any, *path: str) -> Any:
    return next(_children(element, *path), None)


def _words(element: Any, *path: str) -> str:
    """Return the first text at a path that is not empty."""
    for one in _children(element, *path):
        if words := markup_to_line(escape("".join(one.itertext()), quote=False)):
            return words
    return ""


def _code(element: Any) -> str:
    """Return the code of a qcode or uri: what follows its scheme."""
    if element is None:
        return ""
    value = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return value.rpartition(":")[2].rpartition("/")[2].lower()


def _name(element: Any) -> str:
    return _words(element, "name") or markup_to_line(element.get("literal") or "", SHORT_MAX) or _words(element)


def _kind(element: Any) -> str:
    """Return `package`, or the class of a news item: text, picture, graphic, video, composite ..."""
    if element.tag.endswith("packageItem"):
        return "package"
    return _code(_first(element, "itemMeta", "itemClass")) or "text"


def _item(element: Any, url: str) -> EntryDraft:
    draft = EntryDraft(
        url, guid=element.get("guid") or "", version=element.get("version") or "", language=element.get(_LANG) or ""
    )
    _management(element, draft)
    content = _first(element, "contentMeta")
    if content is not None:
        _meta(content, draft)
    draft.title = draft.title or _words(element, "itemMeta", "title")
    for rights in _children(element, "rightsInfo"):
        holder = _first(rights, "copyrightHolder")
        draft.credit = (
            draft.credit or (_name(holder) if holder is not None else "") or _words(rights, "copyrightNotice")
        )
        draft.usage = draft.usage or _words(rights, "usageTerms")
        licence = _first(rights, "link")
        if licence is not None:
            draft.licence = draft.licence or absolute_url(licence.get("href"), url)
    words = {"credit": draft.credit, "caption": markup_to_line(draft.summary), "alt": draft.title[:SHORT_MAX]}
    for contents in _children(element, "contentSet"):
        _contents(contents, draft, words)
    if not draft.url and draft.guid.startswith(("http://", "https://")):
        draft.url = absolute_url(draft.guid, url)
    return draft


def _management(element: Any, draft: EntryDraft) -> None:
    meta = _first(element, "itemMeta")
    if meta is None:
        return
    told = _code(_first(meta, "pubStatus"))
    draft.status = _STATUS.get(told, "usable")
    if told and told not in _STATUS:
        draft.problems.append(f"Its status ({told[:40]}) is not known; it was read as usable.")
    draft.published = draft.parse_date(_words(meta, "firstCreated"), "date of creation")
    draft.updated = draft.parse_date(_words(meta, "versionCreated"), "date of the version")
    draft.embargoed = draft.parse_date(_words(meta, "embargoed"), "embargo")
    draft.note = _words(meta, "edNote")
    for link in _children(meta, "link"):
        if _code(link) or "canonical" in (link.get("rel") or "") or "webpage" in (link.get("rel") or "").lower():
            draft.url = draft.url or absolute_url(link.get("href"), draft.base)


def _meta(content: Any, draft: EntryDraft) -> None:
    draft.title = _words(content, "headline")
    draft.published = draft.published or draft.parse_date(_words(content, "contentCreated"), "date of creation")
    descriptions = sorted(_children(content, "description"), key=lambda one: "summary" not in (one.get("role") or ""))
    if descriptions:
        draft.summary = text_to_html(_words(descriptions[0]))
    byline = _words(content, "by")
    draft.authors = (
        [byline[3:] if byline[:3].lower() == "by " else byline]
        if byline
        else [_name(one) for one in _children(content, "creator")]
    )
    draft.categories = [_name(one) for name in ("subject", "genre") for one in _children(content, name)]
    draft.categories += [markup_to_line(one.text or "", SHORT_MAX) for one in _children(content, "keyword")]
    language = _first(content, "language")
    draft.language = draft.language or (language.get("tag") if language is not None else "") or ""
    draft.credit = _words(content, "creditline")


def _contents(contents: Any, draft: EntryDraft, words: dict[str, str]) -> None:
    for one in contents:
        kind = (one.get("contenttype") or "").partition(";")[0].strip().lower()
        match one.tag.rpartition("}")[2] if isinstance(one.tag, str) else "":
            case "inlineXML" if not draft.content:
                draft.content = _inline_xml(one, draft)
            case "inlineData" if not draft.content and not one.get("encoding"):
                value = one.text or ""
                draft.content = value if "html" in kind else text_to_html(value)
            case "remoteContent":
                if url := absolute_url(one.get("href"), draft.base):
                    found = content_type(kind, url, "image" if _is_picture(one) else "")
                    draft.media.append(
                        Media(
                            url,
                            found,
                            parse_number(one.get("width")),
                            parse_number(one.get("height")),
                            "media",
                            **words,
                        )
                    )
    draft.media.sort(key=lambda media: -media.width * media.height)


def _is_picture(remote: Any) -> bool:
    return bool(remote.get("width")) and not remote.get("duration")


def _inline_xml(element: Any, draft: EntryDraft) -> str:
    """Return NITF or XHTML in an item as HTML."""
    inner = next((child for child in element if isinstance(child.tag, str)), None)
    if inner is None:
        return text_to_html(element.text or "")
    if inner.tag.rpartition("}")[2] == "nitf":
        if not draft.title:
            draft.title = _words(inner, "body", "body.head", "hedline", "hl1")
        return nitf.body_html(inner, draft)
    body = next(inner.iter("{*}body"), None)
    if body is not None or inner.tag.rpartition("}")[2] == "div":
        return inner_html(body if body is not None else inner)
    return inner_html(_wrapped(deepcopy(inner)))


def _wrapped(element: Any) -> Any:
    outer = etree.Element("div")
    outer.append(element)
    return outer


def _references(package: Any, url: str, listed: list[EntryDraft]) -> list[str]:
    """Return the guids of a package's items in its order; those that name an address and a title are entries of their own."""
    guids: list[str] = []
    for reference in package.iter("{*}itemRef"):
        if len(guids) >= _PER_PACKAGE_MAX:
            break
        guid = reference.get("residref") or reference.get("href") or ""
        guids.append(guid)
        title = _words(reference, "title") or _words(reference, "headline")
        address = absolute_url(reference.get("href"), url)
        if title and address:
            draft = EntryDraft(url, guid=guid, url=address, title=title, version=reference.get("version") or "")
            draft.summary = text_to_html(_words(reference, "description"))
            draft.status = _STATUS.get(_code(_first(reference, "pubStatus")), "usable")
            draft.updated = draft.parse_date(_words(reference, "versionCreated"), "date of the version")
            listed.append(draft)
    return guids
