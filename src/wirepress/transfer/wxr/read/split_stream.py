"""Cuts the stream of an export file into records, without holding more than one: items, authors, terms, and what lies between.

One record that is broken never takes the others with it. The cutting is one pass of regular expressions that know sections (CDATA),
so a story about export files stays one story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wirepress.settings.limits import IMPORT_DOCUMENT_MAX
from wirepress.transfer.packing import TruncatedStream

_SECTION: Final = rb"<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+\]\]>"
_COMMENT: Final = rb"<!--(?:[^-]++|-(?!->))*+-->"
_RECORDS: Final = rb"item|author|wp_author|category|tag|term|image"
_START: Final = re.compile(rb"<(?P<name>(?:[\w.\-]+:)?(?:" + _RECORDS + rb"))(?=[\s/>])(?P<rest>[^<>]*)>")
# What lies between records: up to the next one that begins.
_BETWEEN: Final = re.compile(
    rb"(?:[^<]++|"
    + _SECTION
    + rb"|"
    + _COMMENT
    + rb"|<(?!(?:[\w.\-]+:)?(?:"
    + _RECORDS
    + rb")[\s/>]|!\[CDATA\[|!--))*+"
)
_ENTITY: Final = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
BETWEEN_MAX: Final = 1024 * 1024
LOOK: Final = 4096  # bytes beyond a place that are there before it is judged


@dataclass(frozen=True, slots=True)
class Piece:
    """A record, or what lies between records (`name` is empty). `broken`: why it is none; `offset`: where it begins, unpacked."""

    name: str
    data: bytes
    offset: int
    broken: str = ""


class HostileFile(ValueError):
    """The file declares entities, which no export does."""


class PieceReader:
    """The pieces of a stream. `truncated`: how it broke off, when it did; `ended`: it came to an end."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._data = b""
        self._at = 0
        self._start = 0
        self._ended = False
        self.truncated = ""

    def __iter__(self) -> Iterator[Piece]:
        while True:
            between = self._read_between()
            if between.data:
                yield between
            if self._at >= len(self._data) and self._ended:
                return
            piece = self._read_record()
            if piece is not None:
                yield piece

    def _more(self) -> bool:
        """Append at least as much as is unread; False: the stream has ended."""
        if self._ended:
            return False
        rest = self._data[self._at :]
        self._start += self._at
        parts, size = [rest], 0
        while size <= len(rest):
            try:
                block = next(self._blocks, b"")
            except TruncatedStream as error:
                self.truncated, block = str(error), b""
            if not block:
                self._ended = True
                break
            parts.append(block)
            size += len(block)
        self._data, self._at = b"".join(parts), 0
        return size > 0

    def _read_between(self) -> Piece:
        begin = self._start + self._at
        kept: list[bytes] = []
        size = 0
        while True:
            found = _BETWEEN.match(self._data, self._at)
            assert found is not None
            end = found.end()
            if end < len(self._data) - LOOK or self._ended:
                text = found[0]
                at_end = self._ended and end >= len(self._data)
                if not at_end and self._data[end : end + 1] == b"<" and _START.match(self._data, end) is None:
                    text += b"<"  # a section or comment without an end, or a tag that is broken
                    end += 1
                    self._at = end
                    kept.append(text)
                    continue
                self._at = end
                kept.append(text)
                break
            if end > self._at and len(self._data) - self._at > BETWEEN_MAX:
                text, self._at = self._data[self._at : end], end
                size += len(text)
                kept.append(text if size <= BETWEEN_MAX else b"")
            if not self._more():
                continue
        data = b"".join(kept)
        if _ENTITY.search(data):
            raise HostileFile("declares entities of its own, as no export of WordPress does, and is not read.")
        return Piece("", data[:BETWEEN_MAX], begin)

    def _read_record(self) -> Piece | None:
        if self._at >= len(self._data):
            return None
        begin = self._start + self._at
        start = _START.match(self._data, self._at)
        if start is None:
            self._at += 1
            return None
        name = start["name"]
        if start["rest"].endswith(b"/"):
            self._at = start.end()
            return None
        inside = _inside(name)
        end = self._find_plain_end(name, self._at + len(start[0]))
        if end:
            data = self._data[self._at : end]
            self._at = end
            return Piece(name.decode("ascii", "replace"), data, begin)
        while True:
            found = inside.match(self._data, self._at + len(start[0]))
            end = found.end() if found else self._at
            closed = _closing(name).match(self._data, end)
            if closed:
                data = self._data[self._at : closed.end()]
                self._at = closed.end()
                return Piece(name.decode("ascii", "replace"), data, begin)
            if end < len(self._data) - LOOK or (self._ended and end < len(self._data)):
                return self._break_record(name, begin, end)
            if len(self._data) - self._at > IMPORT_DOCUMENT_MAX:
                return self._skip_record(name, begin)
            if not self._more():
                return self._cut_record(name, begin)

    def _find_plain_end(self, name: bytes, begin: int) -> int:
        """Return where a record ends whose every section ends within it, as nearly all do; 0: it has to be looked at closely."""
        close = b"</" + name + b">"
        end = self._data.find(close, begin)
        inside = self._data[begin:end] if end >= 0 else b""
        if not inside or b"<!--" in inside or b"<" + name in inside:
            return 0
        first, *sections = inside.split(b"<![CDATA[")
        plain = b"]]>" not in first and all(section.count(b"]]>") == 1 for section in sections)
        return end + len(close) if plain else 0

    def _break_record(self, name: bytes, begin: int, end: int) -> Piece:
        """Return a record that is not closed where the next one begins, or in which a section has no end."""
        if _START.match(self._data, end) and end > self._at:
            data = self._data[self._at : end] + b"</" + name + b">"
            self._at = end
            return Piece(name.decode("ascii", "replace"), data, begin)
        while True:
            close = re.compile(rb"</" + re.escape(name) + rb"\s*>").search(self._data, end)
            if close:
                data = self._data[self._at : close.end()]
                self._at = close.end()
                return Piece(name.decode("ascii", "replace"), data, begin)
            if len(self._data) - self._at > IMPORT_DOCUMENT_MAX:
                return self._skip_record(name, begin)
            if not self._more():
                return self._cut_record(name, begin)
            end = self._at

    def _cut_record(self, name: bytes, begin: int) -> Piece:
        self._at = len(self._data)
        return Piece(name.decode("ascii", "replace"), b"", begin, "the file breaks off inside of it")

    def _skip_record(self, name: bytes, begin: int) -> Piece:
        """Go behind a record that is longer than any may be, keeping little of it."""
        closing = re.compile(rb"</" + re.escape(name) + rb"\s*>")
        while True:
            found = closing.search(self._data, self._at)
            if found:
                self._at = found.end()
                break
            self._at = max(self._at, len(self._data) - 200)
            if not self._more():
                self._at = len(self._data)
                break
        words = f"is longer than {IMPORT_DOCUMENT_MAX} bytes, or without an end"
        return Piece(name.decode("ascii", "replace"), b"", begin, words)


_inside_of: dict[bytes, re.Pattern[bytes]] = {}
_closing_of: dict[bytes, re.Pattern[bytes]] = {}


def _inside(name: bytes) -> re.Pattern[bytes]:
    """Return what matches the content of a record, up to its end or to where the next item begins."""
    found = _inside_of.get(name)
    if found is None:
        stop = rb"/" + re.escape(name) + rb"\s*>|" + re.escape(name) + rb"[\s>]|!\[CDATA\[|!--"
        found = re.compile(rb"(?:[^<]++|" + _SECTION + rb"|" + _COMMENT + rb"|<(?!" + stop + rb"))*+")
        _inside_of[name] = found
    return found


def _closing(name: bytes) -> re.Pattern[bytes]:
    found = _closing_of.get(name)
    if found is None:
        found = _closing_of[name] = re.compile(rb"</" + re.escape(name) + rb"\s*>")
    return found
