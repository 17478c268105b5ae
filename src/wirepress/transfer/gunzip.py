"""Unpacks a gzip stream block by block, and gives what there is of one that breaks off."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

MAGIC: Final = b"\x1f\x8b"
BLOCK: Final = 1024 * 1024  # bytes given at once, however tightly they were packed


class Truncated(EOFError):
    """The stream breaks off or is damaged; what came before was given."""


def gunzip(packed: Iterable[bytes]) -> Iterator[bytes]:
    """The unpacked bytes of one or more gzip members, BLOCK at most at once. Raises Truncated."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    fresh = True  # nothing of the present member was read yet
    for chunk in packed:
        rest = chunk
        while rest:
            if unpacker.eof:
                rest = rest.lstrip(b"\0")  # padding behind a member
                if not rest:
                    break
                unpacker, fresh = zlib.decompressobj(zlib.MAX_WBITS | 16), True
            try:
                block = unpacker.decompress(rest, BLOCK)
            except zlib.error as error:
                raise Truncated(f"the packed data is damaged ({error})") from None
            fresh = False
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if block:
                yield block
    if not unpacker.eof and not fresh:
        raise Truncated("the packed data ends too early")
