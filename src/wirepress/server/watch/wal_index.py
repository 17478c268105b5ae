"""SQLite's wal-index, read where it lies in shared memory: whether anybody has committed since, for a tenth of a microsecond.

The first 96 bytes of the `-shm` file are two copies of a header that every commit rewrites before it returns, whoever makes it;
readers of SQLite itself know of a commit by nothing else (sqlite.org/walformat.html, section 2.1). Bytes that are the same
mean that nothing was committed. Bytes that differ, half written ones too, mean only that SQLite has to be asked.
"""

from __future__ import annotations

import mmap
import os
import struct
from pathlib import Path
from typing import Final

HEADER: Final = 96
_VERSION: Final = 3007000  # of the format, the same since there are write-ahead logs
# Never closed: when a process closes any descriptor of a file, it loses all its locks on that file, SQLite's among them.
_MAPS: Final[dict[tuple[int, int], mmap.mmap]] = {}


class WalIndex:
    """The header of the wal-index, as it is at any moment."""

    __slots__ = ("_map",)

    def __init__(self, found: mmap.mmap) -> None:
        self._map = found

    def header(self) -> bytes:
        """Return its 96 bytes as they are now."""
        return self._map[:HEADER]


def wal_index(database: Path) -> WalIndex | None:
    """Return the wal-index of a database that somebody in this process has open and has read from; None where there is none that is
    understood (another journal mode, or memory that is not shared)."""
    path = database.with_name(f"{database.name}-shm")
    try:
        facts = path.stat()
        if facts.st_size < HEADER:
            return None
        found = _MAPS.get((facts.st_dev, facts.st_ino))
        if found is None:
            found = mmap.mmap(os.open(path, os.O_RDONLY | os.O_CLOEXEC), HEADER, access=mmap.ACCESS_READ)
            _MAPS[facts.st_dev, facts.st_ino] = found
    except OSError:
        return None
    return WalIndex(found) if struct.unpack_from("=I", found)[0] == _VERSION else None
