"""What a plugin reads in with `wirepress import FILE`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. With refusals the command ends with code 1."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: Sequence[str] = ()  # a sentence for each thing that did not go in
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """A file format. Files that no importer recognises are read as REST documents.

    `recognises` is given the first 4096 bytes and the path; it looks and changes nothing. `run` is given the path, and whether
    nothing may be written (`--dry-run`). It raises ValueError with a sentence for a file that cannot be read at all.
    """

    name: str
    title: str
    recognises: Callable[[bytes, Path], bool]
    run: Callable[[Path, bool], ImportResult]


@dataclass(frozen=True, slots=True)
class WordPressTable:
    """A table of a WordPress plugin that the feature takes over when a WordPress database is imported.

    `name`: without the prefix; `key`: its column of ascending numbers; `store` is given some rows, each as its columns have it
    (numbers may be texts), inside a transaction. The same rows may come twice. Its refusals are told as things left out.
    """

    name: str
    store: Callable[[Sequence[Mapping[str, Any]]], ImportResult]
    key: str = "id"
