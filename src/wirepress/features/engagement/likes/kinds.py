"""Like and dislike, by the numbers under which they are kept and the words of the plugin's own call."""

from __future__ import annotations

from typing import Final

LIKE: Final = 1
DISLIKE: Final = 2
NUMBERS: Final = (LIKE, DISLIKE)
WORDS: Final = {LIKE: "like", DISLIKE: "dislike"}
CHOICES: Final = {word: number for number, word in WORDS.items()}
_DATA: Final = {"twp-post-like": LIKE, "twp-post-dislike": DISLIKE}


def from_data(text: str) -> int | None:
    """twp-post-dislike -> DISLIKE; None for anything that is neither."""
    return _DATA.get(text)
