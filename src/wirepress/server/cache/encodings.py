"""Content encodings: which one a client accepts, and how a body is encoded (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import functools
import gzip
from typing import Final

import brotli
import zstandard

PREFERRED: Final = ("br", "zstd", "gzip")  # the smallest first
IDENTITY: Final = "identity"
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


@functools.lru_cache(maxsize=512)
def choose_encoding(accept: bytes) -> str:
    """Return the encoding for an Accept-Encoding header; `identity` for none."""
    weights: dict[str, float] = {}
    for item in accept.decode("latin-1").lower().split(","):
        name, _, rest = item.partition(";")
        weights[name.strip().removeprefix("x-")] = _weight(rest)  # x-gzip is gzip (RFC 9110, section 8.4.1.3)
    others = weights.get("*", 0.0)
    allowed = [(weights.get(name, others), -place, name) for place, name in enumerate(PREFERRED)]
    best = max(allowed)
    if best[0] <= 0 or best[0] < weights.get("identity", 0.0):
        return IDENTITY
    return best[2]


def _weight(text: str) -> float:
    name, equals, value = text.strip().partition("=")
    if not equals or name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def encode(encoding: str, body: bytes) -> bytes:
    """Return the body in that encoding."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=_LEVELS["br"]))  # type: ignore[no-untyped-call]
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=_LEVELS["zstd"]).compress(body)
    return gzip.compress(body, compresslevel=_LEVELS["gzip"], mtime=0)
