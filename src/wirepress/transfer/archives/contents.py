"""What of a site lies in a folder or an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wirepress.transfer.importing.request import ImportRequest, UnreadableSource


@dataclass(frozen=True, slots=True)
class Contents:
    """What was found. `sentence`: in words."""

    sentence: str


def look_into(path: Path, request: ImportRequest) -> Contents:
    """Return what lies in a folder or an archive. Raises UnreadableSource."""
    raise UnreadableSource(f"{path} is a folder. Name the files that are in it.")
