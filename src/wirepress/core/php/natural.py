"""PHP's natural order: numbers inside texts compare as numbers (strnatcasecmp)."""

from __future__ import annotations

import re
from typing import Final

_PIECE: Final = re.compile(rb"[0-9]+|[^0-9]")
_DIGIT: Final = ord("0")
DIGITS_MAX: Final = 30  # longer runs of digits compare by their first ones


def natural_key(text: str) -> tuple[tuple[int, int], ...]:
    """Return a sorting key: bytes without regard to the case of ASCII letters, runs of digits by their value, blanks skipped."""
    folded = text.encode("utf-8", "surrogateescape").lower()
    pieces = _PIECE.findall(b"".join(folded.split()))
    return tuple((_DIGIT, int(piece[:DIGITS_MAX])) if piece[:1].isdigit() else (piece[0], 0) for piece in pieces)
