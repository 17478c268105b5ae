"""This moment, against what is usual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Count, Sum

from wirepress.content.options import site
from wirepress.features.analytics.dimensions import SITE
from wirepress.features.analytics.models import DayReader, MinuteCount
from wirepress.features.analytics.reports.overview import hours
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.results import HourRow, Live, Totals, Usual
from wirepress.features.analytics.reports.scope import WHOLE_SITE
from wirepress.features.analytics.reports.stories import story_rows
from wirepress.features.analytics.reports.sums import sum_total

READING_SECONDS: Final = 300
MINUTES: Final = 30
WEEKS: Final = 4


def live(moment: datetime | None = None, *, most: int = 20) -> Live:
    """Return who reads now, what, and how the day goes. `moment`: GMT, now where none is named."""
    now = moment or site.now_gmt()
    seconds = int(now.replace(tzinfo=UTC).timestamp())
    minute = seconds // 60
    recent = MinuteCount.objects.filter(minute__gt=minute - MINUTES, minute__lte=minute)
    by_minute = dict(recent.filter(post_id=SITE).values_list("minute", "views"))
    by_story = (
        recent.exclude(post_id=SITE).values_list("post_id").annotate(total=Sum("views")).order_by("-total", "post_id")
    )
    reading = (
        DayReader.objects.filter(last__gt=seconds - READING_SECONDS, last__lte=seconds)
        .values_list("last_post")
        .annotate(Count("reader"))
        .order_by()
    )
    where = dict(reading)
    local = site.to_local(now)
    today = hours(local.date())
    return Live(
        moment=now,
        readers=sum(where.values()),
        minutes=[by_minute.get(number, 0) for number in range(minute - MINUTES + 1, minute + 1)],
        stories=story_rows([(number, Totals(views=views)) for number, views in by_story[:most]]),
        reading={number: count for number, count in where.items() if number != SITE},
        today=sum_total(Period(local.date(), local.date()), WHOLE_SITE),
        hours=today,
        usual=usual(local),
    )


def usual(local: datetime) -> Usual:
    """Return what is usual at this time (the site's) of this weekday, by the four weeks before."""
    days = [hours((local - timedelta(weeks=number)).date()) for number in range(1, WEEKS + 1)]
    counted = [rows for rows in days if any(row.totals.views for row in rows)]
    if not counted:
        return Usual(0, 0.0)
    return Usual(
        len(counted),
        sum(_until(rows, local) for rows in counted) / len(counted),
        [sum(_of_hour(rows, hour) for rows in counted) / len(counted) for hour in range(24)],
    )


def _until(rows: list[HourRow], local: datetime) -> float:
    """Views up to the same time of day; of the hour that is under way its part."""
    whole = sum(row.totals.views for row in rows if row.local.hour < local.hour)
    return whole + _of_hour(rows, local.hour) * (local.minute * 60 + local.second) / 3600


def _of_hour(rows: list[HourRow], hour: int) -> int:
    return sum(row.totals.views for row in rows if row.local.hour == hour)
