"""Tells what kind of source a file or an address is."""

from __future__ import annotations

import gzip
from pathlib import Path

from wirepress.transfer.wordpress_db.jsonl import JsonLines
from wirepress.transfer.wordpress_db.source import Source, SourceError


def open_source(source: Path | str) -> Source:
    """The reader for a source. Raises SourceError."""
    path = Path(source)
    if not path.is_file():
        raise SourceError(f"There is no file {path}.")
    head = _head(path)
    if not head.strip():
        raise SourceError(f"{path.name} is empty.")
    return JsonLines(path)


def _head(path: Path) -> bytes:
    """The first bytes, unpacked."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            return file.read(4096)
    except (OSError, EOFError) as error:
        raise SourceError(f"{path.name} cannot be unpacked: {error}") from None
