"""A year's months and a month's days, each with a way to its stories."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime

from wirepress.content.options import store
from wirepress.content.options.links import local
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import archives
from wirepress.web.site.texts.dates import local_date


@dataclass(frozen=True, slots=True)
class Cell:
    """A month or a day: what it is called, its address ("" where it has no story), how many stories it has (0: not counted)."""

    label: str
    url: str = ""
    count: int = 0
    name: str = ""  # as a sentence names it


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year as its months, or a month as its weeks."""

    title: str
    heads: tuple[str, ...]  # the days of the week; none for a year
    weeks: tuple[tuple[Cell, ...], ...]
    before: tuple[str, str] | None = None  # name and address of what lies before with stories
    after: tuple[str, str] | None = None


def months_of(year: int) -> Calendar:
    """Return a year's months and the years beside it that have stories."""
    known = archives.months_with_posts()
    counts = {month.month: month.count for month in known if month.year == year}
    years = sorted({month.year for month in known})
    cells = tuple(
        Cell(
            _month_name(number)[:3],
            _address(year, number, counts),
            counts.get(number, 0),
            _month_name(number),
        )
        for number in range(1, 13)
    )
    before = max((one for one in years if one < year), default=0)
    after = min((one for one in years if one > year), default=0)
    return Calendar(str(year), (), (cells,), _year(before), _year(after))


def days_of(year: int, month: int) -> Calendar:
    """Return a month's weeks, as the site begins them, and the months beside it that have stories."""
    first = int(store.get("start_of_week") or 0) % 7
    week_start = (first - 1) % 7  # WordPress counts from Sunday, Python from Monday
    days = dict.fromkeys(archives.days_with_posts(year, month), 0)
    weeks = tuple(
        tuple(_day(year, month, day, days) for day in week)
        for week in calendar.Calendar(week_start).monthdayscalendar(year, month)
    )
    known = sorted((one.year, one.month) for one in archives.months_with_posts())
    before = max((one for one in known if one < (year, month)), default=None)
    after = min((one for one in known if one > (year, month)), default=None)
    heads = tuple(
        local_date("l", datetime(2024, 1, 1 + (week_start + place) % 7))[:2] for place in range(7)
    )  # a Monday
    return Calendar(_month_year(year, month), heads, weeks, _month(before), _month(after))


def _month_name(month: int) -> str:
    return local_date("F", datetime(2024, month, 1))


def _month_year(year: int, month: int) -> str:
    return local_date("F Y", datetime(year, month, 1))


def _address(year: int, month: int, counts: dict[int, int]) -> str:
    return local(permalinks.date_link(year, month)) if counts.get(month) else ""


def _day(year: int, month: int, day: int, days: dict[int, int]) -> Cell:
    if not day:
        return Cell("")
    url = local(permalinks.date_link(year, month, day)) if day in days else ""
    return Cell(str(day), url, 0, local_date("F j", datetime(year, month, day)))


def _year(year: int) -> tuple[str, str] | None:
    return (str(year), local(permalinks.date_link(year))) if year else None


def _month(month: tuple[int, int] | None) -> tuple[str, str] | None:
    return (_month_year(*month), local(permalinks.date_link(*month))) if month else None
