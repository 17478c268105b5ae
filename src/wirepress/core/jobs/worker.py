"""Works the queue off: the main thread looks after what is due and under way, each job has a thread of its own."""

from __future__ import annotations

import contextlib
import os
import queue as standard
import signal
import sys
import threading
import time
from typing import Any, Final

import structlog
from django.core import signals
from django.db import DatabaseError, InterfaceError, connection, connections

from wirepress.core.contract.jobs import Job
from wirepress.core.jobs import known, queue
from wirepress.core.jobs.models import QueuedJob
from wirepress.core.jobs.perform import Outcome, perform
from wirepress.settings import limits

log = structlog.get_logger(__name__)
AWAY: Final = (DatabaseError, InterfaceError)
PRUNE_EVERY: Final = 50  # jobs


class Worker:
    """One process's share of the work. `threads`: jobs that it runs at a time. `done`: jobs that it has run to their end."""

    def __init__(self, threads: int) -> None:
        self.done, self.failed = 0, False  # failed: a job did not end, so the process has to
        self._threads, self._stops = threads, 0
        self._under_way: dict[str, tuple[QueuedJob, float]] = {}  # by holder, with when they were begun (monotonic)
        self._wake: standard.SimpleQueue[None] = standard.SimpleQueue()
        self._jobs: dict[str, Job] = {}
        self._begun: list[str] = []  # periodic jobs whose period has begun, and that have something to do
        self._seen: dict[str, tuple[int | None, float]] = {}  # holders -> sign of life, since when (monotonic)
        self._looked = 0.0

    def stop(self, *_: Any) -> None:
        """End in peace; told twice, at once."""
        self._stops += 1
        self._wake.put(None)

    def run(self, *, once: bool = False) -> int:
        """Work until told to end, or until nothing is due (`once`). Return how many jobs were still under way then."""
        while not self._stops:
            busy = self._step(once)
            if once and not busy and not self._under_way:
                break
            if not busy:
                self._pause(limits.JOB_IDLE)
        end = time.monotonic() + limits.SHUTDOWN
        while self._under_way and self._stops < 2 and time.monotonic() < end:
            self._pause(0.1)
        left = list(self._under_way.values())
        for row, began in left:
            if self._overrun(row, began):
                job = self._job(row)
                error = f"It did not end within {job.timeout}, and was left."
                queue.finish(row, Outcome(error, retries=job.retries, every=job.every))
            elif queue.put_back(row):
                log.warning("job.put_back", job=row.name, id=row.pk)
        return len(left)

    def _pause(self, seconds: float) -> None:
        with contextlib.suppress(standard.Empty):
            self._wake.get(timeout=seconds)

    def _step(self, once: bool) -> bool:
        """Look once, and begin what is due. Return whether anything was. Where the database is away, or a plugin cannot say which jobs
        it has, the next look is in a second."""
        try:
            connection.close_if_unusable_or_obsolete()
            self._look_after()
            taken = self._take()
        except Exception as error:
            if once:
                raise
            log.warning("worker.look_failed", error=repr(error)[:300])
            connection.close()
            return False
        for row in taken:
            self._under_way[row.holder] = row, time.monotonic()
            threading.Thread(target=self._run_job, args=(row,), daemon=True).start()
        return bool(taken)

    def _take(self) -> list[QueuedJob]:
        """Take what is due, as far as there is room: for jobs that work, and for those that mostly wait."""
        waiting = [job.name for job in self._jobs.values() if job.waits]
        rows = [row for row, _ in list(self._under_way.values())]
        waits = sum(row.name in waiting for row in rows)
        free, more = max(0, self._threads - len(rows) + waits), max(0, limits.JOB_WAITING - waits)
        return queue.take(self._begun, free, waiting, more) if free or (waiting and more) else []

    def _look_after(self) -> None:
        """End when a job runs for too long. Now and then renew leases, ask which jobs there are and have something to do, and release what
        the dead held."""
        now = time.monotonic()
        for row, began in list(self._under_way.values()):
            if self._overrun(row, began):
                log.error("job.does_not_end", job=row.name, id=row.pk)
                self.failed = True
                self.stop()
        if self._looked and now - self._looked < limits.JOB_RENEW:
            return
        if held := list(self._under_way.values()):
            queue.renew([row for row, _ in held])
        signals.request_started.send(sender=Worker, environ={})  # features may be switched on and off meanwhile
        self._jobs = known.every()
        begun, running = queue.schedule(self._jobs.values())
        self._begun = [job.name for job in begun if is_needed(job)]
        signals.request_finished.send(sender=Worker)
        self._release(running)
        self._looked = now

    def _release(self, running: list[tuple[QueuedJob, int]]) -> None:
        """Queue anew what has given no sign of life for a lease. By this process's own clock, which nobody sets; only what it finds
        when it starts it must judge by what is written."""
        now, before, self._seen = time.monotonic(), self._seen, {}
        for row, now_ms in running:
            sign, since = before.get(row.holder, (None, now))
            if sign != row.renewed:
                since = now if self._looked else now - abs(now_ms - (row.renewed or 0)) / 1000
            if row.holder in self._under_way or now - since <= limits.JOB_LEASE:
                self._seen[row.holder] = row.renewed, since
            elif queue.release(row):
                log.warning("job.abandoned", job=row.name, id=row.pk, holder=row.holder)

    def _overrun(self, row: QueuedJob, began: float) -> bool:
        """Whether a job has run for too long. A thread cannot be ended, only its process."""
        timeout = self._job(row).timeout
        return timeout is not None and time.monotonic() - began > timeout.total_seconds()

    def _job(self, row: QueuedJob) -> Job:
        return self._jobs.get(row.name) or Job(row.name, print)

    def _run_job(self, row: QueuedJob) -> None:
        """Run a job, in a thread of its own, and write down how it ended: while the database is away for as long as the lease holds."""
        try:
            if row.begun > limits.JOB_TAKEN_MAX:
                error = f"It was begun {limits.JOB_TAKEN_MAX} times and never ended: its worker died."
                outcome = Outcome(error, every=self._job(row).every)
            else:
                outcome = perform(row.name, row.arguments, row.pk)
            for _ in range(limits.JOB_LEASE):
                try:
                    self.done += queue.finish(row, outcome)
                    if self.done % PRUNE_EVERY == 1:
                        queue.prune()
                    return
                except AWAY as away:
                    log.warning("job.end_not_written", job=row.name, id=row.pk, error=str(away).strip()[:200])
                    connection.close()
                    time.sleep(1)
        finally:
            connections.close_all()
            self._under_way.pop(row.holder, None)
            self._wake.put(None)


def is_needed(job: Job) -> bool:
    """Whether a period that has begun has anything to do; where that cannot be said the job itself shall find out."""
    try:
        return job.needed is None or job.needed()
    except Exception as error:
        log.warning("job.need_unknown", job=job.name, error=repr(error))
        return True


def run(threads: int = limits.JOB_THREADS) -> int:
    """Work until a signal ends it, and return the code to end the process with. What is not done by then is put back."""
    worker = Worker(threads)
    signal.signal(signal.SIGTERM, worker.stop)
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:  # ignored where a supervisor decides
        signal.signal(signal.SIGINT, worker.stop)
    log.info("worker.started", threads=threads, pid=os.getpid())
    left = worker.run()
    log.info("worker.ended", left=left)
    if left:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(worker.failed)  # a job that does not end would keep the process: it is another worker's by now
    return int(worker.failed)


def run_once() -> int:
    """Do everything that is due, then stop. Return how many jobs were run."""
    worker = Worker(1)
    worker.run(once=True)
    return worker.done
