"""How much is tried. The suite of every change tries each thing a few times, `make nightly` (WIREPRESS_TESTS=nightly) many times."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

NIGHTLY: Final = os.environ.get("WIREPRESS_TESTS") == "nightly"


def examples(suite: int, nightly: int) -> int:
    """Return how many examples Hypothesis tries. WIREPRESS_EXAMPLES says it for a single long run."""
    return int(os.environ.get("WIREPRESS_EXAMPLES") or (nightly if NIGHTLY else suite))


def sample(cases: Sequence[T], size: int, place: int = 0) -> list[T]:
    """Return `size` of the cases, evenly spread; all of them at night.

    `place`: which of the spreads, so that tests that walk the same cases choose different ones and all cases have their turn.
    """
    if NIGHTLY or size >= len(cases):
        return list(cases)
    step = len(cases) / size
    return [cases[(int(number * step) + place) % len(cases)] for number in range(size)]
