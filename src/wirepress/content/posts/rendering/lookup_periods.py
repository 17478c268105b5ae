"""Months, weeks and days with stories, for archives and calendars in a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from wirepress.content.options import site, store
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import archives, filters
from wirepress.content.posts.models import Post
from wirepress.core.markup.content_lookup import ArchiveRecord, CalendarMonth


def find_periods(kind: str) -> Sequence[ArchiveRecord]:
    """Periods with published posts, newest first: yearly, monthly, weekly or daily."""
    match kind:
        case "yearly":
            years: dict[int, int] = {}
            for month in archives.months_with_posts():
                years[month.year] = years.get(month.year, 0) + month.count
            return [ArchiveRecord(date(year, 1, 1), permalinks.date_link(year), count) for year, count in years.items()]
        case "daily":
            return [
                ArchiveRecord(day, permalinks.date_link(day.year, day.month, day.day), count) for day, count in _days()
            ]
        case "weekly":
            return _weeks()
        case _:
            return [_month(month) for month in archives.months_with_posts()]


def calendar_month(year: int, month: int) -> CalendarMonth:
    """Days of a month with stories, and the nearest months that have some."""
    known = archives.months_with_posts()
    here = (year, month)
    before = next((found for found in known if (found.year, found.month) < here), None)
    after = next((found for found in reversed(known) if (found.year, found.month) > here), None)
    days = {day: permalinks.date_link(year, month, day) for day in archives.days_with_posts(year, month)}
    return CalendarMonth(days, _month(before) if before else None, _month(after) if after else None)


def _month(month: archives.Month) -> ArchiveRecord:
    return ArchiveRecord(date(month.year, month.month, 1), permalinks.date_link(month.year, month.month), month.count)


def _days() -> list[tuple[date, int]]:
    rows = (
        Post.objects.filter(filters.published_rows(), type="post", date__isnull=False)
        .annotate(y=ExtractYear("date"), m=ExtractMonth("date"), d=ExtractDay("date"))
        .values("y", "m", "d")
        .annotate(n=Count("id"))
        .order_by("-y", "-m", "-d")
    )
    return [(date(row["y"], row["m"], row["d"]), row["n"]) for row in rows]


def _weeks() -> list[ArchiveRecord]:
    first_day = int(store.get("start_of_week"))
    found: dict[tuple[date, int, int], int] = {}
    for day, count in _days():
        start = day - timedelta(days=(day.isoweekday() - first_day) % 7)
        key = (start, day.year, week_number(day, first_day))
        found[key] = found.get(key, 0) + count
    return [
        ArchiveRecord(start, site.home(f"/?m={year}&w={week}"), count) for (start, year, week), count in found.items()
    ]


def week_number(day: date, first_day: int) -> int:
    """Return the week of a year as WordPress counts it: from Monday the ISO way (0 and 53 at the ends), else from the first Sunday."""
    if first_day == 1:
        year, week, _ = day.isocalendar()
        return week if year == day.year else 0 if year < day.year else 53
    if 2 <= first_day <= 6:
        day -= timedelta(days=first_day)
    return int(day.strftime("%U"))
