"""Unpacks streams block by block, whatever they are packed with, and gives what there is of one that breaks off."""

from __future__ import annotations

import bz2
import itertools
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

from wirepress.settings.limits import IMPORT_LAYERS, IMPORT_RATIO, IMPORT_RATIO_FROM, IMPORT_WINDOW

BLOCK: Final = 1024 * 1024  # bytes given at once, however tightly they were packed
HEAD: Final = 64 * 1024
Blocks = Iterator[bytes]


class TruncatedStream(EOFError):
    """The stream breaks off or is damaged; what came before was given."""


class UnreadableFile(ValueError):
    """The file cannot be read; the message says what it is and what to do, without its name."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Gzip:
    """zlib's machine with the calls of bz2's and lzma's: it keeps what it could not unpack yet."""

    def __init__(self) -> None:
        self._machine, self._left = zlib.decompressobj(zlib.MAX_WBITS | 16), b""

    eof = property(lambda self: self._machine.eof)
    needs_input = property(lambda self: not self._left and not self._machine.eof)
    unused_data = property(lambda self: self._machine.unused_data)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many bytes more."""
        block = self._machine.decompress(self._left + data, max_length)
        self._left = b"" if self._machine.eof else self._machine.unconsumed_tail
        return block


def _unpack_members(packed: Iterable[bytes], make: Callable[[], _Decompressor]) -> Blocks:
    """Return the unpacked bytes of one or more members, one behind the other. Raises TruncatedStream."""
    machine, begun = make(), False
    for chunk in packed:
        rest = chunk
        while rest or (begun and not machine.eof and not machine.needs_input):
            if machine.eof:
                rest = rest.lstrip(b"\0")  # padding behind a member
                if not rest:
                    break
                machine, begun = make(), False
            try:
                block = machine.decompress(rest, BLOCK)
            except (zlib.error, OSError, lzma.LZMAError, ValueError, MemoryError) as error:
                raise TruncatedStream(f"the packed data is damaged ({error})") from None
            begun = True
            rest = machine.unused_data if machine.eof else b""
            if block:
                yield block
    if begun and not machine.eof:
        raise TruncatedStream("the packed data ends too early")


def gunzip(packed: Iterable[bytes]) -> Blocks:
    """Return what gzip packed. Raises TruncatedStream."""
    return _unpack_members(packed, _Gzip)


def _unpack_xz(packed: Iterable[bytes]) -> Blocks:
    return _unpack_members(packed, lambda: lzma.LZMADecompressor(memlimit=IMPORT_WINDOW))


def _unpack_bzip2(packed: Iterable[bytes]) -> Blocks:
    return _unpack_members(packed, bz2.BZ2Decompressor)


class _Zstd:
    """zstandard's machine with the calls of bz2's and lzma's. It knows no limit of what it gives: whoever calls it gives it little."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        self._machine = zstandard.ZstdDecompressor(max_window_size=IMPORT_WINDOW).decompressobj()

    eof = property(lambda self: self._machine.eof)
    unused_data = property(lambda self: self._machine.unused_data)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return what the bytes hold."""
        try:
            return self._machine.decompress(data)
        except self._error as error:
            raise ValueError(str(error)) from None


def _unpack_zstandard(packed: Iterable[bytes]) -> Blocks:
    little = (chunk[at : at + 1024] for chunk in packed for at in range(0, len(chunk), 1024))  # becomes 32 MB at most
    return _unpack_members(little, _Zstd)


UNPACKERS: Final[dict[str, Callable[[Iterable[bytes]], Blocks]]] = {
    "gzip": gunzip,
    "bzip2": _unpack_bzip2,
    "xz": _unpack_xz,
    "zstd": _unpack_zstandard,
}
_MAGIC: Final = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))


def detect_packing(head: bytes) -> str:
    """Return how the stream that begins so is packed; "": it is not."""
    for magic, name in _MAGIC:
        if head.startswith(magic) and not (name == "bzip2" and head[4:10] not in (b"1AY&SY", b"\x17rE8P\x90")):
            return name
    return ""


def peek(blocks: Blocks, size: int = HEAD) -> tuple[bytes, Blocks]:
    """Return the first bytes of a stream, and the stream as it was. A stream that breaks off before gives what there is, and then breaks off."""
    taken: list[bytes] = []
    length = 0
    broken: TruncatedStream | None = None
    while length < size:
        try:
            block = next(blocks, b"")
        except TruncatedStream as error:
            broken = error
            break
        if not block:
            break
        taken.append(block)
        length += len(block)
    rest = _raise_at_once(broken) if broken else blocks
    return b"".join(taken)[:size], itertools.chain(taken, rest)


def _raise_at_once(error: TruncatedStream) -> Blocks:
    raise error
    yield b""


def unpack_blocks(blocks: Blocks) -> Blocks:
    """Return the stream without what it is packed with, be that one in the other. Raises TruncatedStream, and Unreadable for what
    grows without end."""
    for _ in range(IMPORT_LAYERS + 1):
        head, blocks = peek(blocks, 16)
        name = detect_packing(head)
        if not name:
            return blocks
        blocks = _limit_ratio(blocks, UNPACKERS[name])
    raise UnreadableFile(f"is packed more than {IMPORT_LAYERS} times. Unpack it, and give what is in it.")


def _limit_ratio(packed: Blocks, unpack: Callable[[Iterable[bytes]], Blocks]) -> Blocks:
    """Return what comes out, as long as it stays in proportion to what went in: no real text is packed as tightly as a bomb."""
    taken = given = 0

    def counted() -> Blocks:
        nonlocal taken
        for chunk in packed:
            taken += len(chunk)
            yield chunk

    for block in unpack(counted()):
        given += len(block)
        if given > IMPORT_RATIO_FROM and given > IMPORT_RATIO * taken:
            raise UnreadableFile(
                f"grows more than {IMPORT_RATIO} times when it is unpacked, as no database does. Unpack it, and look at it."
            )
        yield block
