"""Starts the service: this process becomes the supervisor, which is small (see supervise.py)."""

from __future__ import annotations

import os
import sys


def start_service(host: str, port: int, workers: int, *, jobs: bool = True) -> None:
    """Serve until a signal ends it. `jobs`: with a process that runs jobs. Does not return."""
    sys.stdout.flush()
    sys.stderr.flush()
    # What this process has loaded to read its command line is not needed again: the one that stays is a tenth of its size.
    words = [sys.executable, "-m", "wirepress.server.service.supervise", "serve", "--host", host, "--port", str(port)]
    words += ["--workers", str(workers), "--jobs", str(int(jobs))]
    os.execv(sys.executable, words)  # noqa: S606 - our own program, no shell
