"""Makes waiting documents and takes changed posts into the index of words, beside the service's own work.

One process at a time does it, and never takes more than a part of one core.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, InterfaceError

from wirepress.content.posts.finding import index
from wirepress.web.delivery.documents import maker, refresh
from wirepress.web.delivery.metrics.meter import Meter

log = structlog.get_logger(__name__)
WORK: Final = 0.2  # seconds at a time
REST: Final = 0.5  # seconds between


class Refresher:
    """Works when it was woken, and looks once a second whether anything waits."""

    def __init__(self, threads: ThreadPoolExecutor, meter: Meter) -> None:
        self._threads, self._meter = threads, meter
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._mine = False  # whether it was asked who made the documents that there are

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Told every second."""
        self._loop = loop
        self.wake()

    def wake(self) -> None:
        """Something may wait."""
        if self._loop is not None and (self._task is None or self._task.done()) and self._meter.leads:
            self._task = self._loop.create_task(self._run(self._loop))

    async def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while await loop.run_in_executor(self._threads, self._some):
            await asyncio.sleep(REST)

    def _some(self) -> int:
        signals.request_started.send(sender=WSGIHandler, environ={})
        began = time.monotonic()
        try:
            if not self._mine:
                maker.take_over()  # a new release may have come by a reload
                self._mine = True
            return refresh.refresh(WORK) + index.refresh(WORK)
        except (DatabaseError, InterfaceError) as error:
            log.warning("documents.not_refreshed", error=str(error).strip()[:200], seconds=round(time.monotonic() - began, 2))
            return 0
        finally:
            signals.request_finished.send(sender=WSGIHandler)
