"""A source that is an SQL dump: looked through once for its tables, then read table by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wirepress.transfer.packing import PackedFile
from wirepress.transfer.packing.describe_file import DUMP
from wirepress.transfer.wordpress_db.jsonl import file_fingerprint
from wirepress.transfer.wordpress_db.source import (
    Position,
    ReportBrokenRow,
    SourceError,
    SourceRow,
    SourceSite,
    Survey,
    Tick,
)
from wirepress.transfer.wordpress_db.sql.columns import STANDARD_COLUMNS, fits_columns, spell_columns
from wirepress.transfer.wordpress_db.sql.literals import LiteralReader
from wirepress.transfer.wordpress_db.sql.rows import BrokenRow, read_rows
from wirepress.transfer.wordpress_db.sql.statements import Statement, StatementReader
from wirepress.transfer.wordpress_db.sql.stream import DumpFile, StreamBuffer
from wirepress.transfer.wordpress_db.table_prefix import choose_site

NEAR: Final = 4 * 1024 * 1024  # bytes: nearer stretches are read in one go
BREAKS_OFF: Final = "The dump breaks off: {}. What stands before that was imported; the rest is missing."


@dataclass(slots=True)
class _DumpTable:
    columns: tuple[str, ...] = ()
    next_id: int = 0
    extents: list[list[int]] = field(default_factory=list)  # [first offset, last offset] of runs of inserts
    database: str = ""


class SqlDumpSource:
    """Table rows of an SQL file, packed or not. Positions are (offset of the statement, rows of it that were read)."""

    def __init__(self, file: PackedFile) -> None:
        self.name = file.path.name
        self.fingerprint = file_fingerprint(file.path)
        self.lost: Counter[str] = Counter()
        self.notes: list[str] = []
        self.broken_off = False
        self._dump = DumpFile(file)
        self._tables: dict[str, _DumpTable] = {}
        self._several = False  # databases in one dump: names of tables carry theirs
        self._site = SourceSite()

    def survey(self, prefix: str | None, tick: Tick) -> Survey:
        found = self._scan_dump(tick)
        self._several = len({database for database, _ in found}) > 1
        self._tables = {self._full_name(name): table for name, table in found.items()}
        if not self._tables:
            raise SourceError(f"{self.name} is no SQL dump: there is no CREATE TABLE and no INSERT in it. {DUMP}")
        self._site = choose_site(self._tables, _full_prefix(prefix, self._tables))
        next_ids = {name: table.next_id for name, table in self._tables.items() if table.next_id}
        return Survey(dict.fromkeys(self._tables, 0), next_ids, self._site)

    def _full_name(self, table: tuple[str, str]) -> str:
        return f"{table[0]}.{table[1]}" if self._several else table[1]

    def _scan_dump(self, tick: Tick) -> dict[tuple[str, str], _DumpTable]:
        tables: dict[tuple[str, str], _DumpTable] = {}
        buffer = StreamBuffer(self._dump.blocks(0, lambda done: tick(done, self._dump.size)), 0)
        statements = StatementReader(buffer, self._dump.backslashes)
        last: tuple[str, str] | None = None
        for statement in statements:
            if statement.kind == "alter" and statement.table not in tables:
                continue
            table = tables.setdefault(statement.table, _DumpTable(database=statement.table[0]))
            if statement.kind == "insert":
                if last != statement.table:
                    table.extents.append([statement.offset, statement.offset])
                    last = statement.table
                table.extents[-1][1] = statement.offset
                statements.skip_statement()
            elif statement.kind == "create":
                table.columns, table.next_id = statement.columns, statement.next_id
            else:
                table.next_id = max(table.next_id, statement.next_id)
        if buffer.truncated:
            self.broken_off = True
            self.notes.append(BREAKS_OFF.format(buffer.truncated))
        return tables

    def rows(
        self, tables: Sequence[str], after: Position | None, broken: ReportBrokenRow, tick: Tick
    ) -> Iterator[SourceRow]:
        start = (after[0], after[1]) if after else (0, 0)
        wanted = {self._site.full_name(name): name for name in tables}
        runs = self._stretches(wanted, start[0])
        total = sum(last - first for first, last, _ in runs) or 1
        done = 0
        for first, last, database in runs:
            for row in self._read_stretch(wanted, (first, last), database, start, broken):
                tick(min(done + row.position[0] - first, total), total)
                yield row
            done += last - first
        tick(total, total)

    def _stretches(self, wanted: Mapping[str, str], start: int) -> list[tuple[int, int, str]]:
        """Stretches of the dump to be read: (first and last statement, database). Going to a far place costs little in a plain
        file and everything in a packed one, which is read in one go."""
        extents = sorted(
            (max(first, start), last, self._tables[name].database)
            for name in wanted
            for first, last in self._tables[name].extents
            if last >= start
        )
        runs: list[tuple[int, int, str]] = []
        for first, last, database in extents:
            if runs and (self._dump.serial or first - runs[-1][1] < NEAR):
                runs[-1] = (runs[-1][0], max(last, runs[-1][1]), runs[-1][2])
            else:
                runs.append((first, last, database))
        return runs

    def _read_stretch(
        self,
        wanted: Mapping[str, str],
        span: tuple[int, int],
        database: str,
        start: tuple[int, int],
        broken: ReportBrokenRow,
    ) -> Iterator[SourceRow]:
        buffer = StreamBuffer(self._dump.blocks(span[0], lambda done: None), span[0])
        statements = StatementReader(buffer, self._dump.backslashes, database)
        literals = LiteralReader(self._dump.encoding, self._dump.backslashes, self.lost)
        for statement in statements:
            full_name = self._full_name(statement.table)
            if statement.kind == "insert":
                if full_name in wanted:
                    skip = start[1] if statement.offset == start[0] else 0
                    yield from self._read_insert(
                        wanted[full_name], statement, self._tables[full_name], buffer, literals, skip, broken
                    )
                statements.skip_statement()
            if statement.offset >= span[1]:
                return

    def _read_insert(
        self,
        name: str,
        statement: Statement,
        table: _DumpTable,
        buffer: StreamBuffer,
        literals: LiteralReader,
        skip: int,
        broken: ReportBrokenRow,
    ) -> Iterator[SourceRow]:
        told = statement.columns or table.columns
        columns, guessed = spell_columns(name, told) or STANDARD_COLUMNS.get(name, ()), not told
        place = f"statement at byte {statement.offset}"
        count = 0
        try:
            for values in read_rows(buffer, literals):
                count += 1
                if count <= skip:
                    continue
                if not columns:
                    broken(name, count, place, "belongs to a table whose columns are named nowhere in the dump")
                    continue
                if guessed:
                    if not fits_columns(name, values):
                        broken(
                            name,
                            count,
                            place,
                            "has other columns than WordPress's, and the dump does not name them (no CREATE TABLE)",
                        )
                        continue
                    values = values[: len(columns)]  # columns of a network or a plugin stand behind WordPress's own
                if len(values) != len(columns):
                    broken(name, count, place, f"has {len(values)} values for {len(columns)} columns")
                    continue
                yield SourceRow(
                    name, dict(zip(columns, values, strict=True)), (statement.offset, count), statement.offset
                )
        except BrokenRow as error:
            broken(name, count + 1, place, f"{error}; the rest of the statement is lost")

    def close(self) -> None:
        """Do nothing: no file stays open between passes."""


def _full_prefix(prefix: str | None, tables: Collection[str]) -> str | None:
    """Return a wanted prefix with its database, where the dump holds several and only one has such tables."""
    if prefix is None or "." in prefix:
        return prefix
    found = {name.rpartition(".")[0] for name in tables if name.rpartition(".")[2] == f"{prefix}options"}
    database = found.pop() if len(found) == 1 else ""
    return f"{database}.{prefix}" if database else prefix
