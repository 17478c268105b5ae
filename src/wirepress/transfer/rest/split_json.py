"""Cuts a stream of JSON into its documents, so that one that is broken does not take the others with it.

Documents may stand alone, in a list, one a line, one after the other, or as lists one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from wirepress.settings.limits import IMPORT_DOCUMENT_MAX

_OUTSIDE: Final = re.compile(rb'["{}\[\],]')
_INSIDE: Final = re.compile(rb'["\\]')
_WHITE: Final = b" \t\r\n"


class Piece(bytes):
    """The text of one document."""


class Fault(str):
    """What is wrong with a part of the stream that is no document."""

    __slots__ = ()


def pieces(chunks: Iterable[bytes]) -> Iterator[Piece | Fault]:
    """The documents of a stream, in order, and what is not one. Linear in the stream's length."""
    source = iter(chunks)
    head = b""
    for chunk in source:
        head += chunk
        if len(head) > 4 * 1024 * 1024 or head.lstrip(_WHITE).count(b"\n") > 1:
            break
    if _is_lines(head):
        return _lines(head, source)
    return _Cutter().run(head, source)


def _is_lines(head: bytes) -> bool:
    """JSON Lines: the first line closes what it opens, or the second line opens a document of its own."""
    lines = [line.strip() for line in head.split(b"\n")[:4] if line.strip()]
    if not lines or lines[0][:1] not in (b"{", b"["):
        return False
    if len(lines) == 1:
        return lines[0][:1] == b"{" and lines[0][-1:] == b"}"
    return lines[0][-1:] in (b"}", b"]") or (lines[0][:1] == b"{" and lines[1][:1] == b"{")


def _lines(head: bytes, source: Iterator[bytes]) -> Iterator[Piece | Fault]:
    rest = head
    ended = False
    while not ended:
        chunk = next(source, None)
        ended = chunk is None
        *whole, rest = (rest + (chunk or b"")).split(b"\n") if chunk or ended else [rest]
        if ended:
            whole, rest = [*whole, rest], b""
        for line in whole:
            yield from _line(line.strip(_WHITE))
        if len(rest) > IMPORT_DOCUMENT_MAX:
            yield Fault(f"a line is longer than {IMPORT_DOCUMENT_MAX} bytes")
            while b"\n" not in rest and not ended:  # on to the next line
                chunk = next(source, None)
                ended, rest = chunk is None, chunk or b""
            rest = rest.partition(b"\n")[2]


def _line(line: bytes) -> Iterator[Piece | Fault]:
    if line[:1] == b"[" and line[-1:] == b"]":
        yield from _Cutter().run(line, iter(()))
    elif line:
        yield Piece(line)


class _Cutter:
    """Follows quotes and brackets through the stream; what lies between two commas of the outermost list is a document."""

    def __init__(self) -> None:
        self.piece = bytearray()
        self.depth = 0
        self.in_list = self.in_text = self.escaped = self.too_long = False
        self.between = b""  # what stands between documents, its beginning

    def run(self, head: bytes, source: Iterator[bytes]) -> Iterator[Piece | Fault]:
        chunk: bytes | None = head
        while chunk is not None:
            yield from self.feed(chunk)
            chunk = next(source, None)
        yield from self.end()

    def feed(self, chunk: bytes) -> Iterator[Piece | Fault]:
        at = 0
        while at < len(chunk):
            if self.escaped:
                self.escaped, start, at = False, at, at + 1
                self.keep(chunk[start:at])
                continue
            found = (_INSIDE if self.in_text else _OUTSIDE).search(chunk, at)
            if found is None:
                self.keep(chunk[at:])
                return
            start, at = at, found.end()
            sign = found[0]
            if self.in_text or sign == b'"':
                self.escaped = sign == b"\\"
                self.in_text = self.in_text != (sign == b'"')
                self.keep(chunk[start:at])
            else:
                yield from self.bracket(chunk[start : found.start()], sign)

    def bracket(self, before: bytes, sign: bytes) -> Iterator[Piece | Fault]:
        """Take the text before a bracket or comma and the sign itself."""
        self.keep(before)
        if sign == b"," and self.in_list and self.depth == 1:
            yield from self.emit()
            return
        if sign in b"{[":
            if self.depth == 0:
                yield from self.garbage()
                self.in_list = sign == b"["
            self.depth += 1
            if not (self.depth == 1 and self.in_list):
                self.keep(sign)
            return
        if sign in b"}]" and self.depth:
            self.depth -= 1
            closes_list = self.depth == 0 and self.in_list
            if not closes_list:
                self.keep(sign)
            if self.depth == 0:
                yield from self.emit()
                self.in_list = False
            return
        self.keep(sign)

    def keep(self, data: bytes) -> None:
        if self.depth == 0:
            self.between = (self.between + data.strip(_WHITE))[:60]
        elif len(self.piece) + len(data) <= IMPORT_DOCUMENT_MAX:
            self.piece += data
        else:
            self.too_long = True

    def emit(self) -> Iterator[Piece | Fault]:
        piece, too_long = bytes(self.piece).strip(_WHITE), self.too_long
        self.piece, self.too_long = bytearray(), False
        if too_long:
            yield Fault(f"is longer than {IMPORT_DOCUMENT_MAX} bytes")
        elif piece:
            yield Piece(piece)

    def garbage(self) -> Iterator[Fault]:
        text, self.between = self.between.strip(b","), b""
        if text:
            yield Fault(f"is not JSON: {text.decode('utf-8', 'replace')[:40]!r}")

    def end(self) -> Iterator[Piece | Fault]:
        yield from self.garbage()
        if self.depth and self.piece.strip(_WHITE):
            yield Fault("breaks off in the middle of a document")
        elif self.depth and self.in_list:
            yield Fault("breaks off: the list is not closed")
