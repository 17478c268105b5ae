"""Reads the elements of one record: names and texts, containers within it. A tolerant reader of the little XML that export files are.

White space around sections (CDATA) is none of a text's; within them everything is. What is no element that is known inside of a text
is part of the text: some exporters forget to mask their HTML.
"""

from __future__ import annotations

import functools
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from wirepress.transfer.wxr.read.names import ElementNames, read_prefixes

_NAME: Final = r"[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?"
_ATTRIBUTES: Final = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
LEAF: Final = re.compile(
    rf"\s*+<(?P<tag>{_NAME})(?P<attributes>{_ATTRIBUTES})(?<!/)>"
    r"(?:\s*+<!\[CDATA\[(?P<section>(?:[^\]]++|\](?!\]>))*+)\]\]>\s*+|(?P<text>[^<]*+))</(?P=tag)\s*+>"
)
# An element, else the border of a container.
USUAL: Final = re.compile(rf"{LEAF.pattern}|\s*+<(?P<slash>/?)(?P<container>{_NAME})\s*+>")
_OPEN: Final = re.compile(rf"\s*+<(?P<tag>{_NAME})(?P<attributes>{_ATTRIBUTES})>")
_CLOSE: Final = re.compile(rf"\s*+</(?P<tag>{_NAME})\s*+>")
_PART: Final = re.compile(
    r"<!\[CDATA\[(?P<section>(?:[^\]]++|\](?!\]>))*+)\]\]>|<!--(?:[^-]++|-(?!->))*+-->|(?P<end></(?P<tag>[\w:.\-]+)\s*>)"
    r"|(?P<text>[^<]++)|(?P<other><)"
)
_ATTRIBUTE: Final = re.compile(r"""(?P<name>[\w:.\-]+)\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)')""")
CONTAINERS: Final = frozenset(
    (
        "item",
        "channel",
        "rss",
        "wp:author",
        "wp:wp_author",
        "wp:category",
        "wp:tag",
        "wp:term",
        "wp:postmeta",
        "wp:comment",
        "wp:commentmeta",
        "wp:termmeta",
    )
)
_DELIMITER: Final = re.compile(r"<!--(?:\s+/?wp:|more\b|nextpage\b)")
UNMASKED: Final = "elements whose text was not masked as XML wants it, taken as text"
UNCLOSED: Final = "elements without an end, closed"
Event = tuple[str, str, str, Mapping[str, str]]  # "text", name, text, attributes; "begin" and "end" of a container
_NOTHING: Final[Mapping[str, str]] = {}


def read_elements(text: str, names: ElementNames, mended: Counter[str]) -> Iterator[Event]:
    """Yield what a record holds, in order."""
    at, end = 0, len(text)
    while at < end:
        found = LEAF.match(text, at)
        if found is not None:
            tag, attributes = found["tag"], found["attributes"]
            section = found["section"]
            name = names.resolve(tag) if "xmlns" not in attributes else _resolve_declared(tag, attributes, names)
            if name in CONTAINERS:  # an empty one
                yield "begin", name, "", _NOTHING
                yield "end", name, "", _NOTHING
                at = found.end()
                continue
            if section is not None and (lost := _find_lost_end(section, tag)) >= 0:
                mended[UNCLOSED] += 1
                at = found.start("section") + lost + len(tag) + 3
                yield "text", name, section[:lost], _NOTHING
                continue
            words = section if section is not None else unmask(found["text"])
            yield "text", name, words, read_attributes(attributes) if attributes else _NOTHING
            at = found.end()
            continue
        found = _OPEN.match(text, at)
        if found is not None:
            tag, attributes = found["tag"], found["attributes"]
            name = names.resolve(tag) if "xmlns" not in attributes else _resolve_declared(tag, attributes, names)
            at = found.end()
            if name in CONTAINERS:
                yield "begin", name, "", read_attributes(attributes)
                if attributes.endswith("/"):
                    yield "end", name, "", _NOTHING
                continue
            if attributes.endswith("/"):
                yield "text", name, "", read_attributes(attributes)
                continue
            words, at = _read_long_text(text, at, tag, names, mended)
            yield "text", name, words, read_attributes(attributes)
            continue
        found = _CLOSE.match(text, at)
        if found is not None:
            yield "end", names.resolve(found["tag"]), "", _NOTHING
            at = found.end()
            continue
        part = _PART.match(text, at)
        at = part.end() if part is not None and part.end() > at else at + 1


def _find_lost_end(section: str, tag: str) -> int:
    """Return where an element ends inside of its section, with further sections behind, so that the end of this one is missing; -1: nowhere."""
    end = section.find(f"</{tag}>")
    return end if end >= 0 and "<![CDATA[" in section[end:] else -1


def _resolve_declared(tag: str, attributes: str, names: ElementNames) -> str:
    return ElementNames(read_prefixes(attributes, names.prefixes)).resolve(tag)


@functools.lru_cache(maxsize=2048)
def read_attributes(attributes: str) -> Mapping[str, str]:
    """Return an element's attributes."""
    return {
        found["name"]: html.unescape(found["a"] if found["a"] is not None else found["b"])
        for found in _ATTRIBUTE.finditer(attributes)
    }


def unmask(text: str) -> str:
    """Return bare text of an element, without white space around it, its references resolved."""
    text = text.strip()
    return html.unescape(text) if "&" in text else text


def _read_long_text(text: str, at: int, tag: str, names: ElementNames, mended: Counter[str]) -> tuple[str, int]:
    """Return the text of an element of several parts, and where it ends."""
    parts: list[str] = []
    begin, sections, other = at, 0, 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            at += 1
            continue
        at = part.end()
        if part["section"] is not None:
            lost = _find_lost_end(part["section"], tag)
            if lost >= 0:
                mended[UNCLOSED] += 1
                return "".join((*parts, part["section"][:lost])), part.start("section") + lost + len(tag) + 3
            sections += 1
            parts.append(part["section"])
        elif part["tag"] == tag:
            if other:
                mended[UNMASKED] += 1
            joined = "".join(parts)
            return (joined.strip() if not sections else joined), at
        elif part["end"] is not None and names.resolve(part["tag"]) in CONTAINERS:
            mended[UNCLOSED] += 1  # the container ends before the element does
            return _cut_at_next_element(text, begin, part.start())
        elif part["text"] is not None:
            words = part["text"]
            if sections or parts or not words.isspace():
                parts.append(_between_sections(words))
        elif part["other"] is not None or part["end"] is not None:
            other += 1
            parts.append(part[0])
        elif not sections and _DELIMITER.match(
            part[0]
        ):  # of a block, or of a story's teaser, in text that was not masked
            parts.append(part[0])
    mended[UNCLOSED] += 1
    return "".join(parts).strip(), len(text)


def _between_sections(words: str) -> str:
    """Return bare text beside sections; white space there belongs to the file, not to the text."""
    return "" if words.isspace() and "\n" in words else html.unescape(words)


_NEXT: Final = re.compile(
    r"<(?:wp|wxr|dc|content|excerpt):[\w]+[\s>]|<(?:title|link|guid|pubDate|description|category)[\s>]"
)


def _cut_at_next_element(text: str, begin: int, limit: int) -> tuple[str, int]:
    """Return the text of an element that nobody closed: up to the next one that is known."""
    found = _NEXT.search(text, begin, limit)
    end = found.start() if found else limit
    words = text[begin:end]
    section = re.match(r"\s*<!\[CDATA\[(.*?)\]\]>", words, re.DOTALL)
    return (section[1] if section else html.unescape(words).strip()), end
