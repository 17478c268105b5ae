"""Deletes what nobody needs any more: old runs, old fingerprints, texts of what was left out long ago. Keys stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from wirepress.content.options import site
from wirepress.features.wire.dedupe import prune_bands
from wirepress.features.wire.models import Item, Run
from wirepress.settings import limits

AT_ONCE: Final = 1000  # rows in one statement, so that no writer waits long


def prune_records() -> int:
    """Return how many rows were deleted or emptied."""
    now = site.now_gmt()
    old_runs = Run.objects.filter(began__lt=now - timedelta(days=limits.WIRE_RUNS_DAYS))
    gone = 0
    while numbers := list(old_runs.values_list("pk", flat=True)[:AT_ONCE]):
        Run.objects.filter(pk__in=numbers).delete()
        gone += len(numbers)
    before = now - timedelta(days=limits.WIRE_SKIPPED_DAYS)
    left_out = Item.objects.filter(state__in=("skipped", "rejected"), seen__lt=before).exclude(entry={})
    while numbers := list(left_out.values_list("pk", flat=True)[:AT_ONCE]):
        Item.objects.filter(pk__in=numbers).update(entry={})
        gone += len(numbers)
    return gone + prune_bands(now - timedelta(days=limits.WIRE_SIMILAR_DAYS))
