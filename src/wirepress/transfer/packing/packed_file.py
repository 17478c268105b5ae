"""One file, unpacked and as UTF-8: its bytes from the beginning, as often as somebody wants to read them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from wirepress.transfer.packing.archive import is_tar, is_zip, tar_blocks, zip_blocks
from wirepress.transfer.packing.unpack import (
    HEAD,
    Blocks,
    TruncatedStream,
    UnreadableFile,
    detect_packing,
    peek,
    unpack_blocks,
)

CHUNK: Final = 1024 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class PackedFile:
    """A file on disk. `head`: its first bytes, unpacked, as UTF-8 where it says that it is Unicode (`unicode`). Raises Unreadable.

    `plain`: nothing is packed or transcoded, so that any place in it can be gone to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        with path.open("rb") as raw:
            start, blocks = peek(self._unpack(raw), HEAD)
            if not start:
                _await_end(blocks)
            self._codec = detect_codec(start)
            self.unicode = bool(self._codec)
            raw.seek(0)
            first = raw.read(512)
        self.plain = not (self.unicode or detect_packing(first) or is_zip(first) or is_tar(first))
        self.head = start.decode(self._codec, "ignore").encode("utf-8", "replace") if self._codec else start

    def blocks(self, tick: Callable[[int], None] = lambda done: None, offset: int = 0) -> Blocks:
        """Return the bytes from an offset on (of the unpacked bytes); `tick` is told how far into the file itself they reach. Raises
        TruncatedStream."""
        with self.path.open("rb") as raw:
            if self.plain:
                raw.seek(offset)
                offset = 0
            for block in decode_blocks(self._unpack(raw), self._codec):
                tick(min(raw.tell(), self.size))
                if offset >= len(block):
                    offset -= len(block)
                    continue
                yield block[offset:]
                offset = 0

    def _unpack(self, raw: BinaryIO) -> Blocks:
        """Return the stream below all packings and archives."""
        start = raw.read(HEAD)
        raw.seek(raw.tell() - len(start))
        blocks = zip_blocks(raw) if is_zip(start) else iter(lambda: raw.read(CHUNK), b"")
        blocks = unpack_blocks(blocks)
        begin, blocks = peek(blocks, 512)
        if is_tar(begin):
            blocks = unpack_blocks(tar_blocks(self._open_archive))
            begin, blocks = peek(blocks, 512)
        if is_zip(begin) or is_tar(begin):
            raise UnreadableFile("is an archive within another one. Unpack it, and give the dump that is in it.")
        return blocks

    def _open_archive(self) -> Blocks:
        """Return the tar archive from its beginning."""
        with self.path.open("rb") as raw:
            start = raw.read(16)
            raw.seek(0)
            yield from unpack_blocks(zip_blocks(raw) if is_zip(start) else iter(lambda: raw.read(CHUNK), b""))


def _await_end(blocks: Blocks) -> None:
    try:
        next(blocks, b"")
    except TruncatedStream as error:
        raise UnreadableFile(f"cannot be unpacked: {error}.") from None


def detect_codec(head: bytes) -> str:
    """Return the Unicode encoding of a text that begins so, by its mark or, without one, by where its zero bytes stand; nothing: it does not say."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    sample = head[:400]
    if len(sample) >= 16 and not len(sample) % 2:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        half = len(sample) // 2
        if even == 0 and odd > half * 0.9:
            return "utf-16-le"
        if odd == 0 and even > half * 0.9:
            return "utf-16-be"
    return ""


def decode_blocks(blocks: Blocks, codec: str) -> Blocks:
    """Return the text as UTF-8, without a mark at its beginning."""
    if not codec:
        return blocks
    decoder = codecs.getincrementaldecoder(codec)("replace")
    return (text.encode("utf-8", "replace") for text in map(decoder.decode, blocks) if text)
