"""What a folder and every kind of archive have in common: members with names, read in their order. Names are judged before anything is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from wirepress.transfer.packing.unpack import Blocks

HEAD: Final = 64 * 1024  # bytes of a member that are looked at


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a tree. `name`: with slashes, below the tree's root; `size`: as the tree says it."""

    name: str
    size: int
    modified: float = 0.0


@dataclass(slots=True)
class Refused:
    """Members that were left out, with the reasons: `hostile` ones would lie elsewhere, `others` are links and devices."""

    hostile: list[tuple[str, str]] = field(default_factory=list)
    others: int = 0


class Tree(Protocol):
    """A folder or an archive. Raises UnreadableFile where it cannot be read at all, TruncatedStream where it breaks off."""

    path: Path
    what: str  # in words: "a folder", "a zip archive"
    refused: Refused

    def scan(self, look: Callable[[str], bool]) -> Iterator[tuple[Member, bytes]]:
        """Yield every file, with its first bytes where `look` wants them."""

    def read(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, Blocks]]:
        """Yield the wanted files with their bytes, which are read before the next one is asked for."""


def judge_name(name: str) -> tuple[str, str]:
    """Return a member's name as it is used, and why it must not be; nothing: it may."""
    clean = name.replace("\\", "/")
    if "\0" in clean:
        return clean, "its name holds a zero byte"
    if clean.startswith("/") or re.match(r"[A-Za-z]:/", clean):
        return clean, "its name is absolute"
    parts = [part for part in clean.split("/") if part not in ("", ".")]
    if ".." in parts:
        return clean, "its name leads out of the archive"
    return "/".join(parts), "" if parts else "it has no name"


class NameJudge:
    """Judges the names of a tree's members and remembers what was refused, each once."""

    def __init__(self) -> None:
        self.refused = Refused()
        self._seen: set[str] = set()

    def accept(self, name: str) -> str:
        """Return the name to be used; nothing: the member is left out."""
        clean, reason = judge_name(name)
        if not reason:
            return clean
        if name not in self._seen and len(self._seen) < 1000:
            self._seen.add(name)
            self.refused.hostile.append((name[:200], reason))
        return ""
