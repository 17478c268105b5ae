"""The job worker that a served site brings along: a process of its own, kept alive by the supervisor (see supervise.py).

Run as a program it is that worker: `python -m wirepress.web.delivery.jobs`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Final

from wirepress.config import limits

AFTER: Final = 2.0  # seconds that the processes that answer readers are ahead
START_AGAIN: Final = (1.0, 60.0)  # seconds until one that ended is started again: at first, and at most


class JobProcess:
    """Starts the worker and starts it again when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._begun, self._due = 0.0, time.monotonic() + AFTER
        self._wait = START_AGAIN[0]

    def _start(self) -> None:
        self._begun = time.monotonic()
        self._process = subprocess.Popen([sys.executable, "-m", "wirepress.web.delivery.jobs"])

    def keep_alive(self) -> None:
        """Told every half second. One that ends again and again is started ever more seldom; the site itself goes on."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            if now - self._begun > START_AGAIN[1]:
                self._wait = START_AGAIN[0]
            self._process, self._due = None, now + self._wait
            self._wait = min(START_AGAIN[1], self._wait * 2)
        elif self._process is None and now >= self._due:
            self._start()

    def restart(self) -> None:
        """Let it end in peace; a new one takes its place."""
        self.terminate()

    def terminate(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def join(self) -> None:
        """Wait until it has ended; by force when it does not."""
        if self._process is None:
            return
        try:
            self._process.wait(limits.SHUTDOWN + 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def main() -> None:
    """Work the queue off until told to end, or until the service is gone."""
    from wirepress.web.delivery.follow import end_with_the_supervisor

    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # nothing is under way yet
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl+C goes to the whole group; the supervisor decides
    end_with_the_supervisor()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.config.django")
    import django

    django.setup()
    from wirepress.core.jobs.worker import run

    run(int(os.environ.get("WIREPRESS_JOB_THREADS") or limits.JOB_THREADS))


if __name__ == "__main__":
    main()
