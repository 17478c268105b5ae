"""Hexadecimal colours of settings. WordPress 7.1 behaviour (sanitize_hex_color)."""

from __future__ import annotations

import re
from typing import Final

_COLOR: Final = re.compile(r"#(?:[A-Fa-f0-9]{3}){1,2}")


def sanitize_hex_color(color: str) -> str | None:
    """Return the colour with its ``#``, empty for an empty text, None for anything else than three or six digits."""
    return color if not color or _COLOR.fullmatch(color) else None


def sanitize_hex_color_no_hash(color: str) -> str | None:
    """Return the colour without ``#``; the same rules."""
    digits = color.lstrip("#")
    return digits if not digits or _COLOR.fullmatch(f"#{digits}") else None
