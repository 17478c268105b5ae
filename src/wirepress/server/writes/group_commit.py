"""Group commit: writes that come while one transaction runs go into the next."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler

from wirepress.server.django_call import DATABASE_ERRORS

log = structlog.get_logger(__name__)
BATCH_MAX: Final = 500  # writes in one transaction
WAITING_MAX: Final = 5000  # more than these are not taken in


class QueueFull(RuntimeError):
    """Too many writes are queued, or the database cannot be reached: nothing was written."""


class GroupCommit:
    """The writes of one kind in one process. `wait_until_heard` is awaited before anybody is answered. `pause`: seconds that a
    transaction waits for further writes, unless there are enough to fill it."""

    def __init__(
        self,
        write: Callable[[Sequence[Any]], Sequence[Any]],
        wait_until_heard: Callable[[], Awaitable[None]],
        pause: float = 0.0,
    ) -> None:
        self._write, self._settle, self._pause = write, wait_until_heard, pause
        self._thread = ThreadPoolExecutor(1, "writes")
        self._waiting: deque[tuple[Any, asyncio.Future[Any]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def submit(self, item: Any) -> Any:
        """Queue a write, and return its answer. Raises QueueFull."""
        if len(self._waiting) >= WAITING_MAX:
            raise QueueFull
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._waiting.append((item, future))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._run(loop))
        return await future

    async def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            if self._pause and len(self._waiting) < BATCH_MAX:
                await asyncio.sleep(self._pause)
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), BATCH_MAX))]
            try:
                answers = await loop.run_in_executor(
                    self._thread, self._write_in_one_transaction, [item for item, _ in batch]
                )
                await self._settle()
            except Exception as error:
                if not isinstance(error, DATABASE_ERRORS):
                    log.error("delivery.writes_failed", error=repr(error)[:500])
                for _, future in batch:
                    if not future.done():
                        future.set_exception(QueueFull())
                continue
            for (_, future), answer in zip(batch, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

    def _write_in_one_transaction(self, items: Sequence[Any]) -> Sequence[Any]:
        signals.request_started.send(sender=WSGIHandler, environ={})
        try:
            return self._write(items)
        finally:
            signals.request_finished.send(sender=WSGIHandler)
