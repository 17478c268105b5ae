"""Metrics that all processes of one machine share: a small file, mapped into each of them.

Every process writes its own row only, so nothing has to be locked; a row of a process that is gone goes on in the next.
"""

from __future__ import annotations

import fcntl
import mmap
import os
from pathlib import Path
from typing import Final

ROWS: Final = 80
CELLS: Final = 256  # of eight bytes; the first holds the process's number
PID: Final = 0


class SharedMetrics:
    """The mapped file. `row`: the numbers of this process."""

    def __init__(self, path: Path) -> None:
        size = ROWS * CELLS * 8
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < size:
                os.ftruncate(descriptor, size)
            self._map = mmap.mmap(descriptor, size)
            self._all = memoryview(self._map).cast("Q")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self.row = self._claim_row()
        finally:
            fcntl.flock(
                descriptor, fcntl.LOCK_UN
            )  # closing is not enough: the map keeps a copy of the descriptor, and the lock with it
            os.close(descriptor)

    def _claim_row(self) -> memoryview[int]:
        for number in range(ROWS):
            row = self._all[number * CELLS : (number + 1) * CELLS]
            if row[PID] == 0 or not _is_alive(row[PID]):
                row[PID] = os.getpid()
                return row
        raise OSError(f"More than {ROWS} processes serve this site.")

    def rows(self) -> list[memoryview[int]]:
        """Return the rows of every process that ever wrote one."""
        every = [self._all[number * CELLS : (number + 1) * CELLS] for number in range(ROWS)]
        return [row for row in every if row[PID]]

    def is_first(self) -> bool:
        """Return whether no living process has a row before this one's."""
        for row in self.rows():
            if row[PID] == os.getpid():
                return True
            if _is_alive(row[PID]):
                return False
        return True

    def sum_over_all(self, cell: int) -> int:
        """Return the sum of one number over all processes that ever were."""
        return sum(row[cell] for row in self.rows())

    def sum_over_living(self, cell: int) -> int:
        """Return the sum of one number over the living processes."""
        return sum(row[cell] for row in self.rows() if _is_alive(row[PID]))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
