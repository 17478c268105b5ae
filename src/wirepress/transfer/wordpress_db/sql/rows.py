"""Reads the rows of an INSERT one by one: never a whole statement, which may be as long as the server allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from wirepress.settings.limits import IMPORT_DOCUMENT_MAX
from wirepress.transfer.wordpress_db.sql import expressions
from wirepress.transfer.wordpress_db.sql.blanks import skip_blank
from wirepress.transfer.wordpress_db.sql.literals import LiteralReader
from wirepress.transfer.wordpress_db.sql.stream import StreamBuffer

_OPEN: Final = re.compile(rb"(?:ROW\s*+)?\(", re.IGNORECASE)
_NEXT: Final = re.compile(rb"\s*+(?P<sign>,|;|\Z|ON\b|AS\b)", re.IGNORECASE)
_BEFORE: Final = rb"\s*+(?:_[a-zA-Z0-9]+\s*+|[nN](?='))?"
_AFTER: Final = rb"\s*+(?P<end>[,)])"
_BARE: Final = rb"[xX]'(?P<hex>[0-9A-Fa-f]*+)'|(?P<bare>[\w.+\-]++)"


def _literal(escapes: bytes) -> bytes:
    single = rb"'(?P<single>(?:[^'" + escapes + rb"]++|" + (rb"\\.|" if escapes else b"") + rb"'')*+)'"
    double = rb'"(?P<double>(?:[^"' + escapes + rb"]++|" + (rb"\\.|" if escapes else b"") + rb'"")*+)"'
    return _BEFORE + rb"(?:" + single + rb"|" + double + rb"|" + _BARE + rb")"


# By whether backslashes escape.
_LITERAL: Final = {True: re.compile(_literal(rb"\\"), re.DOTALL), False: re.compile(_literal(b""), re.DOTALL)}
_VALUE: Final = {
    True: re.compile(_literal(rb"\\") + _AFTER, re.DOTALL),
    False: re.compile(_literal(b"") + _AFTER, re.DOTALL),
}


class BrokenRow(ValueError):
    """A row that cannot be read; the rest of its statement cannot be either."""


def read_rows(buffer: StreamBuffer, literals: LiteralReader) -> Iterator[list[Any]]:
    """Yield the rows of a statement whose VALUES the buffer stands behind. Raises BrokenRow.

    Ends behind the statement's last row; what may follow it (a semicolon, ON DUPLICATE KEY ...) is left to the caller.
    """
    while True:
        if not _advance(buffer, _OPEN):
            raise BrokenRow(
                "a row does not begin with a bracket" if skip_blank(buffer) else "the dump breaks off between rows"
            )
        yield _read_row(buffer, literals)
        if not skip_blank(buffer):
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
        if found is not None:
            values.append(_read_value(found, literals))
            buffer.at, end = found.end(), found["end"]
        else:
            value, end = _read_long_value(buffer, literals)
            values.append(value)
        if end == b")":
            return values


def _read_long_value(buffer: StreamBuffer, literals: LiteralReader) -> tuple[Any, bytes]:
    """Read a value that goes on behind the buffer's end, or is wrapped in functions. Raises BrokenRow."""
    while True:
        found = _VALUE[literals.backslashes].match(buffer.data, buffer.at)
        if found is not None:
            buffer.at = found.end()
            return _read_value(found, literals), found["end"]
        wrapped = _read_wrapped(buffer, literals)
        if wrapped is not None:
            return wrapped
        if len(buffer.data) - buffer.at > IMPORT_DOCUMENT_MAX:
            raise BrokenRow(f"a value is longer than {IMPORT_DOCUMENT_MAX} bytes, or no value")
        if not _may_grow(buffer, literals):
            raise BrokenRow("a value cannot be read")
        if not buffer.read_more():
            raise BrokenRow("the dump breaks off inside a row")


def _read_wrapped(buffer: StreamBuffer, literals: LiteralReader) -> tuple[Any, bytes] | None:
    names, brackets, at = expressions.skip_calls(buffer.data, buffer.at)
    if bits := expressions.read_bits(buffer.data, at):
        value, at = bits
    else:
        found = _LITERAL[literals.backslashes].match(buffer.data, at)
        if found is None:
            return None
        value, at = None, found.end()
    closed = expressions.close_calls(buffer.data, at, brackets)
    if closed is None:
        return None
    if not bits:
        assert found is not None
        value = _read_value(found, literals)
    buffer.at = closed[0]
    return expressions.apply_calls(names, value, literals), closed[1]


_TEXT_BEGINS: Final = re.compile(_BEFORE + rb"(?:['\"]|[xXbB]'|[\w.+\-]*+\s*+\Z|\Z)")
_TAIL: Final = 1000  # bytes behind a text, in which all that wraps it ends


def _may_grow(buffer: StreamBuffer, literals: LiteralReader) -> bool:
    """Return whether what stands here could be the beginning of a value that goes on behind the buffer's end."""
    _, _, at = expressions.skip_calls(buffer.data, buffer.at)
    whole = _LITERAL[literals.backslashes].match(buffer.data, at)
    if whole is not None and len(buffer.data) - whole.end() > _TAIL:
        return False
    return _TEXT_BEGINS.match(buffer.data, at) is not None or (whole is not None and whole["bare"] is None)


def _read_value(match: re.Match[bytes], literals: LiteralReader) -> Any:
    if match["single"] is not None:
        return literals.read_quoted(match["single"], b"'")
    if match["double"] is not None:
        return literals.read_quoted(match["double"], b'"')
    if match["hex"] is not None:
        return literals.read_hexadecimal(match["hex"])
    return literals.read_bare(match["bare"])


def _advance(buffer: StreamBuffer, pattern: re.Pattern[bytes]) -> bool:
    if not skip_blank(buffer):
        return False
    found = pattern.match(buffer.data, buffer.at)
    if found is None:
        return False
    buffer.at = found.end()
    return True
