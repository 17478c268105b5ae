"""What one process counts: answers by their origin and status, and how long those took that had to be made."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from wirepress.server.metrics.shared_metrics import SharedMetrics

HITS, UNCHANGED, MISSES, PASSED, DIRECT, STALE = range(1, 7)
WAYS: Final = {"hit": HITS, "not_modified": UNCHANGED, "miss": MISSES, "pass": PASSED, "direct": DIRECT, "stale": STALE}
STATUS: Final = 10  # cells 11 to 15: answers 1xx to 5xx that were made
BOUNDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
TIMED: Final = {
    "miss": 32,
    "pass": 64,
    "direct": 96,
}  # first cell of a histogram: a cell per bound, one above, the sum in microseconds
SUM: Final = len(BOUNDS) + 1
ENTRIES, BYTES, EVICTED, CONNECTIONS = 20, 21, 22, 23


class ProcessMetrics:
    """Counters in this process's row of the shared metrics; without those they are its own."""

    def __init__(self, shared_metrics: SharedMetrics | None = None) -> None:
        self.shared_metrics = shared_metrics
        self.row: memoryview[int] | list[int] = shared_metrics.row if shared_metrics is not None else [0] * 256
        self._evicted = 0

    @property
    def is_leader(self) -> bool:
        """Return whether this process does what only one of its machine shall do."""
        return self.shared_metrics is None or self.shared_metrics.is_first()

    def count_hit(self, unchanged: bool) -> None:
        """Count an answer from the cache."""
        self.row[UNCHANGED if unchanged else HITS] += 1

    def count_answer(self, way: str, status: int, seconds: float) -> None:
        """Count an answer that was made: `miss` (for the cache), `direct` (from documents), `pass` (for one reader alone)."""
        row = self.row
        row[WAYS[way]] += 1
        row[STATUS + min(max(status // 100, 1), 5)] += 1
        first = TIMED[way]
        row[first + bisect_left(BOUNDS, seconds)] += 1
        row[first + SUM] += int(seconds * 1_000_000)

    def count_stale_answer(self) -> None:
        """Count an answer that could not be checked."""
        self.row[STALE] += 1

    def set_cache_size(self, entries: int, size: int, evicted: int, connections: int) -> None:
        """Set the cache's entries and bytes, the evictions, and the open connections."""
        self.row[ENTRIES], self.row[BYTES], self.row[CONNECTIONS] = entries, size, connections
        self.row[EVICTED] += evicted - self._evicted  # the row may have been another process's before
        self._evicted = evicted
