"""Dumps in parts: a file a table, or a file a few tables. They are one database, so they are read as one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from wirepress.settings.settings import get_settings
from wirepress.transfer.packing import PackedFile, TruncatedStream, UnreadableFile
from wirepress.transfer.packing.describe_file import is_json
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.mysql import SCHEMES
from wirepress.transfer.wordpress_db.source import SourceError

_CREATED: Final = re.compile(
    rb"^CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[`\"]?([\w$]{1,64})", re.IGNORECASE | re.MULTILINE
)
_FILLED: Final = re.compile(
    rb"^(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO)\s+[`\"]?([\w$]{1,64})", re.IGNORECASE | re.MULTILINE
)
_ENDS: Final = ("posts", "options", "users", "postmeta", "comments", "commentmeta", "terms", "links", "usermeta")


def tables_of_head(head: bytes) -> set[str]:
    """Return the tables that a dump's beginning names."""
    return {found.decode("ascii", "replace") for found in _CREATED.findall(head) or _FILLED.findall(head)}


def is_whole(tables: set[str]) -> bool:
    """Return whether a dump's beginning names more than one of WordPress's tables, as dumps of a whole database do."""
    return sum(1 for end in _ENDS if any(name.endswith(end) for name in tables)) > 1


@contextmanager
def join_dumps(sources: Sequence[str], report: Report) -> Iterator[list[str]]:
    """Yield the sources, those dumps that are parts of one database as one file. Each one whole, they stay what they are."""
    heads = {source: head for source in sources if (head := _head(source)) is not None}
    if len(heads) < 2 or all(is_whole(tables_of_head(head)) for head in heads.values()):
        yield list(sources)
        return
    with tempfile.TemporaryDirectory(prefix=".import-", dir=get_settings().folder) as folder:
        target = Path(folder) / "database.sql"
        with target.open("wb") as file:
            for source in heads:
                _append(Path(source), file, report)
        yield [str(target), *(source for source in sources if source not in heads)]


def _append(path: Path, file: BinaryIO, report: Report) -> None:
    try:
        for block in PackedFile(path).blocks():
            file.write(block)
    except TruncatedStream as error:
        report.incomplete = True
        report.add_note(f"{path.name} breaks off: {error}. What stands before that was imported; the rest is missing.")
    except UnreadableFile as error:
        raise SourceError(f"{path.name} {error}") from None
    file.write(b"\n;\n")


def _head(source: str) -> bytes | None:
    """Return a dump's beginning; None: it is none."""
    if source.startswith(SCHEMES):
        return None
    try:
        head = PackedFile(Path(source)).head
    except (UnreadableFile, OSError):
        return None
    return None if is_json(head) else head
