"""How long a source is usually still: one that is for longer sends nothing, or the same document, though every look succeeds."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max, Q

from wirepress.content.options import site
from wirepress.features.wire.models import Item, Run, Source

SPAN: Final = timedelta(days=28)  # of looks that are regarded
NEWS_MIN: Final = 20  # looks with something new; with fewer nothing is known
LEAST: Final = 2 * 3600  # seconds; a shorter silence is nobody's concern
FACTOR: Final = 1.5  # times the longest silence there was
KNOWN_WEEK: Final = timedelta(days=7)  # a history that holds every day of the week
KNOWN_DAY: Final = timedelta(days=1)
UNSURE: Final = 24 * 3600  # seconds at least, as long as no whole week is known
_NEWS: Final = (
    Q(filed__gt=0) | Q(queued__gt=0) | Q(attached__gt=0) | Q(updated__gt=0) | Q(skipped__gt=0) | Q(held__gt=0)
)


def measure_silences() -> int:
    """Measure each source's usual silence anew. Return how many sources have one. Run hourly."""
    now, known = site.now_gmt(), 0
    for source in Source.objects.filter(enabled=True).exclude(kind="folder"):
        moments = (
            Run.objects.filter(_NEWS, source=source, began__gte=now - SPAN)
            .order_by("began")
            .values_list("began", flat=True)
        )
        seconds, last = usual_silence(list(moments)), source.last_new or _last_seen(source)
        after = last + timedelta(seconds=seconds) if seconds and last is not None else None
        known += bool(seconds)
        if (seconds, after, last) != (source.silence, source.silent_after, source.last_new):
            same = Source.objects.filter(pk=source.pk, last_new=source.last_new)
            same.update(silence=seconds, silent_after=after, last_new=last)
    return known


def usual_silence(moments: list[datetime]) -> int:
    """Return the seconds after which a source with news at these moments (in order) is conspicuously still; 0: nothing is known. Pure."""
    if len(moments) < NEWS_MIN or moments[-1] - moments[0] < KNOWN_DAY:
        return 0
    longest = max((later - earlier).total_seconds() for earlier, later in itertools.pairwise(moments))
    least = LEAST if moments[-1] - moments[0] >= KNOWN_WEEK else UNSURE
    return int(max(least, FACTOR * longest))


def _last_seen(source: Source) -> datetime | None:
    found: datetime | None = Item.objects.filter(source=source).aggregate(last=Max("seen"))["last"]
    return found


def is_silent(source: Source, now: datetime) -> bool:
    """Return whether a source is still for longer than it ever was, though looks succeed."""
    return bool(
        source.enabled and not source.failures and source.silent_after is not None and source.silent_after < now
    )
