"""A period at a glance, by the day and by the hour."""

from __future__ import annotations

from datetime import date, timedelta

from wirepress.content.options import site
from wirepress.features.analytics.reports.period import Comparison, Period, day_hours
from wirepress.features.analytics.reports.results import DayRow, HourRow, Overview, Totals
from wirepress.features.analytics.reports.scope import WHOLE_SITE, Scope
from wirepress.features.analytics.reports.sums import sum_days, sum_hours


def overview(period: Period, scope: Scope = WHOLE_SITE, compare: Comparison = "before") -> Overview:
    """Return the totals of a period and of its days, beside those of the period that it is compared with. Two queries at most."""
    days = _days(period, scope)
    other = period.compared(compare)
    earlier_days = _days(other, scope) if other is not None else ()
    return Overview(
        period,
        add_up([row.totals for row in days]),
        days,
        other,
        add_up([row.totals for row in earlier_days]) if other is not None else None,
        earlier_days,
    )


def hours(day: date, scope: Scope = WHOLE_SITE) -> list[HourRow]:
    """Return every hour of a day of the site, also those with nothing. Readers are known by the hour for the whole site only."""
    begins = day_hours(day)
    found = sum_hours(begins[0], begins[-1] + timedelta(hours=1), scope)
    return [HourRow(begin, site.to_local(begin), found.get(begin, Totals())) for begin in begins]


def add_up(totals: list[Totals]) -> Totals:
    """Return the sum."""
    return Totals(
        sum(one.views for one in totals),
        sum(one.readers for one in totals),
        sum(one.visits for one in totals),
        sum(one.seconds for one in totals),
        sum(one.events for one in totals),
    )


def _days(period: Period, scope: Scope) -> list[DayRow]:
    found = sum_days(period, scope)
    return [DayRow(day, found.get(day, Totals())) for day in period.each()]
