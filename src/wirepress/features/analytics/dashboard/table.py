"""A report as a table: for the page, and for files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from wirepress.features.analytics.dashboard.words import EXPLAINED

Kind = Literal["text", "change", "count", "percent", "seconds", "ratio", "day", "moment"]
Value: TypeAlias = str | int | float | date | datetime | None
_BRIEF: Final = ("views", "readers", "times", "earlier_views", "earlier_times")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column. `name` in files; `explain`: a key of EXPLAINED; numbers are `count`, `percent` (0 to 1), `seconds`, `ratio`."""

    name: str
    title: str
    kind: Kind = "count"
    explain: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right."""
        return self.kind not in ("text", "day", "moment")


@dataclass(frozen=True, slots=True)
class Line:
    """A row. `link`: where its first text leads; `outside`: an address on the public site; `bar`: percent of the longest."""

    values: Sequence[Value]
    link: str = ""
    outside: str = ""
    bar: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A report. `none`: said where there are no rows."""

    name: str
    title: str
    columns: Sequence[TableColumn]
    lines: Sequence[Line]
    explain: str = ""
    none: str = "Nothing was counted."

    def brief(self) -> Table:
        """Return the table for a card: what is counted, how often, and how it changed."""
        places = [place for place, column in enumerate(self.columns) if not place or column.name in _BRIEF]
        columns = [self.columns[place] for place in places]
        lines = [
            Line([line.values[place] for place in places], line.link, line.outside, line.bar) for line in self.lines
        ]
        earlier = next((place for place, column in enumerate(columns) if column.name.startswith("earlier_")), 0)
        if earlier:
            counted = next(place for place, column in enumerate(columns) if column.name in ("views", "times"))
            columns[earlier] = TableColumn("change", "Change", "change", "change")
            lines = [replace(line, values=_with_change(line.values, earlier, counted)) for line in lines]
        return replace(self, columns=columns, lines=lines)

    @property
    def explained(self) -> Sequence[tuple[str, str]]:
        """What its columns mean: title and sentence."""
        return [(column.title, EXPLAINED[column.explain]) for column in self.columns if column.explain]

    @property
    def cells(self) -> Sequence[tuple[Line, Sequence[tuple[TableColumn, str]]]]:
        """The rows as the page shows them."""
        return [
            (
                line,
                [(column, show(value, column.kind)) for column, value in zip(self.columns, line.values, strict=True)],
            )
            for line in self.lines
        ]


def _with_change(values: Sequence[Value], earlier: int, counted: int) -> list[Value]:
    before, now = values[earlier], values[counted]
    told = show_change(now, before) if isinstance(now, int | float) and isinstance(before, int | float) else ""
    return [told if place == earlier else value for place, value in enumerate(values)]


def show(value: Value, kind: Kind) -> str:
    """Return a value as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, datetime):
        return f"{value:%-d %b %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %b %Y}"
    if isinstance(value, str):
        return value
    if kind == "percent":
        return f"{100 * value:.1f} %"
    if kind == "seconds":
        return show_seconds(value)
    if kind == "ratio":
        return f"{value:.2f}"
    return f"{value:,.0f}"


def show_seconds(seconds: float) -> str:
    """Return a time as people read it: 48 s, 3 min 05 s, 2 h 10 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60:02} min"


def show_change(now: float, earlier: float | None) -> str:
    """Return by how much a number changed: +12 %, "new" from nothing, "" where nothing is compared."""
    if earlier is None:
        return ""
    if not earlier:
        return "new" if now else "as before"
    part = round(100 * (now - earlier) / earlier)
    return f"{part:+,} %" if part else "as before"
