"""A zip archive as a tree. What it says of sizes is not believed."""

from __future__ import annotations

import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from wirepress.settings.limits import IMPORT_ARCHIVE_FILES, IMPORT_RATIO, IMPORT_RATIO_FROM
from wirepress.transfer.archives.tree import HEAD, Member, NameJudge
from wirepress.transfer.packing.archive import read_member
from wirepress.transfer.packing.unpack import BLOCK, Blocks, TruncatedStream, UnreadableFile

_ENCRYPTED: Final = 1


class ZipTree:
    """The files of a zip archive."""

    what = "a zip archive"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._judge = NameJudge()
        self.refused = self._judge.refused
        try:
            with zipfile.ZipFile(path) as archive:
                self._count = len(archive.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise UnreadableFile("is a zip archive that is damaged or not whole. Make or copy it anew.") from None
        if self._count > IMPORT_ARCHIVE_FILES:
            raise UnreadableFile(f"holds more than {IMPORT_ARCHIVE_FILES} files. Unpack it, and give the folder.")

    def scan(self, look: Callable[[str], bool]) -> Iterator[tuple[Member, bytes]]:
        self.refused.others = 0
        with zipfile.ZipFile(self.path) as archive:
            for info, member in self._members(archive):
                head = b""
                if look(member.name):
                    try:
                        head = next(_read(archive, info, HEAD), b"")
                    except TruncatedStream:
                        head = b""
                yield member, head

    def read(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Member, Blocks]]:
        given = 0
        size = self.path.stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            for info, member in self._members(archive):
                if not wanted(member.name):
                    continue
                given += info.file_size
                if given > IMPORT_RATIO_FROM and given > IMPORT_RATIO * size:
                    raise UnreadableFile(
                        f"grows more than {IMPORT_RATIO} times when it is unpacked. Unpack it, and look at it."
                    )
                yield member, _read(archive, info, BLOCK)

    def _members(self, archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, Member]]:
        for info in archive.infolist():
            if info.is_dir():
                continue
            mode = info.external_attr >> 16
            if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
                self.refused.others += 1
                continue
            name = self._judge.accept(info.filename)
            if name:
                yield info, Member(name, info.file_size, _moment(info))


def _moment(info: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (OverflowError, ValueError):
        return 0.0


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, block_size: int) -> Blocks:
    """Yield a member's bytes. Raises TruncatedStream, UnreadableFile."""
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile("is a zip archive with a password. Unpack it, and give the folder.")
    yield from read_member(archive, info, block_size)
