"""Whether a function's time grows with its input and no faster: four times the input may not take much more than four times as long.

One large reading tells most functions' innocence; only a suspicious one is repeated.
"""

import gc
import time
from collections.abc import Callable

LARGE = 64_000  # characters
STEP = 4  # two doublings at once: their effect stands out from what else the machine does
NOISE = 0.001  # seconds; what is quicker in the large says nothing
TOO_MUCH = 2.9  # per doubling; 2 is linear, 4 quadratic


def seconds(call: Callable[[str], object], text: str) -> float:
    """Time of this thread alone."""
    started = time.thread_time()
    call(text)
    return time.thread_time() - started


def growth(
    call: Callable[[str], object], piece: str, before: str = "", after: str = "", *, large: int = LARGE
) -> float:
    """Return how much longer twice the input takes, 0 where even a large input (characters) takes no time to speak of."""
    noise = NOISE * large / LARGE

    def text(size: int) -> str:
        return before + piece * (size // len(piece)) + after

    short, long = text(large // STEP), text(large)
    gc.disable()
    try:
        least, quick = seconds(call, long), 0.0
        for _ in range(5):
            if least < noise:
                return 0.0
            quick = max(quick, seconds(call, short))
            found = float((least / max(quick, 1e-6)) ** 0.5)
            if found < TOO_MUCH:
                return found
            least = min(least, seconds(call, long))
        return found
    finally:
        gc.enable()


def assert_linear(call: Callable[[str], object], piece: str, before: str = "", after: str = "") -> None:
    """Raise AssertionError for a function that is not linear in this shape of input."""
    found = growth(call, piece, before, after)
    assert found < TOO_MUCH, f"twice the input takes {found:.1f} times as long ({piece!r})"
