"""The time line: views by the day or the hour, beside an earlier span, with notes at the days that they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from wirepress.features.analytics.charts.scale import round_steps, short_number, spread

WIDTH: Final = 720
NARROW: Final = 370  # on a phone
HEIGHT: Final = 240
LEFT: Final = 46
RIGHT: Final = 8
TOP: Final = 12
BOTTOM: Final = 46  # labels, and the flags of notes above them
FLAG: Final = 200  # the middle of a flag
LABELS: Final = 8
LABELS_NARROW: Final = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the line: what is told of it, and its numbers. `earlier` None: there is nothing to compare it with."""

    label: str  # at the axis
    words: str  # "Monday, 4 May 2026"
    value: int | None  # None: it has not begun
    earlier: float | None = None
    running: bool = False  # it has not ended yet
    earlier_words: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A note at a place. `number`: as the list below the chart has it."""

    place: int
    number: int
    words: str
    colour: str
    important: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The part of the chart that belongs to a point: what a pointer finds."""

    x: float
    width: float
    words: str
    dot_x: float
    dot_y: float


@dataclass(frozen=True, slots=True)
class DrawnFlag:
    """A flag with its place on the chart."""

    x: float
    number: int
    words: str
    colour: str
    important: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A text at an axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """What the template draws. `words` says it to whoever does not see it."""

    line: str
    area: str
    running: str  # the last part of the line, of a span that has not ended
    earlier: str
    columns: Sequence[Column]
    flags: Sequence[DrawnFlag]
    labels: Sequence[Label]
    marks: Sequence[Label]
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    flag_y: int = FLAG
    points: Sequence[Point] = field(default_factory=tuple)


def draw_timeline(
    points: Sequence[Point], flags: Sequence[Flag] = (), *, unit: str = "views", width: int = WIDTH
) -> TimeLine:
    """Return the chart of these points, the oldest first. `width`: WIDTH, or NARROW with fewer labels."""
    most = max([point.value or 0 for point in points] + [point.earlier or 0 for point in points], default=0)
    steps = round_steps(most)
    room, base = width - LEFT - RIGHT, HEIGHT - BOTTOM
    step = room / max(len(points), 1)

    def x_of(place: int) -> float:
        return round(LEFT + step * (place + 0.5), 1)

    def y_of(value: float) -> float:
        return round(base - (base - TOP) * value / steps[-1], 1)

    begun = [point for point in points if point.value is not None]
    places = [(x_of(number), y_of(point.value or 0)) for number, point in enumerate(points)]
    ended = [place for place, point in zip(places, begun, strict=False) if not point.running]
    running = places[max(len(ended) - 1, 0) : len(begun)] if len(ended) < len(begun) else []
    before = [(x_of(number), y_of(point.earlier)) for number, point in enumerate(points) if point.earlier is not None]
    shown = spread(len(points), LABELS_NARROW if width < WIDTH else LABELS)
    return TimeLine(
        line=_path(ended),
        area=_area(ended, base),
        running=_path(running),
        earlier=_path(before),
        columns=[
            Column(round(LEFT + step * number, 1), round(step, 1), describe(point, unit), *places[number])
            for number, point in enumerate(points)
        ],
        flags=_flags(flags, x_of, len(points), width),
        labels=[Label(x_of(number), HEIGHT - 6, points[number].label) for number in shown],
        marks=[Label(LEFT - 6, y_of(value), short_number(value)) for value in steps],
        words=summarise(points, unit),
        width=width,
        right=width - RIGHT,
        points=points,
    )


def describe(point: Point, unit: str) -> str:
    """Return a point in words."""
    told = f"{point.words}: {point.value:,} {unit}" if point.value is not None else f"{point.words}: not yet"
    if point.running:
        told += " so far"
    if point.earlier is not None:
        told += f"; {point.earlier_words or 'before'}: {point.earlier:,.0f}"
    return told


def summarise(points: Sequence[Point], unit: str) -> str:
    """Return the whole line in a sentence."""
    if not points:
        return f"No {unit}."
    high = max(points, key=lambda point: point.value or 0)
    whole = sum(point.value or 0 for point in points)
    told = f"{whole:,} {unit} from {points[0].words} to {points[-1].words}"
    return f"{told}; most on {high.words}: {high.value or 0:,}." if whole else f"{told}."


def _flags(flags: Sequence[Flag], x_of: Callable[[int], float], count: int, width: int) -> list[DrawnFlag]:
    drawn: dict[int, int] = {}
    found = []
    for flag in flags:
        if not 0 <= flag.place < count:
            continue
        beside = drawn.get(flag.place, 0)  # several notes on one day stand side by side
        drawn[flag.place] = beside + 1
        found.append(
            DrawnFlag(
                round(min(x_of(flag.place) + 9 * beside, width - RIGHT), 1),
                flag.number,
                flag.words,
                flag.colour,
                flag.important,
            )
        )
    return found


def _path(places: Sequence[tuple[float, float]]) -> str:
    if len(places) == 1:  # a point alone is a short stroke, else nothing is seen
        x, y = places[0]
        return f"M{x - 3:g} {y:g}L{x + 3:g} {y:g}"
    return "".join(f"{'L' if number else 'M'}{x:g} {y:g}" for number, (x, y) in enumerate(places))


def _area(places: Sequence[tuple[float, float]], base: float) -> str:
    if len(places) < 2:
        return ""
    return f"{_path(places)}L{places[-1][0]:g} {base:g}L{places[0][0]:g} {base:g}Z"
