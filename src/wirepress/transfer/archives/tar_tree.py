"""A tar archive in any packing as a tree: gone through from its beginning each time, never unpacked as a whole."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from wirepress.core.files.block_reader import BlockReader
from wirepress.settings.limits import IMPORT_ARCHIVE_FILES
from wirepress.transfer.archives.tree import HEAD, Member, NameJudge
from wirepress.transfer.packing.unpack import BLOCK, Blocks, TruncatedStream, UnreadableFile, unpack_blocks


class TarTree:
    """The files of a tar archive."""

    what = "a tar archive"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._judge = NameJudge()
        self.refused = self._judge.refused

    def scan(self, look: Callable[[str], bool]) -> Iterator[tuple[Member, bytes]]:
        self.refused.others = 0
        for member, file in self._members():
            head = _read_some(file, HEAD) if look(member.name) else b""
            yield member, head

    def read(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, Blocks]]:
        self.refused.others = 0
        for member, file in self._members():
            if wanted(member.name):
                yield member, _blocks(file, member.size)

    def _members(self) -> Iterator[tuple[Member, IO[bytes]]]:
        with self.path.open("rb") as raw:
            blocks = unpack_blocks(iter(lambda: raw.read(BLOCK), b""))
            try:
                with tarfile.open(fileobj=cast(IO[bytes], BlockReader(blocks)), mode="r|") as archive:
                    for count, info in enumerate(archive):
                        if count >= IMPORT_ARCHIVE_FILES:
                            raise UnreadableFile(
                                f"holds more than {IMPORT_ARCHIVE_FILES} files. Unpack it, and give the folder."
                            )
                        archive.members.clear()  # type: ignore[attr-defined]  # else it remembers all
                        if info.isdir():
                            continue
                        if not info.isfile() or info.issparse():  # holes may be said to be of any length
                            self.refused.others += 1
                            continue
                        name = self._judge.accept(info.name)
                        file = archive.extractfile(info) if name else None
                        if file is not None:
                            yield Member(name, info.size, float(info.mtime)), file
            except (tarfile.TarError, EOFError) as error:
                raise TruncatedStream(f"the archive is damaged or not whole ({error})") from None


def _read_some(file: IO[bytes], size: int) -> bytes:
    try:
        return file.read(size)
    except tarfile.TarError:
        return b""


def _blocks(file: IO[bytes], size: int) -> Blocks:
    left = size
    while left:
        try:
            block = file.read(min(BLOCK, left))
        except tarfile.TarError as error:
            raise TruncatedStream(f"the archive is damaged ({error})") from None
        if not block:
            raise TruncatedStream("the archive ends too early")
        left -= len(block)
        yield block
