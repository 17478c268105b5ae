"""Appends lines to a spool: what is written when `append` comes back is on the disk, whatever happens then."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wirepress.core.spool.segments import ENDING, used_bytes

SEGMENT_BYTES: Final = 8 * 1024 * 1024
SEGMENT_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 1.0  # between two looks at how much the folder holds


class SpoolFull(RuntimeError):
    """There is no room: nothing was kept."""


class SpoolWriter:
    """Writes for one process, one thread at a time. A file is begun when there is something to write, and left after a minute or 8 MB.

    `most`: bytes that all files together may hold until somebody reads them.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most
        self._lock = threading.Lock()
        self._file = -1
        self._size = self._used = 0
        self._begun = self._looked = 0.0
        self._process = os.getpid()

    def append(self, lines: Sequence[bytes]) -> None:
        """Keep lines (without ends), and wait until they are on the disk. Raises SpoolFull, also when the disk is."""
        data = b"".join(line + b"\n" for line in lines)
        with self._lock:
            if self._process != os.getpid():  # forked: that file is the other process's
                self._file, self._process = -1, os.getpid()
            self._check_room(len(data))
            try:
                if self._file < 0:
                    self._begin()
                _write_all(self._file, data)
                os.fdatasync(self._file)
            except OSError as error:
                self._leave(take_back=True)
                raise SpoolFull(f"The spool {self._folder} cannot be written: {error}") from error
            self._size += len(data)
            self._used += len(data)
            if self._size >= SEGMENT_BYTES:
                self._leave()

    def rotate(self) -> None:
        """Leave a file that is older than a minute, so that others see that it is finished."""
        with self._lock:
            if self._file >= 0 and time.monotonic() - self._begun > SEGMENT_SECONDS:
                self._leave()

    def close(self) -> None:
        """Leave the file."""
        with self._lock:
            self._leave()

    def _check_room(self, more: int) -> None:
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS or not self._looked:
            self._used, self._looked = used_bytes(self._folder), now
        if self._used + more > self._most:
            raise SpoolFull(f"The spool {self._folder} holds {self._used} bytes that nobody has read yet.")

    def _begin(self) -> None:
        """Begin a file. It gets its name when it is locked: until then nobody takes it for a finished one."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{time.time_ns() // 1_000_000:014d}-{os.getpid()}-{secrets.token_hex(4)}"
        hidden = self._folder / f"{name}.new"
        self._file = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        hidden.rename(self._folder / f"{name}{ENDING}")
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._begun, self._size = time.monotonic(), 0

    def _leave(self, *, take_back: bool = False) -> None:
        """Close the file. `take_back`: what was written since the last answer was not acknowledged."""
        if self._file < 0:
            return
        with contextlib.suppress(OSError):
            if take_back:
                os.ftruncate(self._file, self._size)
        os.close(self._file)
        self._file = -1


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
