"""The small chart of a source's days: how many stories were filed, and on which days looks failed. Numbers in, numbers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wirepress.features.wire.maintenance.health import SourceDay

WIDTH: Final = 280
HEIGHT: Final = 56
GAP: Final = 4
LEAST: Final = 2  # pixels of a bar for a single story
MARK: Final = 4  # height of the mark of a bad day


@dataclass(frozen=True, slots=True)
class Bar:
    """One day. `bad`: a run failed."""

    x: float
    y: float
    width: float
    height: float
    bad: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars and what they say, in a sentence."""

    bars: Sequence[Bar]
    words: str
    most: int


def draw_chart(days: Sequence[SourceDay]) -> Chart:
    """Return the chart of these days, the oldest at the left."""
    most = max((day.filed for day in days), default=0)
    step = WIDTH / max(len(days), 1)
    bars = [_bar(day, number * step, step - GAP, most) for number, day in enumerate(days)]
    bad = sum(day.bad > 0 for day in days)
    words = f"{sum(day.filed for day in days)} stories in {len(days)} days, {most} on the busiest"
    return Chart(bars, f"{words}; looks failed on {bad} {'day' if bad == 1 else 'days'}." if bad else f"{words}.", most)


def _bar(day: SourceDay, x: float, width: float, most: int) -> Bar:
    height = max(round((HEIGHT - MARK) * day.filed / most, 1), LEAST) if day.filed else 0.0
    return Bar(round(x, 1), round(HEIGHT - height, 1), round(width, 1), height, day.bad > 0)
