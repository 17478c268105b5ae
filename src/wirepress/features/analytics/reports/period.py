"""Spans of days, and the spans that they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from wirepress.content.options import site

Comparison = Literal["before", "year", "none"]


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of the site's own calendar, both ends in it. Raises ValueError when they stand the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A period cannot end ({self.last}) before it begins ({self.first}).")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """Return the period of the same length that ends the day before."""
        length = timedelta(days=self.days)
        return Period(self.first - length, self.last - length)

    def year_before(self) -> Period:
        """Return the same weekdays a year (52 weeks) before."""
        return Period(self.first - timedelta(weeks=52), self.last - timedelta(weeks=52))

    def compared(self, how: Comparison) -> Period | None:
        """Return the period that this one is compared with."""
        if how == "none":
            return None
        return self.before() if how == "before" else self.year_before()

    def each(self) -> list[date]:
        """Return all its days in order."""
        return [self.first + timedelta(days=number) for number in range(self.days)]


def today() -> date:
    """Return the site's running day."""
    return site.to_local(site.now_gmt()).date()


def last_days(count: int, end: date | None = None) -> Period:
    """Return the period of so many days (1 or more) up to a day, today where none is named: today itself is the last of them."""
    last = end or today()
    return Period(last - timedelta(days=max(1, count) - 1), last)


def day_of(moment: datetime) -> date:
    """Return the site's day of a moment (GMT, naive)."""
    return site.to_local(moment).date()


def day_hours(day: date) -> list[datetime]:
    """Return the beginnings of a day's hours, GMT. A day on which clocks are set has 23 or 25."""
    begin = site.to_gmt(datetime(day.year, day.month, day.day))
    following = day + timedelta(days=1)
    end = site.to_gmt(datetime(following.year, following.month, following.day))
    first = begin.replace(minute=0, second=0)
    return [first + timedelta(hours=number) for number in range(-(-int((end - first).total_seconds()) // 3600))]
