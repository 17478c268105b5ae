"""Tells what kind of source a file or an address is."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Final

from wirepress.transfer.gunzip import MAGIC, Truncated, gunzip
from wirepress.transfer.wordpress_db.jsonl import JsonLines
from wirepress.transfer.wordpress_db.mysql import SCHEMES, Server
from wirepress.transfer.wordpress_db.source import Source, SourceError
from wirepress.transfer.wordpress_db.sql.dump import SqlDump

_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def open_source(source: Path | str) -> Source:
    """The reader for a source. Raises SourceError."""
    if isinstance(source, str) and source.startswith(SCHEMES):
        return Server(source)
    if isinstance(source, str) and re.match(r"[a-z][a-z+]*://", source):
        raise SourceError(
            f"{source.partition(':')[0]}:// is no address this import knows; it reads mysql:// and files."
        )
    path = Path(source)
    if not path.is_file():
        raise SourceError(f"There is no file {path}.")
    head = _head(path)
    if not head.strip():
        raise SourceError(f"{path.name} is empty.")
    return JsonLines(path) if _JSON.match(head) else SqlDump(path)


def _head(path: Path) -> bytes:
    """The first bytes, unpacked."""
    with path.open("rb") as raw:
        blocks = iter(lambda: raw.read(4096), b"")
        first = next(blocks, b"")
        if not first.startswith(MAGIC):
            return first
        try:
            return next(gunzip([first, *itertools.islice(blocks, 16)]), b"")
        except Truncated as error:
            raise SourceError(f"{path.name} cannot be unpacked: {error}.") from None
