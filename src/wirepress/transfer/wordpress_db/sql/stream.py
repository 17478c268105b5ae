"""The bytes of a dump from any offset on: plain or packed, in an encoding where quotes and backslashes are what they seem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from wirepress.transfer.packing import PackedFile, TruncatedStream
from wirepress.transfer.packing.packed_file import decode_blocks

# Where a line begins: a story may speak of such settings.
_SETTING: Final = rb"(?im)^\s*(?:/\*!\d*\s*)?SET\s+"
_NAMES: Final = re.compile(_SETTING + rb"NAMES\s+['\"]?(\w+)")
_NO_ESCAPES: Final = re.compile(_SETTING + rb"[^;\r\n]{0,500}\bNO_BACKSLASH_ESCAPES\b")
_CODECS: Final = {
    "utf8": "utf-8",
    "utf8mb3": "utf-8",
    "utf8mb4": "utf-8",
    "binary": "utf-8",
    "ascii": "utf-8",
    "latin1": "cp1252",
    "latin2": "iso8859-2",
    "latin5": "iso8859-9",
    "latin7": "iso8859-13",
    "greek": "iso8859-7",
    "hebrew": "iso8859-8",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "cp1256": "cp1256",
    "cp1257": "cp1257",
    "koi8r": "koi8-r",
    "koi8u": "koi8-u",
    "cp866": "cp866",
    "cp850": "cp850",
    "cp852": "cp852",
    "tis620": "tis-620",
    "euckr": "euc_kr",
    "ujis": "euc_jp",
    "eucjpms": "euc_jp",
    "gb2312": "gb2312",
    "gbk": "gbk",
    "gb18030": "gb18030",
    "big5": "big5",
    "sjis": "shift_jis",
    "cp932": "cp932",
}
# A character's second byte may look like a backslash or a quote: such a dump is turned into UTF-8 before it is read.
_TREACHEROUS: Final = frozenset(("gbk", "gb18030", "big5", "shift_jis", "cp932"))


class DumpFile:
    """One dump file. Offsets count unpacked (and, where that is needed, transcoded) bytes."""

    def __init__(self, file: PackedFile) -> None:
        self._file = file
        self.size = file.size
        self.encoding = "utf-8" if file.unicode else _dump_encoding(file.head)
        self.source_codec = self.encoding if self.encoding in _TREACHEROUS else ""
        if self.source_codec:
            self.encoding = "utf-8"
        self.serial = not file.plain or bool(
            self.source_codec
        )  # a place in it is reached only by reading all before it
        self.backslashes = _NO_ESCAPES.search(file.head) is None

    def blocks(self, offset: int, tick: Callable[[int], None]) -> Iterator[bytes]:
        """Yield blocks of bytes from an offset on. `tick` is told how far into the file itself they reach. Raises TruncatedStream."""
        if not self.source_codec:
            yield from self._file.blocks(tick, offset)
            return
        for block in decode_blocks(self._file.blocks(tick), self.source_codec):
            if offset >= len(block):
                offset -= len(block)
                continue
            yield block[offset:]
            offset = 0


def _dump_encoding(head: bytes) -> str:
    """Return Python's name of the encoding that the dump's head names; UTF-8 when it names none."""
    found = _NAMES.search(head)
    return _CODECS.get(found[1].decode("ascii", "replace").lower(), "utf-8") if found else "utf-8"


class StreamBuffer:
    """A window on the stream: grows at its end when more is needed, forgets what was consumed."""

    def __init__(self, blocks: Iterator[bytes], offset: int) -> None:
        self._blocks = blocks
        self.data = b""
        self.at = 0
        self.start = offset  # offset of data[0]
        self.ended = False
        self.truncated = ""

    @property
    def offset(self) -> int:
        """Return where the window's reading position lies in the stream."""
        return self.start + self.at

    def read_more(self) -> bool:
        """Append at least as much as is unread (so that looking again at a long value stays linear); False: the stream ended."""
        if self.ended:
            return False
        rest = self.data[self.at :]
        self.start += self.at
        parts, size = [rest], 0
        while size <= len(rest):
            try:
                block = next(self._blocks, b"")
            except TruncatedStream as error:
                self.truncated, block = str(error), b""
            if not block:
                self.ended = True
                break
            parts.append(block)
            size += len(block)
        self.data, self.at = b"".join(parts), 0
        return size > 0

    def ensure(self, size: int) -> None:
        """Have `size` unread bytes, or all there are."""
        while len(self.data) - self.at < size and self.read_more():
            pass
