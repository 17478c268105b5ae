"""Reads the rows of an INSERT one by one: never a whole statement, which may be as long as the server allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from wirepress.settings.limits import IMPORT_DOCUMENT_MAX
from wirepress.transfer.wordpress_db.sql.literals import LiteralReader
from wirepress.transfer.wordpress_db.sql.stream import StreamBuffer

_OPEN: Final = re.compile(rb"\s*+\(")
_NEXT: Final = re.compile(rb"\s*+(?P<sign>,|;|\Z|ON\b|AS\b)", re.IGNORECASE)
_BEFORE: Final = rb"\s*+(?:_[a-zA-Z0-9]+\s*+)?"
_AFTER: Final = rb"\s*+(?P<end>[,)])"
_BARE: Final = rb"[xX]'(?P<hex>[0-9A-Fa-f]*+)'|(?P<bare>[\w.+\-]++)"


def _pattern(escapes: bytes) -> re.Pattern[bytes]:
    single = rb"'(?P<single>(?:[^'" + escapes + rb"]++|" + (rb"\\.|" if escapes else b"") + rb"'')*+)'"
    double = rb'"(?P<double>(?:[^"' + escapes + rb"]++|" + (rb"\\.|" if escapes else b"") + rb'"")*+)"'
    return re.compile(_BEFORE + rb"(?:" + single + rb"|" + double + rb"|" + _BARE + rb")" + _AFTER, re.DOTALL)


_VALUE: Final = {True: _pattern(rb"\\"), False: _pattern(b"")}


class BrokenRow(ValueError):
    """A row that cannot be read; the rest of its statement cannot be either."""


def read_rows(buffer: StreamBuffer, literals: LiteralReader) -> Iterator[list[Any]]:
    """Yield the rows of a statement whose VALUES the buffer stands behind. Raises BrokenRow.

    Ends behind the statement's last row; what may follow it (a semicolon, ON DUPLICATE KEY ...) is left to the caller.
    """
    while True:
        if not _advance(buffer, _OPEN):
            raise BrokenRow(
                "a row does not begin with a bracket" if _has_more(buffer) else "the dump breaks off between rows"
            )
        yield _read_row(buffer, literals)
        if not _has_more(buffer):
            return
        found = _NEXT.match(buffer.data, buffer.at)
        if found is None:
            raise BrokenRow("neither a further row nor the end of the statement follows a row")
        if found["sign"] != b",":
            return
        buffer.at = found.end()


def _read_row(buffer: StreamBuffer, literals: LiteralReader) -> list[Any]:
    values: list[Any] = []
    pattern = _VALUE[literals.backslashes]
    while True:
        found = pattern.match(buffer.data, buffer.at)
        while found is None:
            if len(buffer.data) - buffer.at > IMPORT_DOCUMENT_MAX:
                raise BrokenRow(f"a value is longer than {IMPORT_DOCUMENT_MAX} bytes, or no value")
            if not _may_grow(buffer) or not buffer.read_more():
                raise BrokenRow("a value cannot be read" if not buffer.ended else "the dump breaks off inside a row")
            found = pattern.match(buffer.data, buffer.at)
        values.append(_read_value(found, literals))
        buffer.at = found.end()
        if found["end"] == b")":
            return values


_TEXT_BEGINS: Final = re.compile(_BEFORE + rb"(?:['\"]|[xX]'|[\w.+\-]*+\s*+\Z|\Z)")


def _may_grow(buffer: StreamBuffer) -> bool:
    """Return whether what stands here could be the beginning of a value that goes on behind the buffer's end."""
    return _TEXT_BEGINS.match(buffer.data, buffer.at) is not None


def _read_value(match: re.Match[bytes], literals: LiteralReader) -> Any:
    kind = match.lastgroup
    if match["single"] is not None:
        return literals.read_quoted(match["single"], b"'")
    if match["double"] is not None:
        return literals.read_quoted(match["double"], b'"')
    if match["hex"] is not None:
        return literals.read_hexadecimal(match["hex"])
    assert kind is not None
    return literals.read_bare(match["bare"])


def _advance(buffer: StreamBuffer, pattern: re.Pattern[bytes]) -> bool:
    if not _has_more(buffer):
        return False
    found = pattern.match(buffer.data, buffer.at)
    if found is None:
        return False
    buffer.at = found.end()
    return True


_BLANK: Final = re.compile(rb"\s*+")


def _has_more(buffer: StreamBuffer) -> bool:
    """Skip white space and return whether anything follows. Leaves some bytes to look at, when there are."""
    while True:
        found = _BLANK.match(buffer.data, buffer.at)
        assert found is not None
        buffer.at = found.end()
        if len(buffer.data) - buffer.at >= 16 or not buffer.read_more():
            return buffer.at < len(buffer.data)
