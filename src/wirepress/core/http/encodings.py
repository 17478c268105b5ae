"""Which content encoding a client accepts (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import functools
from typing import Final

PREFERRED: Final = ("br", "zstd", "gzip")  # the smallest first
IDENTITY: Final = "identity"


@functools.lru_cache(maxsize=512)
def choose_encoding(accept: bytes, offered: tuple[str, ...] = PREFERRED) -> str:
    """Return the encoding for an Accept-Encoding header, of those that are offered (the best first); `identity` for none."""
    weights: dict[str, float] = {}
    for item in accept.decode("latin-1").lower().split(","):
        name, _, rest = item.partition(";")
        weights[name.strip().removeprefix("x-")] = _weight(rest)  # x-gzip is gzip (RFC 9110, section 8.4.1.3)
    others = weights.get("*", 0.0)
    allowed = [(weights.get(name, others), -place, name) for place, name in enumerate(offered)]
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
