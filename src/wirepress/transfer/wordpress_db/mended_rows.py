"""A source whose texts may be encoded twice: such texts are counted, with examples, or mended as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wirepress.transfer.mend_encoding import mend_value
from wirepress.transfer.wordpress_db.source import Position, ReportBrokenRow, Source, SourceRow, Survey, Tick

EXAMPLES: Final = 3
SHOWN: Final = 60  # characters of an example


class EncodingCheckedSource:
    """Passes a source's rows on. `mend`: with their texts mended; else they are only looked at."""

    def __init__(self, source: Source, *, mend: bool) -> None:
        self._source, self._mend = source, mend
        self.name, self.lost, self.notes = source.name, source.lost, source.notes
        self.fingerprint = source.fingerprint + (" mended" if mend else "")
        self.count = 0
        self.examples: list[str] = []

    @property
    def broken_off(self) -> bool:
        """Return whether the source ends before its end."""
        return self._source.broken_off

    def survey(self, prefix: str | None, tick: Tick) -> Survey:
        """Look at the whole source once. Raises SourceError."""
        return self._source.survey(prefix, tick)

    def rows(
        self, tables: Sequence[str], after: Position | None, broken: ReportBrokenRow, tick: Tick
    ) -> Iterator[SourceRow]:
        """Yield the rows of the source."""
        for row in self._source.rows(tables, after, broken, tick):
            better = _mend_values(row.values)
            if better:
                self._add_example(row, better)
            yield (
                SourceRow(row.table, {**row.values, **better}, row.position, row.done) if better and self._mend else row
            )

    def read_table(self, table: str) -> Iterator[Mapping[str, Any]]:
        """Yield the rows of one table, to be read beforehand: nothing is counted, and what cannot be read is left out."""
        for row in self._source.rows((table,), None, lambda *_: None, lambda *_: None):
            yield {**row.values, **_mend_values(row.values)} if self._mend else row.values

    def close(self) -> None:
        """Let go of files and connections."""
        self._source.close()

    def _add_example(self, row: SourceRow, better: Mapping[str, str]) -> None:
        self.count += len(better)
        for column, mended in better.items():
            if len(self.examples) == EXAMPLES:
                return
            value = row.values[column]
            at = next((at for at, (one, other) in enumerate(zip(value, mended, strict=False)) if one != other), 0)
            start = max(0, at - 15)
            old, new = (" ".join(text[start : start + SHOWN].split()) for text in (value, mended))
            self.examples.append(f"{row.table} {next(iter(row.values.values()), '')}, {column}: “{old}” is “{new}”")

    def describe_findings(self) -> str:
        """Return what the report says of them; nothing: there were none."""
        if not self.count:
            return ""
        listed = "; ".join(self.examples)
        if self._mend:
            return f"{self.count} texts were encoded twice and have been mended ({listed})."
        return f"{self.count} texts look as if they were encoded twice ({listed}). Run the import again with --mend-encoding: only such texts change."


def _mend_values(values: Mapping[str, Any]) -> dict[str, str]:
    """Column -> its text as it was written, for those that were encoded twice."""
    found = {}
    for column, value in values.items():
        if isinstance(value, str) and not value.isascii():
            mended = mend_value(value)
            if mended != value:
                found[column] = mended
    return found
