"""The queue as Huey's consumer sees it: it takes, runs, repeats, and looks after what is due."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import structlog
from django.core import signals
from huey.api import Huey

from wirepress.core.hooks import Job
from wirepress.core.jobs import known, timing
from wirepress.core.jobs.message import Message, mark, unpacked
from wirepress.core.jobs.perform import Outcome, perform, record
from wirepress.core.jobs.stores import Held, Store
from wirepress.settings import limits

log = structlog.get_logger(__name__)
JOBS_LIFE: Final = 5.0  # seconds until it is asked again which jobs there are
LOOKED: Final = 1000  # waiting messages that are looked through for one of the same periodic job


class Taken:
    """A job under way in this process."""

    def __init__(self, held: Held, message: Message) -> None:
        self.held: Held | None = held
        self.message = message
        self.id = message.id
        self.renewed = time.monotonic()


class Queue(Huey):  # type: ignore[misc]
    """Huey with our messages and leases. Its consumer calls dequeue, execute, read_schedule and read_periodic."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._under_way: dict[str, Taken] = {}
        self._guard = threading.Lock()
        self._periods: dict[str, int] = {}
        self._jobs: list[Job] = []
        self._looked = 0.0
        super().__init__("wirepress", results=False)

    def create_storage(self) -> Any:
        return self.store

    # Taking and running

    def dequeue(self) -> Taken | None:
        """The next job, held by a lease from now on."""
        held = self.store.take(time.time() + limits.JOB_LEASE)
        if held is None:
            return None
        try:
            message = unpacked(held.data)
        except (ValueError, KeyError, TypeError) as error:
            log.error("job.unreadable", error=repr(error), data=held.data[:200])
            self.store.done(held)
            return None
        taken = Taken(held, message)
        if message.taken > limits.JOB_TAKEN_MAX:
            self._give_up(
                taken, Outcome(f"Begun {limits.JOB_TAKEN_MAX} times and never ended: its worker died each time.")
            )
            return None
        with self._guard:
            self._under_way[taken.id] = taken
        return taken

    def execute(self, taken: Taken, timestamp: Any = None) -> None:
        """Run it. What failed is repeated later, as often as it may."""
        outcome = perform(taken.message)
        with self._guard:
            self._under_way.pop(taken.id, None)
            held = taken.held
        if held is None:
            return  # put back because this process is ending
        if outcome.error and taken.message.failed >= outcome.retries:
            self._give_up(taken, outcome)
            return
        if outcome.error:
            again = taken.message.failed_once_more()
            seconds = timing.wait(again.failed, random.random())
            kept = self.store.put_back(held, again.packed(), time.time() + seconds) is not None
            log.info("job.repeated_later", job=again.job, id=again.id, failed=again.failed, seconds=round(seconds, 1))
        else:
            kept = self.store.done(held)
        if not kept:
            log.warning("job.lease_lost", job=taken.message.job, id=taken.id)
        self._remember(taken.message, outcome)

    def _give_up(self, taken: Taken, outcome: Outcome) -> None:
        log.error(
            "job.given_up", job=taken.message.job, id=taken.id, failed=taken.message.failed + 1, error=outcome.error
        )
        if taken.held is not None:
            self.store.done(taken.held)
        self._remember(taken.message, outcome)

    def _remember(self, message: Message, outcome: Outcome) -> None:
        self.store.put_data(f"last:{message.job}", record(outcome, time.time()))

    # What the scheduler does every second

    def read_schedule(self, timestamp: Any = None) -> list[Any]:
        """Renew the leases of what is under way here, and queue what is due."""
        self.renew()
        self.store.release(time.time())
        return []

    def renew(self) -> None:
        """Tell the storage that what is under way here is alive."""
        with self._guard:
            old = [taken for taken in self._under_way.values() if time.monotonic() - taken.renewed > limits.JOB_RENEW]
            for taken in old:
                if taken.held is not None and self.store.put_back(
                    taken.held, taken.held.data, time.time() + limits.JOB_LEASE
                ):
                    taken.renewed = time.monotonic()

    def read_periodic(self, timestamp: Any = None) -> list[Any]:
        """Queue every periodic job whose period has begun, unless some worker has done so, or one of the kind still waits."""
        try:
            now = time.time()
            for job in self._known(now):
                if job.every is not None:
                    self._begin_period(job, job.every, now)
        except Exception as error:  # the site's database, or the queue, is away: the next look is in a second
            log.warning("job.periods_not_read", error=repr(error))
        return []

    def _known(self, now: float) -> list[Job]:
        """The jobs there are; features may be switched on and off meanwhile."""
        if not 0 <= now - self._looked < JOBS_LIFE:
            signals.request_started.send(sender=Queue, environ={})
            try:
                self._jobs, self._looked = list(known.every().values()), now
            finally:
                signals.request_finished.send(sender=Queue)
        return self._jobs

    def _begin_period(self, job: Job, every: timedelta, now: float) -> None:
        number = timing.period(job.name, every, now)
        if self._periods.get(job.name) == number or self.waits(job.name):
            return
        if self.store.put_once(f"period:{job.name}:{int(every.total_seconds())}", number, Message(job.name).packed()):
            log.debug("job.period", job=job.name, number=number)
        self._periods[job.name] = number

    def waits(self, name: str) -> bool:
        """Whether a job of that name is queued, under way, or waits to be repeated."""
        sign = mark(name)
        return any(
            sign in bytes(data) for data in [*self.store.enqueued_items(LOOKED), *self.store.scheduled_items(LOOKED)]
        )

    # The end

    def put_back(self) -> int:
        """Queue anew what is under way here, for other workers. Answers how many."""
        with self._guard:
            for taken in self._under_way.values():
                if taken.held is not None:
                    message = replace(taken.message, taken=max(0, taken.message.taken - 1))
                    self.store.put_back(taken.held, message.packed(), time.time())
                    log.warning("job.put_back", job=message.job, id=message.id)
                    taken.held = None
            count = len(self._under_way)
            self._under_way.clear()
        return count
