"""What a plugin reads in with `wirepress import FILE`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


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
