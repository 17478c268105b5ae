"""Lists and category are looked at every quarter of an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from wirepress.core.hooks import Job
from wirepress.features.analytics.models import DayCount
from wirepress.features.analytics.popular.category import keep_category
from wirepress.features.analytics.popular.places import note_all
from wirepress.features.analytics.popular.rank import rank_all


def is_anything_counted() -> bool:
    """Whether there are numbers that lists and category could follow."""
    return DayCount.objects.exists()


def refresh() -> str:
    """Bring lists and category up to date. Return what was done, in words."""
    changed = rank_all()
    kept = keep_category()
    words = [f"lists: {', '.join(changed) or 'as they were'}"]
    if kept.added or kept.removed:
        words.append(f"category: {len(kept.added)} in, {len(kept.removed)} out")
    return "; ".join(words)


JOBS: Final = (
    Job("analytics.popular", refresh, every=timedelta(minutes=15), needed=is_anything_counted),
    Job("analytics.popular_places", note_all, every=timedelta(days=7)),
)
