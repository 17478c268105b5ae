"""The versions of a story: which text with which headline was read how."""

from __future__ import annotations

from wirepress.core.database.rows import query_rows
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.models import DayCount, StoryVersion
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.results import VersionRow
from wirepress.features.analytics.reports.sums import as_date, totals_from


def versions(post_id: int, period: Period) -> list[VersionRow]:
    """Return the versions of a story that were read in a period, the oldest first. Two queries."""
    rows = query_rows(
        DayCount,
        f"SELECT value, MIN(day), MAX(day), SUM(views), SUM(readers), SUM(visits), SUM(seconds), SUM(events)"
        f" FROM {DayCount._meta.db_table} WHERE post_id = %s AND dimension = %s AND day BETWEEN %s AND %s GROUP BY value",
        (post_id, int(Dimension.VERSION), period.first.isoformat(), period.last.isoformat()),
    )
    known = StoryVersion.objects.in_bulk([row[0] for row in rows])
    found = [
        VersionRow(
            version.token, version.headline, version.since, as_date(row[1]), as_date(row[2]), totals_from(row[3:])
        )
        for row in rows
        if (version := known.get(row[0])) is not None
    ]
    return sorted(found, key=lambda row: (row.first_day is None, row.first_day, str(row.since), row.token))
