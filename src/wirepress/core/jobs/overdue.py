"""Jobs that nobody begins: asked by whoever is no worker, so that it is noticed when there is none."""

from __future__ import annotations

from typing import Final

from wirepress.core.jobs import known
from wirepress.core.jobs.models import NowMs, QueuedJob
from wirepress.core.jobs.worker import is_needed

LATE: Final = 600  # seconds after which a job that nobody has begun says that no worker runs


def list_late(seconds: int = LATE) -> list[str]:
    """Return the names of jobs that should have begun so many seconds ago. Of periodic ones those that always have something to do."""
    always = [job.name for job in known.every().values() if job.every is not None and job.needed is None]
    waiting = QueuedJob.objects.filter(state="waiting", due__lte=NowMs() - seconds * 1000)
    rows = waiting.filter(periodic=False) | waiting.filter(periodic=True, name__in=always)
    return sorted(set(rows.values_list("name", flat=True)))


def list_due() -> list[str]:
    """Return the names of periodic jobs whose time has come, that have something to do, and that nobody has begun at this moment.

    That alone is nothing: a worker looks every few seconds. Who finds the same again and again knows that there is none.
    """
    rows = dict(QueuedJob.objects.filter(periodic=True).values_list("name", "state"))
    ended = set(QueuedJob.objects.filter(periodic=True, due__lte=NowMs()).values_list("name", flat=True))
    found = []
    for job in known.every().values():
        if job.every is None or rows.get(job.name) == "running":
            continue
        if (job.name not in rows or job.name in ended) and is_needed(job):
            found.append(job.name)
    return sorted(found)


def describe_late(names: list[str]) -> str:
    """Return in words that no worker runs; "" for no names."""
    if not names:
        return ""
    listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return (
        f"No worker runs the background jobs: {listed} should have begun more than {LATE // 60} minutes ago. "
        "`wirepress serve` brings one; with --no-worker start `wirepress worker`."
    )
