"""Rows as MySQL's statements, many rows in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from wirepress.transfer.export.export_report import ExportReport
from wirepress.transfer.export.sql.table_definitions import TableDefinition

STATEMENT: Final = (
    512 * 1024
)  # characters from which a statement ends: far below what the smallest server takes at once
Write = Callable[[str], None]


def quote_text(text: str) -> str:
    """Return a text as a literal, in the escapes that every MySQL and MariaDB reads in its usual mode."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "'" in text:
        text = text.replace("'", "\\'")
    if "\n" in text:
        text = text.replace("\n", "\\n")
    if "\r" in text:
        text = text.replace("\r", "\\r")
    if "\x1a" in text:  # the end of a file for mysql.exe
        text = text.replace("\x1a", "\\Z")
    return f"'{text}'"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return quote_text(value) if isinstance(value, str) else str(int(value))


def write_rows(
    table: TableDefinition, prefix: str, rows: Iterable[Sequence[Any]], write: Write, report: ExportReport
) -> int:
    """Write INSERT statements; return how many rows. Values are texts, numbers or None, in the order of the table's columns.

    Texts that their column cannot hold are counted as lost: the server cuts them.
    """
    head = f"INSERT INTO `{prefix}{table.name}` ({', '.join(f'`{name}`' for name in table.columns)}) VALUES\n"
    limits = table.limits()
    batch: list[str] = []
    size = count = 0
    for row in rows:
        for place, (column, most) in limits.items():
            text = row[place]
            if len(text) * 4 > most and len(text.encode()) > most:
                report.lost[f"{table.name}: ends of texts too long for WordPress's column {column} ({most} bytes)"] += 1
        words = f"({','.join([_literal(value) for value in row])})"
        batch.append(words)
        count += 1
        size += len(words)
        if size >= STATEMENT:
            write(head + ",\n".join(batch) + ";\n")
            batch, size = [], 0
    if batch:
        write(head + ",\n".join(batch) + ";\n")
    return count
