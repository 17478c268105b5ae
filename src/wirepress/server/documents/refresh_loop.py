"""Builds stale documents and indexes changed posts for search, beside the service's own work.

One process at a time does it, and never takes more than a part of one core; it works in the lane of the writes, a moment at a time,
so that it computes beside none of them.
"""

from __future__ import annotations

import asyncio
import time
from typing import Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, InterfaceError

from wirepress.content.posts.listing.search_index import index
from wirepress.server.documents import builder_version, refresh_documents
from wirepress.server.metrics.process_metrics import ProcessMetrics
from wirepress.server.write_lanes import WriteLanes

log = structlog.get_logger(__name__)
WORK: Final = 0.04  # seconds at a time, for documents and for the index each
PAUSE: Final = 0.1  # seconds between
LIVE: Final = 5.0  # seconds between two moments for documents of which only live values have changed: who is clicked on is so again at once
_live_due = 0.0
_mine: list[bool] = []  # once it was asked who made the documents that there are


class Refresher:
    """Works when it is woken, and checks once a second whether anything is stale."""

    def __init__(self, write_lanes: WriteLanes, process_metrics: ProcessMetrics) -> None:
        self._turns, self._process_metrics = write_lanes, process_metrics
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start working if anything is stale. Called every second."""
        self._loop = loop
        self.wake()

    def wake(self) -> None:
        """Start working, because something may be stale."""
        if self._loop is not None and (self._task is None or self._task.done()) and self._process_metrics.is_leader:
            self._task = self._loop.create_task(self._run())

    async def _run(self) -> None:
        while await self._turns.run(refresh_batch):
            await asyncio.sleep(PAUSE)


def refresh_batch() -> int:
    """Refresh some of what is stale, and return how much."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    began = time.monotonic()
    try:
        if not _mine:
            builder_version.adopt_version()  # a new release may have come by a reload
            _mine.append(True)
        return (
            refresh_documents.refresh_documents(WORK, live=False) + index.refresh_index(WORK)
        ) or _refresh_live_values()
    except (DatabaseError, InterfaceError) as error:
        log.warning(
            "documents.not_refreshed", error=str(error).strip()[:200], seconds=round(time.monotonic() - began, 2)
        )
        return 0
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def _refresh_live_values() -> int:
    """Refresh live values for a moment when nothing else is stale and it is time. Return 0, because the next batch need not follow at once."""
    global _live_due
    if time.monotonic() >= _live_due:
        refresh_documents.refresh_documents(WORK)
        _live_due = time.monotonic() + LIVE
    return 0
