"""Finds the statements of a dump and tells those that matter: CREATE TABLE, ALTER TABLE, INSERT, USE. Linear in the dump's length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from wirepress.transfer.wordpress_db.sql.blanks import skip_blank, skip_comment, skip_foreign_line
from wirepress.transfer.wordpress_db.sql.stream import StreamBuffer

HEAD_BYTES: Final = 64 * 1024  # a statement's head (table, columns) fits in
CREATE_BYTES: Final = 1024 * 1024

_NAME: Final = rb"(?:`(?:[^`]|``){1,64}`|\"(?:[^\"]|\"\"){1,64}\"|[\w$]{1,64})"
_TABLE: Final = rb"(?:(?P<db>" + _NAME + rb")\s*\.\s*)?(?P<table>" + _NAME + rb")"
_GAP: Final = rb"(?:\s|/\*(?:[^*]|\*(?!/)){0,200}\*/)"
_INSERT: Final = re.compile(
    rb"(?:INSERT|REPLACE)"
    + _GAP
    + rb"+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+){0,3}(?:INTO\s+)?"
    + _TABLE
    + _GAP
    + rb"*(?:PARTITION\s*\([^()]{1,4000}\)\s*)?(?:\((?P<columns>[^()']{1,60000})\)"
    + _GAP
    + rb"*)?(?P<values>VALUES?\b)",
    re.IGNORECASE,
)
_CREATE: Final = re.compile(
    rb"CREATE" + _GAP + rb"+(?:TEMPORARY\s+)?TABLE" + _GAP + rb"+(?:IF\s+NOT\s+EXISTS\s+)?" + _TABLE, re.IGNORECASE
)
_ALTER: Final = re.compile(rb"ALTER\s+TABLE\s+(?:ONLY\s+)?" + _TABLE, re.IGNORECASE)
_USE: Final = re.compile(rb"USE\s+(?P<db>" + _NAME + rb")\s*;", re.IGNORECASE)
_DELIMITER: Final = re.compile(rb"DELIMITER[ \t]+(?P<mark>\S{1,20})", re.IGNORECASE)
_NEXT_ID: Final = re.compile(rb"AUTO_INCREMENT\s*=\s*(?P<next>[0-9]{1,19})", re.IGNORECASE)

_LINE: Final = re.compile(rb"[^\n\r]*+")
# Outside of texts: everything that neither begins a text or comment nor ends the statement.
_PLAIN: Final = re.compile(rb"[^'\"`;#/\-]*+")
_INSIDE: Final = {quote: re.compile(rb"(?:[^" + quote + rb"\\]++|\\.)*+", re.DOTALL) for quote in (b"'", b'"')}
_INSIDE_RAW: Final = {quote: re.compile(rb"[^" + quote + rb"]*+") for quote in (b"'", b'"', b"`")}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that matters. For an insert the buffer stands behind VALUES; for the others behind the statement."""

    kind: Literal["insert", "create", "alter"]
    table: tuple[str, str]  # database ("" when the dump does not say), name
    offset: int
    columns: tuple[str, ...] = ()
    next_id: int = 0


@dataclass(slots=True)
class StatementReader:
    """The statements of a buffer from where it stands. `database` is the one that USE chose last."""

    buffer: StreamBuffer
    backslashes: bool
    database: str = ""
    seen: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Statement]:
        """Whoever gets an insert reads its rows or calls skip(), before asking for the next."""
        buffer = self.buffer
        while skip_blank(buffer, ends=True):
            buffer.ensure(HEAD_BYTES)
            if skip_foreign_line(buffer):
                continue
            offset = buffer.offset
            found = _INSERT.match(buffer.data, buffer.at)
            if found:
                buffer.at = found.end()
                yield Statement("insert", self._table_name(found), offset, _split_columns(found["columns"]))
                continue
            found = _CREATE.match(buffer.data, buffer.at)
            if found:
                text = self._read_statement(CREATE_BYTES)
                body = text[found.end() - found.start() :]
                yield Statement("create", self._table_name(found), offset, column_names(body), _read_next_id(body))
                continue
            found = _ALTER.match(buffer.data, buffer.at)
            if found:
                text = self._read_statement(HEAD_BYTES)
                if _read_next_id(text):
                    yield Statement("alter", self._table_name(found), offset, next_id=_read_next_id(text))
                continue
            self._handle_other()

    def _handle_other(self) -> None:
        buffer = self.buffer
        found = _USE.match(buffer.data, buffer.at)
        if found:
            self.database = unquote(found["db"])
        found = _DELIMITER.match(buffer.data, buffer.at)
        if found and found["mark"] != b";":
            self._skip_routines()
        else:
            self.skip_statement()

    def _table_name(self, match: re.Match[bytes]) -> tuple[str, str]:
        return unquote(match["db"]) if match["db"] else self.database, unquote(match["table"])

    def _read_statement(self, limit: int) -> bytes:
        """Return the statement's text up to a limit; the buffer stands behind the statement afterwards."""
        kept = bytearray()
        for part in self._read_parts():
            if len(kept) < limit:
                kept += part
        return bytes(kept)

    def skip_statement(self) -> None:
        """Go behind the statement."""
        for _ in self._read_parts():
            pass

    def _read_parts(self) -> Iterator[bytes]:
        """Yield the rest of the statement piece by piece, up to its semicolon."""
        buffer = self.buffer
        while True:
            found = _PLAIN.match(buffer.data, buffer.at)
            assert found is not None
            if found.end() > buffer.at:
                yield found[0]
                buffer.at = found.end()
            if len(buffer.data) - buffer.at < 3 and buffer.read_more():
                continue
            sign = buffer.data[buffer.at : buffer.at + 1]
            if not sign:
                return
            if sign == b";":
                buffer.at += 1
                return
            if sign in b"'\"`":
                buffer.at += 1
                yield sign
                yield from self._read_quoted(sign)
            elif not skip_comment(buffer):
                buffer.at += 1
                yield sign

    def _read_quoted(self, quote: bytes) -> Iterator[bytes]:
        """Yield the rest of a quoted text with its end. A doubled quote ends it and begins the next, which comes to the same."""
        buffer = self.buffer
        inside = _INSIDE[quote] if self.backslashes and quote != b"`" else _INSIDE_RAW[quote]
        while True:
            found = inside.match(buffer.data, buffer.at)
            assert found is not None
            yield found[0]
            buffer.at = found.end()
            if buffer.data[buffer.at : buffer.at + 1] == quote:
                buffer.at += 1
                yield quote
                return
            if not buffer.read_more():
                buffer.at = len(buffer.data)
                return

    def _skip_routines(self) -> None:
        """Triggers and routines stand between two DELIMITER lines; their bodies are not the dump's own statements."""
        buffer = self.buffer
        while True:
            found = _LINE.match(buffer.data, buffer.at)
            assert found is not None
            if found.end() >= len(buffer.data) and buffer.read_more():
                continue
            line, buffer.at = found[0].strip(), min(found.end() + 1, len(buffer.data))
            mark = _DELIMITER.fullmatch(line)
            if buffer.at >= len(buffer.data) and not buffer.read_more():
                return
            if mark and mark["mark"] == b";":
                return


def unquote(name: bytes) -> str:
    """Return a name without its quotes."""
    if name[:1] in (b"`", b'"'):
        quote = name[:1]
        name = name[1:-1].replace(quote * 2, quote)
    return name.decode("utf-8", "replace")


def _split_columns(columns: bytes | None) -> tuple[str, ...]:
    return tuple(unquote(name.strip()) for name in columns.split(b",")) if columns else ()


def _read_next_id(text: bytes) -> int:
    found = _NEXT_ID.search(text)
    return int(found["next"]) if found else 0


_COLUMN: Final = re.compile(rb"\s*(?P<name>" + _NAME + rb")\s")
_NO_COLUMNS: Final = frozenset(
    (b"PRIMARY", b"KEY", b"UNIQUE", b"INDEX", b"CONSTRAINT", b"FULLTEXT", b"SPATIAL", b"FOREIGN", b"CHECK", b"PERIOD")
)
_PIECE: Final = re.compile(rb"'(?:[^'\\]++|\\.|'')*+'|\"[^\"]*+\"|`[^`]*+`|[(),]|[^'\"`(),]++|['\"`]", re.DOTALL)


def column_names(body: bytes) -> tuple[str, ...]:
    """Return names of the columns of a CREATE TABLE, given what follows the table's name."""
    names: list[str] = []
    depth, item = 0, bytearray()
    for found in _PIECE.finditer(body):
        piece = found[0]
        if piece == b"(":
            depth += 1
            if depth == 1:
                continue
        elif piece == b")":
            depth -= 1
        if (depth == 0 and piece == b")") or (depth == 1 and piece == b","):
            name = _COLUMN.match(bytes(item))
            if name and name["name"].upper() not in _NO_COLUMNS:
                names.append(unquote(name["name"]))
            item.clear()
            if depth == 0:
                break
        elif depth and len(item) < 300:
            item += piece
    return tuple(names)
