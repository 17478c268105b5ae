"""How a body is encoded, and whether it is worth it."""

from __future__ import annotations

import gzip
from typing import Final

import brotli
import zstandard

SMALLEST: Final = 256  # bytes: below this an encoding saves nothing
_TEXTS: Final = (
    b"text/",
    b"application/json",
    b"application/javascript",
    b"application/rss+xml",
    b"application/xml",
    b"image/svg+xml",
)
_LEVELS: Final = {"br": 5, "zstd": 6, "gzip": 6}


def is_worth_it(kind: bytes, size: int) -> bool:
    """Return whether a body of that type and size (bytes) is sent encoded at all."""
    return size >= SMALLEST and kind.startswith(_TEXTS)


def encode(encoding: str, body: bytes) -> bytes:
    """Return the body in that encoding."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=_LEVELS["br"]))  # type: ignore[no-untyped-call]
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=_LEVELS["zstd"]).compress(body)
    return gzip.compress(body, compresslevel=_LEVELS["gzip"], mtime=0)
