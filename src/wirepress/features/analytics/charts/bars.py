"""Small bars: the minutes of the last half hour, and the length of a number beside the largest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 300
HEIGHT: Final = 60
GAP: Final = 2
LEAST: Final = 2  # pixels of a bar for the smallest number


@dataclass(frozen=True, slots=True)
class Bar:
    """One number."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars and what it says."""

    bars: Sequence[Bar]
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def draw_bars(values: Sequence[int], names: Sequence[str], words: str) -> Bars:
    """Return bars of these numbers, the first at the left; each has a name."""
    most, step = max(values, default=0), WIDTH / max(len(values), 1)
    drawn = []
    for number, (value, name) in enumerate(zip(values, names, strict=True)):
        height = max(round(HEIGHT * value / most, 1), LEAST) if value else 0.0
        drawn.append(
            Bar(
                round(number * step, 1),
                round(HEIGHT - height, 1),
                round(max(step - GAP, 1), 1),
                height,
                f"{name}: {value:,}",
            )
        )
    return Bars(drawn, words)


def part_of(value: float, most: float) -> float:
    """Return how long a bar is, in percent of the longest."""
    return round(100 * value / most, 1) if most > 0 else 0.0
