"""The job worker that a served site brings along: a process of its own, kept alive by its generation (see generation.py)."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Final

from wirepress.settings import limits

AFTER: Final = 2.0  # seconds that the processes that answer readers are ahead
START_AGAIN: Final = (1.0, 60.0)  # seconds until one that ended is started again: at first, and at most


class RestartSchedule:
    """When the worker is to be started. One that ends again and again is started ever more seldom; the site itself goes on."""

    def __init__(self) -> None:
        self._begun, self._due = 0.0, time.monotonic() + AFTER
        self._wait = START_AGAIN[0]

    def is_due(self) -> bool:
        """Whether it may be started now."""
        return time.monotonic() >= self._due

    def started(self) -> None:
        """It was."""
        self._begun = time.monotonic()

    def ended(self) -> None:
        """It has ended by itself."""
        now = time.monotonic()
        if now - self._begun > START_AGAIN[1]:
            self._wait = START_AGAIN[0]
        self._due = now + self._wait
        self._wait = min(START_AGAIN[1], self._wait * 2)


def run_jobs(_pipe: int) -> None:
    """Work the queue off until told to end, or until the service is gone. Django is set up already."""
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # nothing is under way yet
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl+C goes to the whole group; the supervisor decides
    from wirepress.core.jobs.worker import run  # only here: it needs Django, which is set up by now

    sys.exit(run(int(os.environ.get("WIREPRESS_JOB_THREADS") or limits.JOB_THREADS)))
