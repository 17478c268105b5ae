"""What is done in the background: counting, and forgetting what is old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from wirepress.content.options import site
from wirepress.core.hooks import Job
from wirepress.core.spool.segments import list_segments
from wirepress.features.analytics import settings
from wirepress.features.analytics.models import DayCount, DayReader, HourCount, Progress
from wirepress.features.analytics.places import archive_folder, spool_folder
from wirepress.features.analytics.reports.period import today
from wirepress.features.analytics.rollups.settle import settle
from wirepress.settings.settings import get_settings

ARCHIVE_MAX: Final = 4 * 2**30  # bytes of counted events that are kept, however many days they are of


def count_recorded() -> None:
    """Count what was recorded."""
    settle(wait=False)


def is_anything_recorded() -> bool:
    """Whether this machine has events that were not counted, or a day has ended."""
    places = dict(Progress.objects.values_list("name", "place"))
    for segment in list_segments(spool_folder()):
        try:
            if segment.sealed or segment.path.stat().st_size > places.get(segment.name, 0):
                return True
        except FileNotFoundError:
            continue
    return DayReader.objects.filter(day__lt=today()).exists()


def forget_old() -> None:
    """Drop single events and counts that are older than the newsroom wants them."""
    options = settings.read()
    drop_archived(archive_folder(), site.now_gmt() - timedelta(days=options.raw_days))
    HourCount.objects.filter(hour__lt=site.now_gmt() - timedelta(days=options.hour_days)).delete()
    if options.days:
        DayCount.objects.filter(day__lt=today() - timedelta(days=options.days)).delete()


def drop_archived(folder: Path, before: datetime, most: int = ARCHIVE_MAX) -> int:
    """Delete packed files that were counted before a moment (GMT), and the oldest beyond so many bytes. Return how many went."""
    files = sorted(folder.glob("*.gz")) if folder.is_dir() else []
    sizes = [(path, path.stat()) for path in files]
    room, dropped = most, 0
    epoch = (before - datetime(1970, 1, 1)).total_seconds()
    for path, facts in reversed(sizes):
        room -= facts.st_size
        if facts.st_mtime < epoch or room < 0:
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


def forward() -> dict[str, int]:
    """Hand counted events over to the sinks. Return how many each got."""
    from wirepress.features.analytics.sinks.forward import forward_events  # brings clients that most sites are spared

    return forward_events()


def is_anything_to_forward() -> bool:
    """Whether there are sinks, and one has not got all."""
    if not get_settings().analytics_sinks:
        return False
    from wirepress.features.analytics.sinks import forward

    return forward.is_anything_to_forward()


def jobs() -> Sequence[Job]:
    """Return the jobs."""
    return (
        Job("analytics.count", count_recorded, every=timedelta(seconds=10), needed=is_anything_recorded),
        Job("analytics.forget_old", forget_old, every=timedelta(days=1)),
        Job("analytics.forward", forward, every=timedelta(minutes=1), needed=is_anything_to_forward, waits=True),
    )
