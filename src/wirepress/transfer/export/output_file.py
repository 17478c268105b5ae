"""A file that is there whole or not at all: written beside its place under another name, and put there when it is finished."""

from __future__ import annotations

import glob
import gzip
import os
import secrets
import sys
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from wirepress.core.files.work_in_progress import held, remove_left

STDOUT: Final = "-"
_GATHERED: Final = 256 * 1024  # bytes that are written at once
_LEVEL: Final = 5  # of gzip: twice as fast as the usual 9, and hardly larger


class ExportError(Exception):
    """Nothing was written; the message says why and what to do."""


class OutputFile:
    """Takes text or bytes and writes UTF-8; packed when the name ends in .gz. `-` is standard output."""

    def __init__(self, name: str | Path) -> None:
        self.name = str(name)
        self.written = 0  # bytes, before packing
        self._parts: list[bytes] = []
        self._waiting = 0
        self._target = None if self.name == STDOUT else Path(self.name)
        self._part: Path | None = None
        self._held = ExitStack()
        self._file: IO[bytes] = sys.stdout.buffer
        self._packed: gzip.GzipFile | None = None

    def __enter__(self) -> Self:
        if self._target is not None:
            require_free(self._target)
            remove_left(self._target.parent, f".{glob.escape(self._target.name)}.*.part")
            self._part = self._target.with_name(f".{self._target.name}.{secrets.token_hex(4)}.part")
            try:
                handle = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except OSError as error:
                raise ExportError(f"{self._target} cannot be written: {error.strerror or error}.") from None
            self._file = os.fdopen(handle, "wb")
            self._held.enter_context(held(self._part))
            if self._target.suffix == ".gz":
                self._packed = gzip.GzipFile("", "wb", _LEVEL, self._file, mtime=0)
        return self

    def write(self, text: str | bytes) -> None:
        """Add to the end of the file."""
        data = text.encode() if isinstance(text, str) else text
        self._parts.append(data)
        self._waiting += len(data)
        self.written += len(data)
        if self._waiting >= _GATHERED:
            self._flush()

    def _flush(self) -> None:
        (self._packed or self._file).write(b"".join(self._parts))
        self._parts.clear()
        self._waiting = 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        if self._target is None or self._part is None:
            self._file.flush()
            return
        try:
            if self._packed is not None:
                self._packed.close()
            if kind is None:
                self._file.flush()
                os.fsync(self._file.fileno())
            self._file.close()
            if kind is None:
                require_free(self._target)
                self._part.replace(self._target)
        finally:
            self._held.close()
            self._part.unlink(missing_ok=True)


def require_free(target: Path) -> None:
    """Raise ExportError where something lies at the target already, or its folder is missing."""
    if os.path.lexists(target):
        raise ExportError(f"{target} is there already. Nothing was written: name another file, or move that one away.")
    if not target.absolute().parent.is_dir():
        raise ExportError(f"There is no folder {target.absolute().parent}. Make it first, or name another file.")
