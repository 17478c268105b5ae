"""A source of JSON Lines: one row a line, {"table": name, "row": {column: value}}; `_auto_increment` holds next ids."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from wirepress.settings.limits import IMPORT_DOCUMENT_MAX
from wirepress.transfer.packing import PackedFile, TruncatedStream
from wirepress.transfer.wordpress_db.source import (
    Position,
    ReportBrokenRow,
    SourceError,
    SourceRow,
    SourceSite,
    Survey,
    Tick,
)
from wirepress.transfer.wordpress_db.table_prefix import choose_site

NEXT_IDS: Final = "_auto_increment"


class JsonLinesSource:
    """Table rows of a .jsonl file, packed or not. Positions are (line number,)."""

    def __init__(self, file: PackedFile) -> None:
        self._file = file
        self.name = file.path.name
        self.size = file.size
        self.fingerprint = file_fingerprint(file.path)
        self.lost: Counter[str] = Counter()
        self.notes: list[str] = []
        self.broken_off = False
        self._site = SourceSite()

    def survey(self, prefix: str | None, tick: Tick) -> Survey:
        found = Survey()
        for _, line, done in self._lines():
            tick(done, self.size)
            record = _parse_line(line)
            if isinstance(record, str):
                continue  # named when its stage reads it
            table, row = record
            if table == NEXT_IDS:
                found.next_ids = {name: value for name, value in row.items() if isinstance(value, int)}
            else:
                found.tables[table] = found.tables.get(table, 0) + 1
        if not found.tables:
            raise SourceError(f'{self.name} has no line of the form {{"table": ..., "row": {{...}}}}.')
        found.site = self._site = choose_site(found.tables, prefix)
        return found

    def rows(
        self, tables: Sequence[str], after: Position | None, broken: ReportBrokenRow, tick: Tick
    ) -> Iterator[SourceRow]:
        names = {self._site.full_name(name): name for name in tables}
        start = after[0] if after else 0
        for number, line, done in self._lines():
            tick(done, self.size)
            if number <= start:
                continue
            record = _parse_line(line)
            if isinstance(record, str):
                broken("", number, "", record)
            elif record[0] in names:
                yield SourceRow(names[record[0]], record[1], (number,), done)

    def close(self) -> None:
        """Do nothing: no file stays open between passes."""

    def _lines(self) -> Iterator[tuple[int, bytes, int]]:
        number = done = 0

        def tick(reached: int) -> None:
            nonlocal done
            done = reached

        try:
            for line in _split_lines(self._file.blocks(tick)):
                number += 1
                if line.strip():
                    yield number, line, done
        except TruncatedStream as error:
            self.broken_off = True
            self.notes.append(
                f"{self.name} breaks off: {error}. What stands before that was imported; the rest is missing."
            )


def _split_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines of a stream; what is longer than a document may be comes in parts, none of which is one."""
    rest: list[bytes] = []
    size = 0
    for block in blocks:
        *lines, last = block.split(b"\n")
        if lines:
            yield b"".join((*rest, lines[0]))
            yield from lines[1:]
            rest, size = [], 0
        rest.append(last)
        size += len(last)
        if size > IMPORT_DOCUMENT_MAX:
            yield b"".join(rest)
            rest, size = [], 0
    yield b"".join(rest)


def _parse_line(line: bytes) -> tuple[str, dict[str, Any]] | str:
    """Return the table and row of a line, or what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not JSON: {error}"
    if not isinstance(data, dict) or not isinstance(data.get("table"), str) or not isinstance(data.get("row"), dict):
        return 'is not of the form {"table": name, "row": {column: value}}'
    return data["table"], data["row"]


def file_fingerprint(path: Path) -> str:
    """Say whether a file is the one an interrupted import read: its size, beginning and end."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        digest.update(file.read(65536))
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 65536))
        digest.update(file.read())
    return f"{size}-{digest.hexdigest()[:32]}"
