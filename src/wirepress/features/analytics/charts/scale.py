"""Axes that people can read: round steps, short numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

_STEPS: Final = (1, 2, 5, 10)


def round_steps(most: float, wanted: int = 4) -> list[int]:
    """Return the marks of an axis from 0 up to the first round number that is not below `most`: about so many, whole ones."""
    if most <= 0:
        return [0, 1]
    raw = max(most / wanted, 1)
    size = 10 ** math.floor(math.log10(raw))
    step = next(factor * size for factor in _STEPS if factor * size >= raw)
    return [number * step for number in range(math.ceil(most / step) + 1)]


def short_number(number: float) -> str:
    """Return a number as axes and cards show it: 950, 1,200, 12.3k, 4.5M."""
    for size, letter in ((1_000_000_000, "B"), (1_000_000, "M"), (10_000, "k")):
        if abs(number) >= size:
            unit = 1000 if letter == "k" else size
            return f"{number / unit:.1f}".removesuffix(".0") + letter
    return f"{number:,.0f}"


def spread(count: int, most: int) -> Sequence[int]:
    """Return which of so many places get a label, the first and evenly on: at most so many."""
    step = max(1, math.ceil(count / most))
    return range(0, count, step)
