"""Bodies that a server sent compressed, unpacked bit by bit, so that a small answer cannot fill the memory.

Content codings of RFC 9110 (gzip, deflate), RFC 7932 (br) and RFC 8878 (zstd; a window of at most 8 MB, RFC 9659). What a server
says of them is often wrong: a body that is plainly not packed in the way that it names is taken as it is, and a name that is none of
a coding (none, UTF-8) says nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Final, cast

from wirepress.core.files.block_reader import BlockReader

ACCEPTED: Final = "gzip, br, zstd"
RATIO_MAX: Final = 200  # times as long unpacked as packed; text of real sites stays below 60
RATIO_FROM: Final = 1024 * 1024  # bytes unpacked before the ratio is looked at
CODINGS_MAX: Final = 2  # one around the other
_STEP: Final = 64 * 1024
_REFUSED: Final = frozenset(
    "compress x-compress exi pack200-gzip aes128gcm sdch dcb dcz bzip2 xz lzma".split()
)  # never asked for
_SIGNED: Final = frozenset({"gzip", "x-gzip", "zstd"})  # codings that no text can be taken for
_READABLE: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|[\s\0])*[<{\[]")  # how documents begin
_WINDOW: Final = 8 * 1024 * 1024
Chunks = Iterable[bytes]


class UnpackError(ValueError):
    """The body cannot or must not be unpacked; the message says why."""


def unpack_body(chunks: Chunks, coding: str) -> Iterator[bytes]:
    """Yield the body without its content codings, in pieces of at most 64 KB or so. Raises UnpackError."""
    names = [name.strip().lower() for name in coding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(names) > CODINGS_MAX:
        raise UnpackError("The answer is packed more than twice.")
    for name in reversed(names):
        if name in _REFUSED:
            raise UnpackError(f"The answer is packed in a way that is not known ({name[:40]}).")
        if name in _UNPACKERS:
            chunks = _unpack_one(chunks, name)
    yield from chunks


def _unpack_one(chunks: Chunks, name: str) -> Iterator[bytes]:
    """Yield the body without one coding, or as it is where its first bytes are those of nothing that is packed so."""
    rest = iter(chunks)
    first = b""
    while len(first) < 4 and (chunk := next(rest, None)) is not None:
        first += chunk
    packed = _READABLE.match(first) is None
    if not packed and name not in _SIGNED:
        packed = _begins(first, name)
    whole = _chain(first, rest)
    yield from _limit_ratio(whole, _UNPACKERS[name]) if packed or not first else whole


def _begins(first: bytes, name: str) -> bool:
    """Return whether a coding without signature (deflate, br) can begin so."""
    try:
        next(iter(_UNPACKERS[name]([first])), b"")
    except EOFError:
        return True
    except (UnpackError, zlib.error):
        return False
    return True


def _limit_ratio(chunks: Chunks, unpack: Callable[[Chunks], Iterator[bytes]]) -> Iterator[bytes]:
    """The unpacked pieces, as long as what comes out stays in proportion to what went in."""
    taken = given = 0

    def counted() -> Iterator[bytes]:
        nonlocal taken
        for chunk in chunks:
            taken += len(chunk)
            yield chunk

    try:
        for piece in unpack(counted()):
            given += len(piece)
            if given > RATIO_FROM and given > RATIO_MAX * taken:
                raise UnpackError(f"The answer grows more than {RATIO_MAX} times when unpacked.")
            yield piece
    except UnpackError:
        raise
    except EOFError:
        raise UnpackError("The packed answer is broken: it ends too early.") from None
    except zlib.error:
        raise UnpackError("The packed answer is broken.") from None


def _gzip(chunks: Chunks) -> Iterator[bytes]:
    return _zlib(chunks, 16 + zlib.MAX_WBITS)


def _deflate(chunks: Chunks) -> Iterator[bytes]:
    """zlib's format, or the bare deflate stream that some servers send in its place."""
    rest = iter(chunks)
    first = b""
    while len(first) < 2 and (chunk := next(rest, None)) is not None:
        first += chunk
    bare = len(first) > 1 and (first[0] & 15 != 8 or int.from_bytes(first[:2], "big") % 31)
    yield from _zlib(_chain(first, rest), -zlib.MAX_WBITS if bare else zlib.MAX_WBITS)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _zlib(chunks: Chunks, bits: int) -> Iterator[bytes]:
    """One member after the other; what follows the last one is no concern of ours."""
    machine, fed = zlib.decompressobj(bits), False
    for chunk in chunks:
        while chunk:
            if machine.eof:
                if bits < 16 or not chunk.startswith(b"\x1f"):
                    return
                machine = zlib.decompressobj(bits)
            piece = machine.decompress(chunk, _STEP)
            chunk = machine.unused_data if machine.eof else machine.unconsumed_tail
            fed = True
            if piece:
                yield piece
    while fed and not machine.eof:
        piece = machine.decompress(b"", _STEP)
        if not piece:
            raise EOFError("it ends too early")
        yield piece


def _brotli(chunks: Chunks) -> Iterator[bytes]:
    import brotli

    machine, fed = brotli.Decompressor(), False
    try:
        for chunk in chunks:
            if machine.is_finished():
                return
            fed = fed or bool(chunk)
            piece = machine.process(chunk, output_buffer_limit=_STEP)
            while piece:  # it says that it takes more data when there is still more to come out
                yield piece
                piece = b"" if machine.is_finished() else machine.process(b"", output_buffer_limit=_STEP)
    except brotli.error:
        raise UnpackError("The packed answer is broken.") from None
    if fed and not machine.is_finished():
        raise EOFError("it ends too early")


def _zstd(chunks: Chunks) -> Iterator[bytes]:
    import zstandard

    machine = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with machine.stream_reader(cast(IO[bytes], BlockReader(chunks)), read_across_frames=True) as reader:
            while piece := reader.read(_STEP):
                yield piece
    except zstandard.ZstdError:
        raise UnpackError("The packed answer is broken.") from None


_UNPACKERS: Final[dict[str, Callable[[Chunks], Iterator[bytes]]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
