"""Who has been counted a moment ago: a reload is no further view."""

from __future__ import annotations

import threading
import time
from typing import Final

SECONDS: Final = 600.0
KNOWN_MAX: Final = 200_000  # readers with a story; the oldest are forgotten first


class RecentViews:
    """Views of the last ten minutes, of one process. Kept in memory alone, by the salted names that readers have for a day."""

    def __init__(self, seconds: float = SECONDS, most: int = KNOWN_MAX) -> None:
        self._seconds, self._most = seconds, most
        self._seen: dict[tuple[int, str], float] = {}  # in the order of their times
        self._lock = threading.Lock()

    def is_new(self, post_id: int, reader: str, now: float | None = None) -> bool:
        """Return whether the reader has not been counted for the story lately; then they are from now on."""
        moment = time.monotonic() if now is None else now
        place = (post_id, reader)
        with self._lock:
            before = self._seen.get(place)
            if before is not None and moment - before < self._seconds:
                return False
            self._seen.pop(place, None)
            self._seen[place] = moment
            while self._seen and (
                len(self._seen) > self._most or moment - next(iter(self._seen.values())) >= self._seconds
            ):
                del self._seen[next(iter(self._seen))]
            return True

    def forget(self, post_id: int, reader: str) -> None:
        """Forget the reader's view, because it could not be written."""
        with self._lock:
            self._seen.pop((post_id, reader), None)


RECENT: Final = RecentViews()
