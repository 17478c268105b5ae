"""Whether anybody looks at the sources at all: told by what is overdue, so that it needs no worker to be noticed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min, Q

from wirepress.features.wire.models import Source

OVERDUE: Final = timedelta(
    minutes=10
)  # a look that is due for so long, with nobody at it: no worker runs, or it is stuck


def overdue_sources(now: datetime) -> tuple[int, datetime | None]:
    """Return how many sources wait for a worker, and since when the first of them does."""
    waiting = Source.objects.filter(enabled=True, due__lt=now - OVERDUE).exclude(kind="push")
    rows = waiting.filter(Q(lease_holder="") | Q(lease_until__lt=now)).aggregate(first=Min("due"))
    first: datetime | None = rows["first"]
    return (waiting.count() if first is not None else 0), first


def worker_words(now: datetime) -> str:
    """Return in words that no worker looks at the sources; "" while one does."""
    number, first = overdue_sources(now)
    if first is None:
        return ""
    minutes = int((now - first).total_seconds() // 60)
    waits = (
        f"{number} source{' has' if number == 1 else 's have'} been waiting to be checked for up to {_span(minutes)}."
    )
    return f"No worker looks at the wire's sources: {waits} `wirepress serve` brings one; with --no-worker start `wirepress worker`."


def _span(minutes: int) -> str:
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
