"""Sums over the counts, by SQL: the few questions that every report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from wirepress.core.database.rows import query_rows
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.models import DayCount, HourCount
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.results import Totals
from wirepress.features.analytics.reports.scope import Scope

_DAYS: Final = DayCount._meta.db_table
_HOURS: Final = HourCount._meta.db_table
_SUMS: Final = "SUM(views), SUM(readers), SUM(visits), SUM(seconds), SUM(events)"
ORDERS: Final = ("views", "readers", "visits", "seconds", "events")


def totals_from(values: Sequence[Any]) -> Totals:
    """Return five sums as totals; nothing counts as 0."""
    return Totals(*(int(value or 0) for value in values))


def sum_total(period: Period, scope: Scope) -> Totals:
    """Return the totals of a period."""
    condition, values = scope.condition()
    rows = query_rows(
        DayCount,
        f"SELECT {_SUMS} FROM {_DAYS} WHERE {condition} AND dimension = %s AND day BETWEEN %s AND %s",
        (*values, int(Dimension.TOTAL), period.first.isoformat(), period.last.isoformat()),
    )
    return totals_from(rows[0])


def sum_days(period: Period, scope: Scope) -> dict[date, Totals]:
    """Return the totals of each day that has any."""
    condition, values = scope.condition()
    rows = query_rows(
        DayCount,
        f"SELECT day, {_SUMS} FROM {_DAYS} WHERE {condition} AND dimension = %s AND day BETWEEN %s AND %s GROUP BY day",
        (*values, int(Dimension.TOTAL), period.first.isoformat(), period.last.isoformat()),
    )
    return {as_date(row[0]): totals_from(row[1:]) for row in rows}


def sum_values(
    dimension: Dimension,
    period: Period,
    scope: Scope,
    *,
    order: str = "views",
    most: int | None = None,
    start: int = 0,
    only: Sequence[int] | None = None,
) -> list[tuple[int, Totals]]:
    """Return the values of a dimension with their totals, the largest by `order` first. `only`: these values alone. Raises ValueError
    for an order that there is not."""
    if order not in ORDERS:
        raise ValueError(f"There is no order '{order}'. Known: {', '.join(ORDERS)}.")
    condition, values = scope.condition() if dimension is not Dimension.STORY else _stories_of(scope)
    if only is not None:
        if not only:
            return []
        condition += f" AND value IN ({', '.join(['%s'] * len(only))})"
        values = [*values, *only]
    limit = f" LIMIT {int(most)} OFFSET {int(start)}" if most is not None else ""
    rows = query_rows(
        DayCount,
        f"SELECT value, {_SUMS} FROM {_DAYS} WHERE {_with_dimension(condition, period)}"
        f" GROUP BY value ORDER BY SUM({order}) DESC, value{limit}",
        (*values, int(dimension), period.first.isoformat(), period.last.isoformat()),
    )
    return [(int(row[0]), totals_from(row[1:])) for row in rows]


def sum_whole(dimension: Dimension, period: Period, scope: Scope) -> Totals:
    """Return the totals of all values of a dimension together."""
    condition, values = scope.condition()
    rows = query_rows(
        DayCount,
        f"SELECT {_SUMS} FROM {_DAYS} WHERE {_with_dimension(condition, period)}",
        (*values, int(dimension), period.first.isoformat(), period.last.isoformat()),
    )
    return totals_from(rows[0])


def sum_hours(begin: datetime, end: datetime, scope: Scope) -> dict[datetime, Totals]:
    """Return views, readers and seconds of each hour (GMT) from `begin` to before `end` that has any."""
    condition, values = scope.condition()
    rows = query_rows(
        HourCount,
        f"SELECT hour, SUM(views), SUM(readers), SUM(seconds) FROM {_HOURS}"
        f" WHERE {condition} AND dimension = %s AND hour >= %s AND hour < %s GROUP BY hour",
        (*values, int(Dimension.TOTAL), str(begin), str(end)),
    )
    return {_as_moment(row[0]): Totals(views=int(row[1]), readers=int(row[2]), seconds=int(row[3])) for row in rows}


def _stories_of(scope: Scope) -> tuple[str, list[object]]:
    """Return the condition on the site's rows by story: those of the scope."""
    condition, values = Scope().condition()
    more, wanted = scope.story_condition()
    return (f"{condition} AND {more}" if more else condition), [*values, *wanted]


def _with_dimension(condition: str, period: Period) -> str:
    return f"{condition} AND dimension = %s AND day BETWEEN %s AND %s"


def as_date(value: Any) -> date:
    """Return a day as the driver gives it."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _as_moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
