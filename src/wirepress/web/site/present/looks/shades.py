"""Colours that stand in the place of pictures until they are there: 64 classes, for a policy without style attributes."""

from __future__ import annotations

from itertools import product
from typing import Final

_LEVELS: Final = (0x20, 0x60, 0xA0, 0xE0)  # the middle of each quarter


def class_of(color: str) -> str:
    """Return the class nearest to a colour ("#aabbcc")."""
    return "shade-" + "".join(str(int(color[place : place + 2], 16) // 64) for place in (1, 3, 5))


def shade_rules() -> str:
    """Return the rules of all classes."""
    return "".join(
        f".shade-{red}{green}{blue}{{background-color:#{_LEVELS[red]:02x}{_LEVELS[green]:02x}{_LEVELS[blue]:02x}}}"
        for red, green, blue in product(range(4), repeat=3)
    )
