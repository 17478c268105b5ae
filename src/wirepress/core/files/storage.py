"""What every storage of uploaded files can do beside Django's own calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

STEM_MAX = 160  # bytes of a name before its extension; file systems hold 255 and sizes add to it


class StorageUnavailable(OSError):
    """The storage cannot be reached, or refuses. The message says what to look at."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One stored file. `modified`: unix seconds; `tag`: another one whenever the bytes are others."""

    size: int
    modified: float
    tag: str


class UploadStorage(Protocol):
    """A storage of uploaded files. Every call may raise StorageUnavailable."""

    def store(self, name: str, data: bytes) -> bool:
        """Store a new file whole. False: somebody has that name already; nothing was changed."""

    def overwrite(self, name: str, data: bytes, modified: float | None = None) -> None:
        """Store a file whole, whatever was there."""

    def copy_in(self, name: str, path: Path, modified: float) -> None:
        """Store a copy of a file of this machine, of whatever size, whatever was there."""

    def facts(self, name: str) -> FileFacts | None:
        """Size and age; None when there is no such file."""

    def open_part(self, name: str, start: int, length: int) -> IO[bytes]:
        """Return so many bytes of a file, to be read and closed. Raises FileNotFoundError."""

    def delete(self, name: str) -> Any:
        """Remove a file; nothing happens when there is none."""

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Name and size of all files."""


def candidate_names(name: str) -> Iterator[str]:
    """The name, then those that WordPress tries when it is taken: -1, -2 ... before the extension. Stems that are too long are cut."""
    folder, slash, file = name.rpartition("/")
    stem, dot, extension = file.rpartition(".")
    if not dot:
        stem, extension = file, ""
    stem = stem.encode()[:STEM_MAX].decode("utf-8", "ignore")
    yield f"{folder}{slash}{stem}{dot}{extension}"
    number = 1
    while True:
        yield f"{folder}{slash}{stem}-{number}{dot}{extension}"
        number += 1


def is_safe(name: str) -> bool:
    """Return whether a name stays below the uploads folder and is no hidden file."""
    return (
        bool(name)
        and "\x00" not in name
        and "\\" not in name
        and not any(not part or part.startswith(".") for part in name.split("/"))
    )
