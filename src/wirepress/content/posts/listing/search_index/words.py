"""Words of a text, and what parts of words a search needs. Texts come in the letters that the database compares (see fold.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wirepress.content.posts.search_models import WORD_MAX

WORD: Final = re.compile(r"\w+")
# Splitting at whatever is no part of a word is several times quicker than to find words, where all letters are ASCII.
_ASCII: Final = {code: " " for code in range(128) if WORD.fullmatch(chr(code)) is None}
STRIDE: Final = WORD_MAX // 2
PART_MAX: Final = STRIDE  # a part up to this length lies in one window of a long word


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts that a text must have, each inside a word. `exact`: a text that has them has what was searched for."""

    parts: tuple[str, ...]
    exact: bool


def words_of(text: str) -> set[str]:
    """Return the words of a folded text; those beyond WORD_MAX as windows that overlap by half."""
    found = set(text.translate(_ASCII).split() if text.isascii() else WORD.findall(text))
    long = [word for word in found if len(word) > WORD_MAX]
    for word in long:
        found.discard(word)
        found.update(word[start : start + WORD_MAX] for start in range(0, max(len(word) - STRIDE, 1), STRIDE))
    return found


def parts_of(wanted: str) -> Parts | None:
    """Return what a folded word or phrase needs; None: nothing in it is part of a word."""
    runs = WORD.findall(wanted)
    if not runs:
        return None
    exact = runs == [wanted] and len(wanted) <= PART_MAX
    return Parts(tuple(dict.fromkeys(run[:PART_MAX] for run in runs)), exact)
