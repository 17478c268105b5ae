"""Every source that is due, several at a time: a slow or broken one keeps no other waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Final

import structlog
from django.db import close_old_connections, connections

from wirepress.content.options import site
from wirepress.features.wire.ingest.intake import ReportProgress, describe_error
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.run import SourceBusy, ignore_progress
from wirepress.features.wire.ingest.runs.wait_for_run import run_or_wait
from wirepress.features.wire.models import Run, Source
from wirepress.settings import limits

log = structlog.get_logger(__name__)
LOOK_AGAIN: Final = 5.0  # seconds after which `run_due` asks for sources that have become due meanwhile
TRIED: Final = 60.0  # seconds in which one call of `run_due` does not look at the same source twice
RunEnded = Callable[[int, Run | None, str], None]


def ignore_run(source_id: int, run: Run | None, words: str) -> None:
    """Do nothing when a run ends."""


def due_sources(now: datetime) -> list[int]:
    """Return the sources that are due and that no living worker is at, those that wait longest first."""
    rows = Source.objects.filter(enabled=True, due__lte=now).order_by("due", "id")
    return [
        number
        for number, holder, until in rows.values_list("id", "lease_holder", "lease_until")
        if lease.is_free(holder, until)
    ]


def run_due(
    *,
    threads: int = limits.WIRE_THREADS,
    say: Callable[[int], ReportProgress] = lambda source_id: ignore_progress,
    done: RunEnded = ignore_run,
) -> int:
    """Run every source that is due, and what becomes due meanwhile, until nothing is. Return how many runs were made.

    A source that another worker is at is waited for, and its run is that worker's. `done` is told of each: source, run, else why
    there was none.
    """
    made, tried = 0, dict[int, float]()
    under_way: dict[Future[tuple[Run | None, str]], int] = {}
    pool = ThreadPoolExecutor(threads, "wire")
    try:
        while True:
            for number in _all_due(site.now_gmt()):
                if (
                    len(under_way) < threads
                    and number not in under_way.values()
                    and time.monotonic() - tried.get(number, -TRIED) >= TRIED
                ):
                    tried[number] = time.monotonic()
                    under_way[pool.submit(_run_safely, number, say(number))] = number
            if not under_way:
                break
            for finished in wait(under_way, LOOK_AGAIN, FIRST_COMPLETED).done:
                number, (run, words) = under_way.pop(finished), finished.result()
                made += run is not None
                done(number, run, words)
        together = threading.Barrier(threads)
        list(pool.map(lambda _: _close_connections(together), range(threads)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return made


def _all_due(now: datetime) -> list[int]:
    """Return the sources that are due, those too that another worker is at."""
    return list(Source.objects.filter(enabled=True, due__lte=now).order_by("due", "id").values_list("id", flat=True))


def _close_connections(together: threading.Barrier) -> None:
    """Close this thread's connection. All of them come together first, so that each thread does it."""
    together.wait()
    connections.close_all()


def _run_safely(source_id: int, say: ReportProgress) -> tuple[Run | None, str]:
    """Return the run, else why there was none, in words. Raises nothing."""
    try:
        return run_or_wait(source_id, say=say), ""
    except (SourceBusy, lease.LeaseLost, Source.DoesNotExist) as error:
        return None, describe_error(error)
    except Exception as error:  # the database itself, say: the source stays due
        log.exception("wire.run_failed", source=source_id)
        return None, describe_error(error)
    finally:
        close_old_connections()
