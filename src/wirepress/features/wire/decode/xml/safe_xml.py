"""XML from strangers: no document type, no entities of its own, no network, bounded depth and size, read as a stream.

A DOCTYPE is cut out before the parser sees it, so there is nothing that could be expanded or loaded.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.entities import html5
from typing import Any, Final

from lxml import etree

from wirepress.features.wire.decode.document_text import read_utf8
from wirepress.features.wire.decode.errors import NotAFeed
from wirepress.features.wire.decode.xml.ending import DocumentEnd

Element = Any  # lxml.etree._Element
SyntaxFault = etree.XMLSyntaxError
SECONDS: Final = 60.0  # of computing for one document
SECONDS_BROKEN: Final = 10.0  # for one that is not well-formed
_OPEN_MAX: Final = 1000  # beginnings of tags before one ends
_PIECE: Final = 32 * 1024
_PROLOG_MAX: Final = 256 * 1024
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_DECLARATION: Final = re.compile(rb"\s*<\?xml\b[^>]{0,300}\?>")
_AHEAD: Final = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.S)
_SUBSET: Final = re.compile(rb"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|\]\s*>""", re.S)
_OPENING: Final = re.compile(rb"""<!DOCTYPE(?:[^\[\]<>"']|"[^"]*"|'[^']*')*([\[>])""", re.S | re.I)
_ENTITY: Final = re.compile(rb"<!ENTITY\s+(?:%\s+)?([\w.:-]{1,80})", re.I)
_ROOT: Final = re.compile(rb"\s*<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)")
_REFERENCE: Final = re.compile(rb"&(?:#(\d{1,8}|[xX][0-9A-Fa-f]{1,8});|([A-Za-z][\w.-]{0,80});)?")
_CDATA: Final = b"<![CDATA["
_XML_NAMES: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def describe_fault(fault: etree.XMLSyntaxError) -> str:
    """Return where a document stops being XML, in words."""
    line, column = fault.position
    return f"from line {line}, column {column} on" if line else "from its beginning on"


@dataclass(slots=True)
class PreparedXml:
    """A document in UTF-8 without declaration and document type. `root`: the name of its outermost element, without prefix."""

    data: bytes
    root: str
    declared: frozenset[bytes] = frozenset()  # names of its own entities, which are never expanded
    problems: list[str] = field(default_factory=list)
    end: DocumentEnd = "whole"


def prepare_xml(body: bytes, charset: str = "") -> PreparedXml:
    """Return the document made ready for the parser. Raises NotAFeed when it is no XML, or its document type never ends."""
    data, problems = read_utf8(body, charset)
    if _CONTROL.search(data):
        data = _CONTROL.sub(b"", data)
        problems.append("It had control characters, which XML does not allow; they were left out.")
    return _without_prolog(data, problems)


def _without_prolog(data: bytes, problems: list[str]) -> PreparedXml:
    place = found.end() if (found := _DECLARATION.match(data)) else 0
    declared: frozenset[bytes] = frozenset()
    while True:
        while found := _AHEAD.match(data, place, place + _PROLOG_MAX):
            place = found.end()
        start = place + len(data[place : place + _PROLOG_MAX]) - len(data[place : place + _PROLOG_MAX].lstrip())
        if data[start : start + 9].upper() != b"<!DOCTYPE":
            break
        place, names = _after_doctype(data, start)
        declared |= names
        if names:
            problems.append("It declared entities of its own; they were not expanded.")
    root = _ROOT.match(data, place)
    if root is None:
        raise NotAFeed("It is no XML that can be read.")
    return PreparedXml(data[place:].lstrip(), root[2].decode(), declared, problems)


def _after_doctype(data: bytes, start: int) -> tuple[int, frozenset[bytes]]:
    opening = _OPENING.match(data, start, start + _PROLOG_MAX)
    if opening is None:
        raise NotAFeed("Its document type (DOCTYPE) does not end; it was not read.")
    if opening[1] == b">":
        return opening.end(), frozenset()
    for piece in _SUBSET.finditer(data, opening.end(), start + _PROLOG_MAX):
        if piece[0].startswith(b"]"):
            return piece.end(), frozenset(_ENTITY.findall(data[opening.end() : piece.start()]))
    raise NotAFeed("Its document type (DOCTYPE) does not end or is too long; it was not read.")


def mend_references(prepared: PreparedXml) -> bytes:
    """Return the document with references that XML does not know made into characters, and bare ampersands into text."""

    def mend(found: re.Match[bytes]) -> bytes:
        code, name = found[1], found[2]
        if code is not None:
            value = int(code[1:], 16) if code[:1] in (b"x", b"X") else int(code)
            good = (
                value in (9, 10, 13) or 32 <= value < 0xD800 or 0xE000 <= value < 0xFFFE or 0x10000 <= value <= 0x10FFFF
            )
            return found[0] if good else b""
        if name is None:
            return b"&amp;"
        if name in _XML_NAMES:
            return found[0]
        if name in prepared.declared:
            return b""
        letters = html5.get(f"{name.decode('utf-8', 'replace')};")
        return escape(letters, quote=False).encode("ascii", "xmlcharrefreplace") if letters else b"&amp;" + found[0][1:]

    first, *others = prepared.data.split(_CDATA)
    pieces = [_REFERENCE.sub(mend, first)]
    for part in others:  # what stands in CDATA is text already
        text, end, rest = part.partition(b"]]>")
        pieces.append(_CDATA + text + end + _REFERENCE.sub(mend, rest))
    return b"".join(pieces)


def has_unclosed_tags(data: bytes) -> bool:
    """Return whether tags begin again and again without ending: the parser takes such a stretch at once, in quadratic time."""
    return any(part.count(b"<") > _OPEN_MAX for part in data.split(b">"))


class _TimedReader:
    """A document as a file that ends when its time is over: what the parser takes for broken markup can grow with its square.

    Seconds are those that this thread computes, whoever else is busy.
    """

    def __init__(self, data: bytes, seconds: float) -> None:
        self._file, self._end = io.BytesIO(data), time.thread_time() + seconds

    def read(self, size: int = -1) -> bytes:
        return b"" if time.thread_time() > self._end else self._file.read(size)


class ElementStream:
    """The elements of some names as they end; what was read is forgotten at the next one. `root` is there afterwards."""

    def __init__(self, data: bytes, names: Sequence[str], *, recover: bool = False) -> None:
        document = _TimedReader(data, SECONDS_BROKEN if recover else SECONDS)
        self._events = etree.iterparse(
            document,
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            encoding="utf-8",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=recover,
        )

    def __iter__(self) -> Iterator[Element]:
        """Raises SyntaxFault where the document is not well-formed, unless it is to be recovered."""
        done: Element = None
        for _, element in self._events:
            if done is not None and (parent := done.getparent()) is not None:
                parent.remove(done)
            yield element
            done = element

    @property
    def root(self) -> Element:
        """Return the outermost element with all that was not forgotten; None when there was nothing."""
        return self._events.root

    def fault(self) -> str:
        """Return what was wrong first, in the parser's words."""
        log = self._events.error_log
        return f"{log[0].message} (line {log[0].line})" if len(log) else ""


def parse_tree(data: bytes, *, recover: bool = False) -> Element:
    """Return a whole document of modest size. Raises SyntaxFault."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    document = _TimedReader(data, SECONDS_BROKEN if recover else SECONDS)
    while piece := document.read(_PIECE):
        parser.feed(piece)
    return parser.close()
