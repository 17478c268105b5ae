"""The files of a spool, as they are read. Whoever writes a file holds a lock on it; when nobody does, nothing more is written to it.

A line without its end was never acknowledged: its writer died in the middle of it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ENDING: Final = ".spool"
_LOCK: Final = "reading.lock"
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Segment:
    """One file. `sealed`: nobody writes to it any more."""

    path: Path
    sealed: bool

    @property
    def name(self) -> str:
        """Its name without its folder, which no other file of the spool will get."""
        return self.path.name


def list_segments(folder: Path) -> list[Segment]:
    """Return the files, the oldest first; none where there is no spool."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(ENDING))  # noqa: PTH208
    except FileNotFoundError:
        return []
    return [Segment(folder / name, _is_sealed(folder / name)) for name in names]


def used_bytes(folder: Path) -> int:
    """Return how much the files hold."""
    found = 0
    for segment in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        try:
            found += segment.stat().st_size
        except FileNotFoundError:  # it was read to its end meanwhile
            continue
    return found


def read_lines(path: Path, place: int) -> Iterator[tuple[bytes, int]]:
    """Yield whole lines from a place (bytes) on, each without its end and with the place behind it."""
    with path.open("rb") as file:
        file.seek(place)
        rest = b""
        while piece := file.read(_CHUNK):
            lines = (rest + piece).split(b"\n")
            rest = lines.pop()
            for line in lines:
                place += len(line) + 1
                yield line, place


@contextmanager
def reading(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Inside, nobody else on this machine reads the spool. Gives False where somebody else does and `wait` is not wanted."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)  # and the lock with it


def _is_sealed(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
