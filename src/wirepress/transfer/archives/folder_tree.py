"""A folder as a tree. Links are not followed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from wirepress.transfer.archives.tree import HEAD, Member, Refused
from wirepress.transfer.packing.unpack import BLOCK, Blocks


class FolderTree:
    """The files below a folder."""

    what = "a folder"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.refused = Refused()

    def scan(self, look: Callable[[str], bool]) -> Iterator[tuple[Member, bytes]]:
        self.refused.others = 0
        for place, folders, names in os.walk(self.path, followlinks=False):
            folders.sort()
            self.refused.others += sum(1 for name in folders if (Path(place) / name).is_symlink())
            for name in sorted(names):
                path = Path(place) / name
                if path.is_symlink() or not path.is_file():
                    self.refused.others += 1
                    continue
                facts = path.stat()
                member = Member(path.relative_to(self.path).as_posix(), facts.st_size, facts.st_mtime)
                head = b""
                if look(member.name):
                    with path.open("rb") as file:
                        head = file.read(HEAD)
                yield member, head

    def read(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, Blocks]]:
        for member, _ in self.scan(lambda name: False):
            if wanted(member.name):
                with (self.path / member.name).open("rb") as file:
                    yield member, iter(lambda file=file: file.read(BLOCK), b"")  # type: ignore[misc]
