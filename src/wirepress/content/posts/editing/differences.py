"""In which lines two texts differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

LINES_MAX: Final = 4000  # of both texts; comparing takes the square of it at worst
CHANGES_MAX: Final = 200


def differing_lines(theirs: str, mine: str) -> list[tuple[str, str]]:
    """Return the places where two texts differ, in their order, each as (theirs, mine); either may be empty. An empty line more or less is
    no difference. Long texts that have hardly a line in common are given as one place."""
    left, right = theirs.splitlines(), mine.splitlines()
    if left == right:
        return []
    if len(left) + len(right) > LINES_MAX:
        return [_different_middle(left, right)]
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    found = [("\n".join(left[a:b]), "\n".join(right[c:d])) for verb, a, b, c, d in codes if verb != "equal"]
    seen = [(theirs, mine) for theirs, mine in found if theirs != mine]
    return seen if len(seen) <= CHANGES_MAX else [_different_middle(left, right)]


def _different_middle(left: list[str], right: list[str]) -> tuple[str, str]:
    """What is left of both when lines that they share are taken away at the beginning and the end."""
    start = _count_equal(left, right)
    end = min(_count_equal(left[::-1], right[::-1]), len(left) - start, len(right) - start)
    return "\n".join(left[start : len(left) - end]), "\n".join(right[start : len(right) - end])


def _count_equal(left: list[str], right: list[str]) -> int:
    return next((at for at, (one, other) in enumerate(zip_longest(left, right)) if one != other), len(left))
