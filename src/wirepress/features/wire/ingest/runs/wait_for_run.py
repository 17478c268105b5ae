"""A look that another worker has under way: whoever wants one now waits for it, and is told what it brought."""

from __future__ import annotations

import time
from typing import Final

from wirepress.content.options import site
from wirepress.features.wire.ingest.intake import ReportProgress
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.run import SourceBusy, ignore_progress, run_source
from wirepress.features.wire.models import Run, Source
from wirepress.settings import limits

ASK_AGAIN: Final = 0.25  # seconds between two looks at whether the other worker has ended
WAITING: Final = "another worker is checking it"


def run_or_wait(
    source_id: int, *, say: ReportProgress = ignore_progress, patience: float = limits.WIRE_OTHER_RUN_WAIT
) -> Run:
    """Run a source now. Where another worker is at it, wait for that one's run to end and return that run instead.

    `patience`: seconds to wait. Raises SourceBusy when the other one goes on for longer, and what run_source raises.
    """
    asked, began = site.now_gmt(), time.monotonic()
    while True:
        try:
            return run_source(source_id, say=say)
        except SourceBusy:
            ended = _wait_for_end(source_id, began + patience, say)
        if not ended:
            raise SourceBusy(
                f"Another worker has been checking this source for {int(time.monotonic() - began)} seconds and goes on."
                " What it finds is filed; `wirepress wire list` shows how it went."
            )
        other = Run.objects.filter(source_id=source_id, ended__gte=asked).order_by("-began", "-pk").first()
        if other is not None:
            return other  # else that worker gave up or died, and the look is ours to make


def _wait_for_end(source_id: int, ends: float, say: ReportProgress) -> bool:
    """Return whether nobody holds the source any more, or a dead one does, before `ends` (monotonic)."""
    total = max(1, int(ends - time.monotonic()))
    while (left := ends - time.monotonic()) > 0:
        row = Source.objects.filter(pk=source_id).values_list("lease_holder", "lease_until").first()
        if row is None or lease.is_free(*row):
            return True
        say(WAITING, min(total, int(total - left)), total)
        time.sleep(min(ASK_AGAIN, max(0.0, left)))
    return False
