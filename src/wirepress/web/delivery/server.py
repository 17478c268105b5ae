"""Starts the HTTP server: this process becomes the small one that watches over the workers (see supervise.py)."""

from __future__ import annotations

import os
import sys

from wirepress.config.settings import get_settings
from wirepress.web.delivery.documents import maker


def run(host: str, port: int, workers: int, *, worker: bool = True) -> None:
    """Serve until a signal ends it; `worker`: with a process that runs jobs. Does not return."""
    settings = get_settings()
    maker.take_over()
    sys.stdout.flush()
    sys.stderr.flush()
    # What this process has loaded to bring the tables up to date is not needed again; a fresh one takes a third of the memory.
    words = [sys.executable, "-m", "wirepress.web.delivery.supervise", "serve", "--port", str(port), "--workers", str(workers), "--host", host]
    if not worker:
        words.append("--no-worker")
    os.execve(sys.executable, words, os.environ | {"WIREPRESS_SITE": str(settings.folder)})  # noqa: S606 - our own program, no shell
