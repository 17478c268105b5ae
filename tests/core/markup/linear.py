"""Whether a function's time grows with its input and no faster: doubling the input may not much more than double the time."""

import gc
import time
from collections.abc import Callable

NOISE = 0.001  # seconds; shorter readings say nothing
STEP = 4  # two doublings at once: their effect stands out from what else the machine does
TOO_MUCH = 3.2  # per doubling; 2 is linear, 4 quadratic
START, LARGEST = 20_000, 80_000


def seconds(call: Callable[[str], object], text: str) -> float:
    """Time of this thread alone, the better of two readings."""
    best = 9.0
    for _ in range(2):
        gc.collect(0)
        gc.disable()
        started = time.thread_time()
        try:
            call(text)
        finally:
            best = min(best, time.thread_time() - started)
            gc.enable()
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
    for _ in range(4):
        least = min(least, (seconds(call, text(STEP * size)) / short) ** 0.5)
        if least < TOO_MUCH:
            break
        short = max(short, seconds(call, text(size)))
    return least


def assert_linear(call: Callable[[str], object], piece: str, before: str = "", after: str = "") -> None:
    """Raise AssertionError for a function that is not linear in this shape of input."""
    found = growth(call, piece, before, after)
    assert found < TOO_MUCH, f"twice the input takes {found:.1f} times as long ({piece!r})"
