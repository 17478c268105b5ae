"""How much is tried. The suite of every change tries each thing a few times, `make nightly` (WIREPRESS_TESTS=nightly) many times."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

NIGHTLY: Final = os.environ.get("WIREPRESS_TESTS") == "nightly"
_SHIFT: Final = int(
    os.environ.get("WIREPRESS_TEST_DB") == "postgres"
)  # each database gets cases that the other had not


def examples(suite: int, nightly: int) -> int:
    """Return how many examples Hypothesis tries. WIREPRESS_EXAMPLES says it for a single long run."""
    return int(os.environ.get("WIREPRESS_EXAMPLES") or (nightly if NIGHTLY else suite))


def every_nth(cases: Sequence[T], step: int, start: int = 0) -> list[T]:
    """Return one of `step` cases, all of them at night.

    `start`: tests that walk the same cases for many things count the things with it, so that each case has its turn.
    """
    return list(cases) if NIGHTLY else list(cases[(start + _SHIFT) % step :: step])
