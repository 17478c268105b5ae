"""The time line of a choice: its days (or hours, or weeks), the span before, and site notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from wirepress.content.options import site
from wirepress.features.analytics.charts.timeline import NARROW, Flag, Point, TimeLine, draw_timeline
from wirepress.features.analytics.dashboard.choice import Choice
from wirepress.features.analytics.dashboard.table import Line, Table, TableColumn, Value
from wirepress.features.analytics.reports.overview import add_up, hours, overview
from wirepress.features.analytics.reports.period import today
from wirepress.features.analytics.reports.results import DayRow, HourRow, Overview, Totals
from wirepress.features.analytics.sitenotes.find import Note, notes_between

DAYS_SINGLE: Final = 120  # longer spans are drawn by the week, and above
WEEKS_MOST: Final = 800


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A chart, its numbers as a table, the notes with their numbers, and the sums of the span."""

    chart: TimeLine
    narrow: TimeLine
    table: Table
    notes: Sequence[tuple[int, Note]]
    whole: Overview


def draw_line(choice: Choice, *, with_notes: bool = True) -> DrawnLine:
    """Return the time line of what was chosen."""
    whole = overview(choice.period, choice.scope, choice.compare)
    notes = list(enumerate(notes_between(choice.since, choice.until), 1)) if with_notes else []
    if choice.period.days == 1:
        points, columns, lines = _by_hour(choice)
        flags = [_flag(number, note, 0) for number, note in notes]
    else:
        size = 1 if choice.period.days <= DAYS_SINGLE else 7 if choice.period.days <= WEEKS_MOST else 28
        points, columns, lines = _by_days(whole, size)
        flags = [_flag(number, note, (note.day - choice.since).days // size) for number, note in notes]
    table = Table("timeline", "Time line", columns, lines)
    return DrawnLine(draw_timeline(points, flags), draw_timeline(points, flags, width=NARROW), table, notes, whole)


def _flag(number: int, note: Note, place: int) -> Flag:
    words = f"Note {number}, {note.day:%-d %b}: {note.text}"
    return Flag(place, number, words, note.colour, note.important)


def _columns(first: str, compared: bool) -> list[TableColumn]:
    columns = [
        TableColumn("from", first, "text"),
        TableColumn("views", "Views", explain="views"),
        TableColumn("readers", "Readers", explain="readers"),
        TableColumn("visits", "Visits", explain="visits"),
        TableColumn("seconds", "Attention", "seconds"),
    ]
    return [*columns, TableColumn("earlier_views", "Views before", explain="change")] if compared else columns


def _by_days(whole: Overview, size: int) -> tuple[list[Point], list[TableColumn], list[Line]]:
    points, lines, now = [], [], today()
    for start in range(0, len(whole.days), size):
        rows, before = whole.days[start : start + size], whole.earlier_days[start : start + size]
        first, last = rows[0].day, rows[-1].day
        totals = _sum(rows)
        earlier = _sum(before).views if before else None
        told = f"{first:%A, %-d %B %Y}" if size == 1 else f"{first:%-d %b %Y} to {last:%-d %b %Y}"
        points.append(
            Point(
                f"{first:%-d %b}",
                told,
                totals.views,
                earlier,
                last >= now or len(rows) < size,
                f"{before[0].day:%-d %b %Y}" if before else "",
            )
        )
        values: list[Value] = [first.isoformat(), totals.views, totals.readers, totals.visits, totals.seconds]
        lines.append(Line(values if earlier is None else [*values, earlier]))
    title = "Day" if size == 1 else f"{size} days from"
    return points, _columns(title, bool(whole.earlier_days)), lines


def _sum(rows: Sequence[DayRow]) -> Totals:
    return add_up([row.totals for row in rows])


def _by_hour(choice: Choice) -> tuple[list[Point], list[TableColumn], list[Line]]:
    rows, other = hours(choice.since, choice.scope), choice.period.compared(choice.compare)
    before = _by_local_hour(hours(other.first, choice.scope)) if other else {}
    now = site.to_local(site.now_gmt())
    points, lines = [], []
    for row in rows:
        if row.local > now:
            points.append(_hour_point(row, None, before, False, bool(other)))
            continue
        earlier = before.get(row.local.hour, 0) if other else None
        points.append(_hour_point(row, row.totals.views, before, row.local + timedelta(hours=1) > now, bool(other)))
        values: list[Value] = [f"{row.local:%H:%M}", row.totals.views, row.totals.readers, row.totals.seconds]
        lines.append(Line(values if earlier is None else [*values, earlier]))
    columns = [column for column in _columns("Hour", bool(other)) if column.name != "visits"]
    return points, columns, lines


def _hour_point(row: HourRow, views: int | None, before: dict[int, int], running: bool, compared: bool) -> Point:
    hour: datetime = row.local
    earlier = before.get(hour.hour, 0) if compared else None
    return Point(f"{hour:%H}", f"{hour:%H:%M}", views, earlier, running, "the day before")


def _by_local_hour(rows: Sequence[HourRow]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        found[row.local.hour] = found.get(row.local.hour, 0) + row.totals.views
    return found


def day_words(day: date) -> str:
    """Return a day as headings say it."""
    return f"{day:%A, %-d %B %Y}"
