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


class JsonPiece(bytes):
    """The text of one document."""


class JsonFault(str):
    """What is wrong with a part of the stream that is no document."""

    __slots__ = ()


def split_documents(chunks: Iterable[bytes]) -> Iterator[JsonPiece | JsonFault]:
    """Return the documents of a stream, in order, and what is not one. Linear in the stream's length."""
    source = iter(chunks)
    head = b""
    for chunk in source:
        head += chunk
        if len(head) > 4 * 1024 * 1024 or head.lstrip(_WHITE).count(b"\n") > 1:
            break
    if _is_lines(head):
        return _split_lines(head, source)
    return _DocumentSplitter().run(head, source)


def _is_lines(head: bytes) -> bool:
    """Return whether it is JSON Lines: the first line closes what it opens, or the second line opens a document of its own."""
    lines = [line.strip() for line in head.split(b"\n")[:4] if line.strip()]
    if not lines or lines[0][:1] not in (b"{", b"["):
        return False
    if len(lines) == 1:
        return lines[0][:1] == b"{" and lines[0][-1:] == b"}"
    return lines[0][-1:] in (b"}", b"]") or (lines[0][:1] == b"{" and lines[1][:1] == b"{")


def _split_lines(head: bytes, source: Iterator[bytes]) -> Iterator[JsonPiece | JsonFault]:
    rest = head
    ended = False
    while not ended:
        chunk = next(source, None)
        ended = chunk is None
        *whole, rest = (rest + (chunk or b"")).split(b"\n") if chunk or ended else [rest]
        if ended:
            whole, rest = [*whole, rest], b""
        for line in whole:
            yield from _parse_line(line.strip(_WHITE))
        if len(rest) > IMPORT_DOCUMENT_MAX:
            yield JsonFault(f"a line is longer than {IMPORT_DOCUMENT_MAX} bytes")
            while b"\n" not in rest and not ended:  # on to the next line
                chunk = next(source, None)
                ended, rest = chunk is None, chunk or b""
            rest = rest.partition(b"\n")[2]


def _parse_line(line: bytes) -> Iterator[JsonPiece | JsonFault]:
    if line[:1] == b"[" and line[-1:] == b"]":
        yield from _DocumentSplitter().run(line, iter(()))
    elif line:
        yield JsonPiece(line)


class _DocumentSplitter:
    """Follows quotes and brackets through the stream; what lies between two commas of the outermost list is a document."""

    def __init__(self) -> None:
        self.piece = bytearray()
        self.depth = 0
        self.in_list = self.in_text = self.escaped = self.too_long = False
        self.between = b""  # what stands between documents, its beginning

    def run(self, head: bytes, source: Iterator[bytes]) -> Iterator[JsonPiece | JsonFault]:
        chunk: bytes | None = head
        while chunk is not None:
            yield from self.feed(chunk)
            chunk = next(source, None)
        yield from self.emit_rest()

    def feed(self, chunk: bytes) -> Iterator[JsonPiece | JsonFault]:
        at = 0
        while at < len(chunk):
            if self.escaped:
                self.escaped, start, at = False, at, at + 1
                self.append(chunk[start:at])
                continue
            found = (_INSIDE if self.in_text else _OUTSIDE).search(chunk, at)
            if found is None:
                self.append(chunk[at:])
                return
            start, at = at, found.end()
            sign = found[0]
            if self.in_text or sign == b'"':
                self.escaped = sign == b"\\"
                self.in_text = self.in_text != (sign == b'"')
                self.append(chunk[start:at])
            else:
                yield from self.handle_bracket(chunk[start : found.start()], sign)

    def handle_bracket(self, before: bytes, sign: bytes) -> Iterator[JsonPiece | JsonFault]:
        """Take the text before a bracket or comma and the sign itself."""
        self.append(before)
        if sign == b"," and self.in_list and self.depth == 1:
            yield from self.emit_piece()
            return
        if sign in b"{[":
            if self.depth == 0:
                yield from self.emit_garbage()
                self.in_list = sign == b"["
            self.depth += 1
            if not (self.depth == 1 and self.in_list):
                self.append(sign)
            return
        if sign in b"}]" and self.depth:
            self.depth -= 1
            closes_list = self.depth == 0 and self.in_list
            if not closes_list:
                self.append(sign)
            if self.depth == 0:
                yield from self.emit_piece()
                self.in_list = False
            return
        self.append(sign)

    def append(self, data: bytes) -> None:
        if self.depth == 0:
            self.between = (self.between + data.strip(_WHITE))[:60]
        elif len(self.piece) + len(data) <= IMPORT_DOCUMENT_MAX:
            self.piece += data
        else:
            self.too_long = True

    def emit_piece(self) -> Iterator[JsonPiece | JsonFault]:
        piece, too_long = bytes(self.piece).strip(_WHITE), self.too_long
        self.piece, self.too_long = bytearray(), False
        if too_long:
            yield JsonFault(f"is longer than {IMPORT_DOCUMENT_MAX} bytes")
        elif piece:
            yield JsonPiece(piece)

    def emit_garbage(self) -> Iterator[JsonFault]:
        text, self.between = self.between.strip(b","), b""
        if text:
            yield JsonFault(f"is not JSON: {text.decode('utf-8', 'replace')[:40]!r}")

    def emit_rest(self) -> Iterator[JsonPiece | JsonFault]:
        yield from self.emit_garbage()
        if self.depth and self.piece.strip(_WHITE):
            yield JsonFault("breaks off in the middle of a document")
        elif self.depth and self.in_list:
            yield JsonFault("breaks off: the list is not closed")
