"""Tells what kind of source a file or an address is."""

from __future__ import annotations

import re
from pathlib import Path

from wirepress.transfer.packing import PackedFile, UnreadableFile, describe_file
from wirepress.transfer.wordpress_db.jsonl import JsonLinesSource
from wirepress.transfer.wordpress_db.mysql import SCHEMES, MysqlSource
from wirepress.transfer.wordpress_db.source import Source, SourceError
from wirepress.transfer.wordpress_db.sql.dump import SqlDumpSource


def open_source(source: Path | str) -> Source:
    """Return the reader for a source. Raises SourceError."""
    if isinstance(source, str) and source.startswith(SCHEMES):
        return MysqlSource(source)
    if isinstance(source, str) and re.match(r"[a-z][a-z+]*://", source):
        raise SourceError(
            f"{source.partition(':')[0]}:// is no address this import knows; it reads mysql:// and files."
        )
    path = Path(source)
    if path.is_dir():
        raise SourceError(f"{path} is a folder. Name the dump that is in it.")
    if not path.is_file():
        raise SourceError(f"There is no file {path}.")
    try:
        file = PackedFile(path)
    except UnreadableFile as error:
        raise SourceError(f"{path.name} {error}") from None
    return _open_file(file)


def _open_file(file: PackedFile) -> Source:
    """Return what reads a file of this beginning."""
    head, name = file.head, file.path.name
    if not head.strip():
        raise SourceError(f"{name} is empty.")
    words = describe_file.describe_foreign(head)
    if words:
        raise SourceError(f"{name} {words}")
    if describe_file.is_documents(head):
        raise SourceError(
            f"{name} holds documents of a REST API, not a database: `wirepress import {name}` reads them."
        )
    if not describe_file.is_json(head):
        return SqlDumpSource(file)
    if head.lstrip()[:1] == b"[":
        raise SourceError(f"{name} is a list in JSON, not a database. {describe_file.DUMP}")
    return JsonLinesSource(file)
