"""Whether cached answers are true at this moment: nothing was changed, and no hour has come that changes something by itself."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime
from typing import Final, Protocol

import structlog

from wirepress.server.cache.store import ResponseCache
from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.readers import Readers

log = structlog.get_logger(__name__)
LIFE_MAX: Final = 3600.0  # seconds: nonces in pages are good for twelve hours at least
JUMP: Final = 2.0  # seconds by which the clock of the machine may differ from one that only counts


class Watch(Protocol):
    """Hears of changes in the database (see sqlite.py, postgresql.py)."""

    def read_changes(self) -> bool:
        """Read new changes into the log. Return False when they cannot be known just now."""

    def is_replaced(self) -> bool:
        """Return whether another database has taken the place of the watched one. Called every second."""

    def read_next_due(self, now: str) -> str | None:
        """Return when the next scheduled story is due (GMT)."""

    async def wait_until_heard(self) -> None:
        """Wait until every process has heard of what is committed now."""

    def place(self) -> int:
        """Return a number that grows with the changes of the database: what is read from now on holds every change before it."""

    def mark(self) -> str:
        """Return how far this process has read the changes."""

    def log_place(self) -> str:
        """Return how far this process has heard in the database's log; empty where no replica replays it."""

    async def prune(self, mark: str) -> None:
        """Delete the changes before a mark that is a minute old."""

    async def close(self) -> None:
        """Stop watching."""


class Freshness:
    """Watches changes and the clock for one process."""

    def __init__(self, store: ResponseCache, change_log: ChangeLog, readers: Readers) -> None:
        self.store, self.change_log, self.readers = store, change_log, readers
        self.watch: Watch | None = None
        self._due: float | None = None  # unix seconds of the next scheduled story; None: not asked yet
        self._offset = time.time() - time.monotonic()
        self.lost = False

    def note_changes(self, tags: set[str]) -> None:
        """Drop what a batch of changes touches. An empty batch means that anything may have changed."""
        if not tags:
            self.store.clear()
            self.readers.clear()
            self._due = None
            return
        self.store.drop_tagged(tags)
        if "reader" in tags:
            self.readers.forget_tagged(tags)
        if "post" in tags:
            self._due = None

    def is_current(self) -> bool:
        """Return whether everything in the cache may be shown now. Never raises."""
        try:
            if self.watch is None or not self.watch.read_changes():
                return False
            if self._due is None:
                self._due = self._next_boundary()
            if time.time() >= self._due:
                self._due = self._next_boundary()
                self.change_log.record([("post", "due")])
        except (sqlite3.Error, OSError) as error:
            if not self.lost:
                log.error("delivery.database_lost", error=str(error))
            self.lost = True
            return False
        self.lost = False
        return True

    def _next_boundary(self) -> float:
        if self.watch is None:
            return 0.0
        found = self.watch.read_next_due(datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"))
        return datetime.fromisoformat(found).replace(tzinfo=UTC).timestamp() if found else float("inf")

    def tick(self) -> None:
        """Drop everything when the clock was set, because hours may have come or gone. Called every second."""
        offset = time.time() - time.monotonic()
        if abs(offset - self._offset) > JUMP:
            log.warning("delivery.clock_jumped", seconds=round(offset - self._offset, 1))
            self.change_log.record_unknown(self.watch.place() + 1 if self.watch is not None else 0)
        self._offset = offset

    def compute_expiry(self, now: float, midnight: float) -> float:
        """Return until when an answer made now may be shown (unix seconds): pages carry the day (`midnight`: the site's next), and
        readers' names are new at midnight GMT."""
        return min(now + LIFE_MAX, midnight, (now // 86400 + 1) * 86400)

    def next_due(self) -> float:
        """Return when the next scheduled story is due (unix seconds); now, when that is not known."""
        return self._due if self._due is not None else 0.0
