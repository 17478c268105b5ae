"""Whether a function's time grows with its input and no faster: doubling the input may not much more than double the time."""

import time
from collections.abc import Callable

NOISE = 0.002  # seconds; shorter readings say nothing
TOO_MUCH = 3.0  # twice the input takes twice the time, four times where it is quadratic
START, LARGEST = 40_000, 80_000


def seconds(call: Callable[[str], object], text: str) -> float:
    """The best of two readings."""
    best = 9.0
    for _ in range(2):
        started = time.perf_counter()
        call(text)
        best = min(best, time.perf_counter() - started)
    return best


def growth(call: Callable[[str], object], piece: str, before: str = "", after: str = "") -> float:
    """How much longer twice the input takes, 0 where even a large input takes no time to speak of."""

    def text(size: int) -> str:
        return before + piece * (size // len(piece)) + after

    size = START
    while (short := seconds(call, text(size))) < NOISE and size < LARGEST:
        size *= 2
    if short < NOISE:
        return 0.0
    least = 9.0
    for _ in range(3):
        least = min(least, seconds(call, text(2 * size)) / seconds(call, text(size)))
        if least < TOO_MUCH:
            break
    return least


def assert_linear(call: Callable[[str], object], piece: str, before: str = "", after: str = "") -> None:
    """Raise AssertionError for a function that is not linear in this shape of input."""
    found = growth(call, piece, before, after)
    assert found < TOO_MUCH, f"twice the input takes {found:.1f} times as long ({piece!r})"
