"""The six reactions in the order in which they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

FIRST: Final = 1
LAST: Final = 6
_DATA: Final = re.compile(r"be-react-([1-6])")


@dataclass(frozen=True, slots=True)
class Kind:
    """One reaction. `titled` and `gap` say how the block's white space falls, which differs from one to the other."""

    number: int
    icon: str
    title: str
    titled: bool  # the title stands on a line of its own
    gap: str  # "between" or "after" the counts, or "none"


KINDS: Final = (
    Kind(1, "happy", "Happy", True, "between"),
    Kind(2, "sad", "Sad", True, "none"),
    Kind(3, "excited", "Excited", True, "none"),
    Kind(6, "sleepy", "Sleepy", True, "between"),
    Kind(4, "angry", "Angry", False, "after"),
    Kind(5, "surprise", "Surprise", False, "none"),
)
NUMBERS: Final = tuple(range(FIRST, LAST + 1))
TITLES: Final = {kind.number: kind.title for kind in KINDS}


def from_data(text: str) -> int | None:
    """be-react-3 -> 3; None for anything else."""
    found = _DATA.fullmatch(text)
    return int(found[1]) if found else None
