"""The steps of the queue, each a transaction of its own: take, renew, finish, and what commands and the schedule do to it."""

from __future__ import annotations

import os
import random
import secrets
import socket
import time
from collections.abc import Collection, Iterable
from typing import Any, Final

import structlog
from django.db import transaction
from django.db.models import F, Q

from wirepress.core.contract.jobs import Job
from wirepress.core.jobs import timing
from wirepress.core.jobs.models import NowMs, QueuedJob
from wirepress.core.jobs.perform import Outcome, shorten
from wirepress.settings import limits

log = structlog.get_logger(__name__)
State = QueuedJob.State
CLOCK_STEP: Final = 1000  # milliseconds that a clock may be set back before it is noticed
RELEASE_WAIT: Final = (
    1.0  # seconds; who waits for longer to write must think that the holder of a lease has to wait as well
)


def take(periodic: Collection[str], limit: int, waiting: Collection[str] = (), more: int = 0) -> list[QueuedJob]:
    """Mark what is due as under way, held by this process, and return it; of periodic jobs those named. What another worker is taking is
    passed over. Where nothing is due this is one read. `waiting`: jobs that mostly wait, of which `more` may be begun beside the others."""
    due = QueuedJob.objects.filter(Q(periodic=False) | Q(name__in=periodic), state=State.WAITING, due__lte=NowMs())
    if not limit:
        due = due.filter(name__in=waiting)
    if not due.exists():
        return []
    with transaction.atomic():
        ordered = due.select_for_update(skip_locked=True).order_by("due", "pk")
        rows = list(ordered.exclude(name__in=waiting)[:limit]) if limit else []
        rows += list(ordered.filter(name__in=waiting)[:more]) if more and waiting else []
        for row in rows:
            row.state, row.begun = State.RUNNING, row.begun + 1
            row.holder = f"{socket.gethostname()[:100]}:{os.getpid()}:{secrets.token_hex(8)}"
            row.key = row.key if row.periodic else None
            changes: dict[str, Any] = {"state": row.state, "begun": row.begun, "holder": row.holder, "key": row.key}
            QueuedJob.objects.filter(pk=row.pk).update(renewed=NowMs(), **changes)
    return rows


def renew(held: Iterable[QueuedJob]) -> None:
    """Write down that the holders of these are alive."""
    QueuedJob.objects.filter(_held(*held)).update(renewed=NowMs())


def finish(row: QueuedJob, outcome: Outcome) -> bool:
    """Write down how a job ended. What failed is repeated as often as it may; a periodic one waits for its next period. False: it was
    no longer held, and nothing was changed."""
    again, wait = bool(outcome.error) and row.failed < outcome.retries, timing.wait(row.failed + 1, random.random())
    changes: dict[str, Any] = {"state": State.FAILED if outcome.error else State.DONE, "failed": 0}
    with transaction.atomic():
        now = QueuedJob.objects.filter(_held(row)).values_list(NowMs(), flat=True).first() or 0
        if again:
            changes = {"state": State.WAITING, "failed": row.failed + 1, "due": now + int(wait * 1000), "reckoned": now}
        elif row.periodic and outcome.every is not None:
            begin = timing.next_begin(row.name, outcome.every, now)
            changes = {"state": State.WAITING, "failed": 0, "due": begin}
        changes |= {"error": shorten(outcome.error), "result": shorten(outcome.answer), "seconds": outcome.seconds}
        kept = QueuedJob.objects.filter(_held(row)).update(holder="", begun=0, ended=now, **changes)
    said = {"job": row.name, "id": row.pk, "failed": row.failed + 1}
    if not kept:
        log.warning("job.lease_lost", **said)
    elif again:
        log.info("job.repeated_later", seconds=round(wait, 1), **said)
    elif outcome.error:
        log.error("job.given_up", error=shorten(outcome.error), **said)
    return bool(kept)


def put_back(row: QueuedJob) -> bool:
    """Queue anew what is under way here, for other workers. False: it was no longer held."""
    changes: dict[str, Any] = {"state": State.WAITING, "holder": "", "begun": max(0, row.begun - 1)}
    return bool(QueuedJob.objects.filter(_held(row)).update(due=NowMs(), reckoned=NowMs(), **changes))


def release(row: QueuedJob) -> bool:
    """Queue anew what a holder that gives no more signs of life had under way. False: it gave one, or could not."""
    began = time.monotonic()
    with transaction.atomic():
        if time.monotonic() - began > RELEASE_WAIT:
            return False
        same = QueuedJob.objects.filter(_held(row), renewed=row.renewed)
        return bool(same.update(state=State.WAITING, holder="", due=NowMs(), reckoned=NowMs()))


def _held(*rows: QueuedJob) -> Q:
    return Q(pk__in=[row.pk for row in rows], state=State.RUNNING, holder__in=[row.holder for row in rows])


def schedule(jobs: Iterable[Job]) -> tuple[list[Job], list[tuple[QueuedJob, int]]]:
    """See that each periodic job has its row, and that a clock that was set back lets no job wait for ever. Return the periodic jobs
    whose period has begun, and what is under way anywhere, with now (milliseconds)."""
    early = Q(state=State.WAITING, periodic=False, reckoned__gt=NowMs() + CLOCK_STEP)
    rows = list(QueuedJob.objects.filter(Q(periodic=True) | Q(state=State.RUNNING) | early).annotate(now=NowMs()))
    if any(row.state == State.WAITING and not row.periodic for row in rows):
        QueuedJob.objects.filter(early).update(due=F("due") - F("reckoned") + NowMs(), reckoned=NowMs())
    periodic, begun = {row.name: row for row in rows if row.periodic}, []
    for job in jobs:
        if job.every is None:
            continue
        found = periodic.get(job.name)
        if found is None:
            new = QueuedJob(name=job.name, key=f"every:{job.name}", periodic=True, due=NowMs())
            QueuedJob.objects.bulk_create([new], ignore_conflicts=True)
        elif found.state != State.RUNNING:
            longest = max(job.every.total_seconds(), limits.JOB_RETRY_MAX if found.failed else 0) * 1000
            if found.state != State.WAITING or found.due > found.now + longest:
                begin = timing.next_begin(job.name, job.every, found.now)
                same = QueuedJob.objects.filter(pk=found.pk, state=found.state, due=found.due)
                same.update(state=State.WAITING, due=begin, failed=0, begun=0)
        if found is None or found.due <= found.now + limits.JOB_RENEW * 1000:
            begun.append(job)
    return begun, [(row, row.now) for row in rows if row.state == State.RUNNING]


def cancel(number: int) -> bool:
    """Take a job out of the queue. One under way goes to its end, which is not counted, and is not repeated. False: neither."""
    with transaction.atomic():
        QueuedJob.objects.filter(pk=number, periodic=False).update(key=None)
        active = QueuedJob.objects.filter(pk=number, state__in=(State.WAITING, State.RUNNING))
        return bool(active.update(state=State.CANCELLED, holder="", ended=NowMs()))


def retry(number: int) -> bool:
    """Let a job be due now that was given up or cancelled, or waits. False: it is none of these."""
    rows = QueuedJob.objects.filter(pk=number, state__in=(State.FAILED, State.CANCELLED, State.WAITING))
    return bool(rows.update(state=State.WAITING, due=NowMs(), reckoned=NowMs(), failed=0, begun=0))


def prune() -> None:
    """Forget what ended longest ago: of each state the newest are kept. By number and not by age, so that no clock empties it."""
    for state in (State.DONE, State.FAILED, State.CANCELLED):
        ended = QueuedJob.objects.filter(state=state, periodic=False)
        newest = ended.order_by("-ended", "-pk").values_list("pk", flat=True)[: limits.JOB_HISTORY]
        if ended.count() > limits.JOB_HISTORY:
            ended.exclude(pk__in=list(newest)).delete()
