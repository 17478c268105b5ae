"""Lanes: requests that write are worked on one after the other, and undisturbed.

Python computes in one thread at a time. Threads that compute at the same moment take the interpreter away from each other, and from
the loop that answers readers, a thousand times a second, and together they get less done than one alone. SQLite lets one transaction
write at a time besides, and keeps the pages that it knows for each connection, which is to say for each thread. So writes go through
a lane that is always the same thread; where a database works on its own machine, through several.

A thread that asks a database lets the interpreter go at every step, and gets it back from a busy loop only after limits.SWITCH, some
eighty times for a story. So while a lane works the loop stands still for a moment again and again; readers wait that moment.

Nobody waits for what is slow: a lane that is held for longer than limits.LANE_PATIENCE counts as none, and where all are held, those
who wait go to the other threads. See docs/decisions/0017-writes-have-a-lane.md.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from wirepress.settings import limits

_T = TypeVar("_T")


def lane_count(database: Mapping[str, Any]) -> int:
    """How many lanes a database (an entry of DATABASES) has use for."""
    return limits.LANES if "postgresql" in database["ENGINE"] else 1


class WriteLanes:
    """The lanes of one process, for its loop. `others`: the threads for what finds every lane held by something slow.

    `pauses`: the loop stands still for a moment now and then while something quick is written (setting `writes_first`).
    """

    def __init__(self, count: int, others: ThreadPoolExecutor, *, pauses: bool = True) -> None:
        self._count, self._others, self._pauses = count, others, pauses
        self._threads = ThreadPoolExecutor(count, "lane")
        self._held = self._slow = 0
        self._waiting: deque[asyncio.Future[bool]] = deque()  # True: a lane is yours; False: go to the others
        self._pausing = False

    async def run(self, call: Callable[..., _T], *arguments: Any) -> _T:
        """What the call answers, or raises."""
        loop = asyncio.get_running_loop()
        if not await self._enter(loop):
            return await loop.run_in_executor(self._others, call, *arguments)
        if self._pauses and not self._pausing:
            self._pausing = True
            loop.call_later(limits.BETWEEN_PAUSES, self._pause, loop)
        slow: list[bool] = []
        timer = loop.call_later(limits.LANE_PATIENCE, self._note, slow)
        try:
            return await loop.run_in_executor(self._threads, call, *arguments)
        finally:
            timer.cancel()
            self._slow -= len(slow)
            self._leave()

    async def _enter(self, loop: asyncio.AbstractEventLoop) -> bool:
        if self._held < self._count:
            self._held += 1
            return True
        if self._slow >= self._count:
            return False
        turn: asyncio.Future[bool] = loop.create_future()
        self._waiting.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():
                self._leave()  # it had just been given to one who does not want it any more
            raise

    def _leave(self) -> None:
        """Hand the lane over to the next, or leave it free."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(True)
                return
        self._held -= 1

    def _note(self, slow: list[bool]) -> None:
        """What holds a lane is slow."""
        slow.append(True)
        self._slow += 1
        if self._slow >= self._count:
            while self._waiting:
                turn = self._waiting.popleft()
                if not turn.done():
                    turn.set_result(False)

    def _pause(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave the interpreter to the lanes for a moment, as long as something quick is in one."""
        if self._held > self._slow:
            time.sleep(limits.PAUSE)
            loop.call_later(
                limits.PAUSE + limits.BETWEEN_PAUSES, self._pause, loop
            )  # counted from before the pause: uvloop's clock stood still
        else:
            self._pausing = False
