"""Ends days: how often readers came is counted, then all that could tell one from another is deleted."""

from __future__ import annotations

import time
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Count

from wirepress.content.locks import lock_name
from wirepress.features.analytics.dimensions import SITE, VISITS_MOST, Dimension
from wirepress.features.analytics.models import DayReader, DaySalt, DaySketch, MinuteCount
from wirepress.features.analytics.reports.period import today
from wirepress.features.analytics.rollups.write_counts import write_days

MINUTES_KEPT: Final = 180


def close_days(running: date | None = None) -> list[date]:
    """Close the days before the running one that are still open; return them. To be called when their events are counted."""
    day = running or today()
    MinuteCount.objects.filter(minute__lt=int(time.time()) // 60 - MINUTES_KEPT).delete()
    DaySalt.objects.filter(day__lt=day).delete()
    ended = sorted(DayReader.objects.filter(day__lt=day).values_list("day", flat=True).distinct())
    for one in ended:
        with transaction.atomic():
            lock_name("analytics:count")
            _close(one)
    DaySketch.objects.filter(day__lt=day).delete()
    return ended


def _close(day: date) -> None:
    visits: dict[int, int] = {}
    rows = DayReader.objects.filter(day=day, visits__gt=0).values_list("visits").annotate(Count("reader")).order_by()
    for number, readers in rows:
        kept = min(number, VISITS_MOST)
        visits[kept] = visits.get(kept, 0) + readers
    write_days(
        ((day, SITE, int(Dimension.VISITS), number), (0, readers, 0, 0, 0))
        for number, readers in sorted(visits.items())
    )
    DayReader.objects.filter(day=day).delete()
