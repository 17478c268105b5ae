"""Lists of feeds as OPML 2.0: what other readers write is read, what we write they can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final

from lxml import etree

from wirepress.content.options import store
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.features.wire.decode.field_values import SHORT_MAX, absolute_url, text_to_line
from wirepress.features.wire.decode.xml.safe_xml import (
    SyntaxFault,
    describe_fault,
    has_unclosed_tags,
    mend_references,
    parse_tree,
    prepare_xml,
)
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.feed_addresses import feed_address
from wirepress.settings.limits import BODY_MAX

OUTLINES_MAX: Final = 10_000
DEPTH_MAX: Final = 20


class NotOpml(ValueError):
    """The document is no list of feeds; the message says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list. `category`: its own, else the folder that it lies in."""

    title: str
    url: str
    home: str = ""
    category: str = ""


def read_opml(document: bytes) -> list[Outline]:
    """Return the feeds of a list, each address once. Raises NotOpml."""
    if len(document) > BODY_MAX:
        raise NotOpml(f"it is longer than {BODY_MAX} bytes.")
    try:
        prepared = prepare_xml(document)
        root = _root(prepared)
    except NotAFeed as error:
        raise NotOpml(f"it is no OPML that can be read: {error}") from None
    except SyntaxFault as fault:
        raise NotOpml(f"it is no OPML that can be read ({describe_fault(fault)}).") from None
    if root is None or _name(root) != "opml":
        raise NotOpml("its outermost element is not opml.")
    found: dict[str, Outline] = {}
    waiting: list[tuple[Any, str, int]] = [
        (one, "", 0) for body in root if _name(body) == "body" for one in reversed(body)
    ]
    while waiting and len(found) < OUTLINES_MAX:
        element, folder, depth = waiting.pop()
        if _name(element) != "outline":
            continue
        title = text_to_line(element.get("title") or element.get("text") or "", SHORT_MAX)
        url = _feed_of(element)
        if url:
            category = _category(element.get("category") or "") or folder
            found.setdefault(
                url, Outline(title or url, url, absolute_url(_attribute(element, "htmlurl"), ""), category)
            )
        if depth < DEPTH_MAX:
            waiting += [(one, folder if url else title, depth + 1) for one in reversed(element)]
    return list(found.values())


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return the sources as a list, those whose stories always get a category in a folder of its name. Nothing secret is in it."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _xml_text(f"Sources of {store.get('blogname')}")
    etree.SubElement(head, "dateCreated").text = format_datetime(datetime.now(UTC).replace(microsecond=0), usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {}
    for source in sources:
        folder = _folder_of(source)
        if folder and folder not in folders:
            folders[folder] = etree.SubElement(body, "outline", text=_xml_text(folder), title=_xml_text(folder))
        attributes = {
            "type": "rss",
            "text": source.name,
            "title": source.name,
            "xmlUrl": source.url,
            "htmlUrl": source.home,
            "category": folder,
        }
        if source.language:
            attributes["language"] = source.language
        parent = folders[folder] if folder else body
        etree.SubElement(parent, "outline", {name: _xml_text(value) for name, value in attributes.items() if value})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _root(prepared: Any) -> Any:
    try:
        return parse_tree(prepared.data)
    except SyntaxFault:
        data = mend_references(prepared)
        if has_unclosed_tags(data):
            raise NotOpml("its tags do not end.") from None
        return parse_tree(data, recover=True)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    """Return an attribute whatever the case of its name: xmlUrl, xmlURL, xmlurl."""
    return next((str(value) for key, value in element.attrib.items() if str(key).lower() == name), "")


def _feed_of(element: Any) -> str:
    """Return the address of an outline's feed, "" for a folder; one that nobody can fetch comes too, so that it can be named."""
    told = _attribute(element, "xmlurl")
    if not told and _attribute(element, "type").lower() in ("rss", "atom", "feed"):
        told = _attribute(element, "url")
    meant = feed_address(told)
    return absolute_url(meant, "") or text_to_line(meant, SHORT_MAX)


def _category(value: str) -> str:
    """Return the last part of the first of an outline's categories (OPML 2.0: /Harbour/Ferries,/News)."""
    return text_to_line(value.split(",")[0].strip().strip("/").rpartition("/")[2], SHORT_MAX)


def _folder_of(source: Source) -> str:
    terms = source.policy.get("terms") if isinstance(source.policy, dict) else None
    always = terms.get("always") if isinstance(terms, dict) else None
    return text_to_line(str(always[0]).replace(",", " ").replace("/", " "), SHORT_MAX) if always else ""


def _xml_text(text: str) -> str:
    """Return the text without characters that XML does not take."""
    return "".join(letter for letter in text if letter.isprintable())
