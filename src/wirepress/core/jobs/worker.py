"""Works the queue off: threads that run jobs, and one that looks after what is due."""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any, Final

import structlog
from huey.consumer import Consumer, Scheduler

from wirepress.core.jobs import known
from wirepress.core.jobs.queue import Queue
from wirepress.core.jobs.stores.opened import close, store
from wirepress.settings import limits

log = structlog.get_logger(__name__)
QUIET: Final = "huey"  # what Huey logs of its own; our lines say the same


class EverySecond(Scheduler):  # type: ignore[misc]
    """Looks for periods that have begun at every look, not once a minute."""

    periodic_task_seconds = 1


class Worker(Consumer):  # type: ignore[misc]
    """Ends in peace on SIGTERM and SIGINT; told twice, at once."""

    scheduler_class = EverySecond

    def __init__(self, queue: Queue, threads: int) -> None:
        super().__init__(
            queue, workers=threads, max_delay=limits.JOB_IDLE, shutdown_timeout=limits.SHUTDOWN, graceful_signal="TERM"
        )
        self._stop_flag_timeout = 0.5
        self._signal_actions = {signal.SIGTERM: (False, True), signal.SIGINT: (False, True)}


def run(threads: int = limits.JOB_THREADS) -> None:
    """Work until a signal ends it. What is not done by then is put back. Ends the process."""
    logging.getLogger(QUIET).setLevel(logging.ERROR)
    queue = Queue(store())
    log.info("worker.started", threads=threads, jobs=len(known.every()), pid=os.getpid())
    Worker(queue, threads).run()
    left = queue.put_back()
    log.info("worker.ended", put_back=left)
    sys.stdout.flush()
    sys.stderr.flush()
    if left:
        os._exit(0)  # a job that does not end would keep the process: it is another worker's by now
    close()


def run_once() -> int:
    """Do everything that is due, then stop. Answers how many jobs were run."""
    queue, done = Queue(store()), 0
    queue.read_schedule()
    queue.read_periodic()
    while (taken := _next(queue)) is not None:
        queue.execute(taken)
        done += 1
    return done


def _next(queue: Queue) -> Any:
    """The next job; unreadable ones are passed over."""
    while True:
        taken = queue.dequeue()
        if taken is not None or not queue.store.enqueued_items(1):
            return taken
