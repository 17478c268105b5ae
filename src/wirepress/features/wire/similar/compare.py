"""How much two texts share, and whether that makes them one story.

Copies of one report have whole passages in common, word for word, and speak of the same names and numbers. Reports made after one
pattern (results, weather, stock exchanges) have words in common everywhere and passages nowhere, and other names and numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wirepress.features.wire.similar.sketch import Fingerprint, shingles_of, tokens_of

TOKENS_MIN: Final = 14  # shorter texts are one story only when they are nearly equal
COVERED: Final = 0.45  # of the shorter text, word for word
COVERED_WITH_TITLE: Final = 0.28  # where the headlines say the same
TITLES_SAME: Final = 75  # per cent of rapidfuzz's token_set_ratio
FACTS_SAME: Final = 0.55  # of the names and numbers of the text that has fewer
GAPS_MAX: Final = 3.2  # interruptions in a hundred words of what is word for word the same
FACTS_MIN: Final = 4  # fewer tell nothing
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME: Final = re.compile(r"(?<![.!?:…\"“”„«»]\s)(?<!\A)(?<!\n)\b[^\W\d_a-zà-öø-ÿ][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share. `covered`: of the shorter one, word for word; `facts`: of the names and numbers; `gaps` in 100 words."""

    covered: float
    facts: float
    gaps: float
    titles: float  # 0 to 100
    same: bool
    words: str


def facts_of(text: str) -> set[str]:
    """Numbers, and words with a capital letter inside sentences (names; in German all nouns)."""
    return {found.strip(".,:") for found in _NUMBER.findall(text)} | {name.casefold() for name in _NAME.findall(text)}


def likeness(one: Fingerprint, other: Fingerprint) -> Likeness:
    """What the two have in common, and whether they are the same story."""
    from rapidfuzz import fuzz

    titles = float(fuzz.token_set_ratio(one.title.casefold(), other.title.casefold())) if one.title and other.title else 0.0
    mine, theirs = tokens_of(one.text), tokens_of(other.text)
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
        one, other = other, one
    if len(mine) < TOKENS_MIN:
        return _short(mine, theirs, titles, one, other)
    runs, known = shingles_of(mine), set(shingles_of(theirs))
    covered, gaps = _covered(runs, known, len(mine))
    here, there = facts_of(one.text), facts_of(other.text)
    fewer = min(len(here), len(there))
    facts = len(here & there) / fewer if fewer else 1.0
    patchy = 100 * gaps / len(mine)
    enough = covered >= COVERED or (covered >= COVERED_WITH_TITLE and titles >= TITLES_SAME)
    agrees = facts >= FACTS_SAME if fewer >= FACTS_MIN else patchy <= GAPS_MAX
    same = enough and agrees and (patchy <= GAPS_MAX or facts >= 0.8)
    return Likeness(covered, facts, patchy, titles, same, _words(covered, facts, titles))


def _covered(runs: list[int], known: set[int], length: int) -> tuple[float, int]:
    """The share of words that stand in a passage of the other text, and how often such passages are interrupted."""
    size = length - len(runs) + 1
    until, total, gaps, inside = 0, 0, 0, True
    for at, run in enumerate(runs):
        if run in known:
            total += at + size - max(at, until)
            until = at + size
            inside = True
        elif at >= until and inside:
            gaps += 1
            inside = False
    return total / length, gaps


def _short(mine: list[str], theirs: list[str], titles: float, one: Fingerprint, other: Fingerprint) -> Likeness:
    """Texts of a sentence: the same words in the same order, but for one in ten, and the same numbers."""
    from rapidfuzz import fuzz

    alike = float(fuzz.ratio(" ".join(mine), " ".join(theirs))) / 100
    numbers = set(_NUMBER.findall(one.text)) == set(_NUMBER.findall(other.text))
    same = alike >= 0.9 and numbers and titles >= TITLES_SAME and bool(mine)
    return Likeness(alike, 1.0 if numbers else 0.0, 0.0, titles, same, _words(alike, 1.0 if numbers else 0.0, titles))


def _words(covered: float, facts: float, titles: float) -> str:
    return (
        f"{covered:.0%} of the shorter text stand in the other word for word, {facts:.0%} of its names and numbers are the same, "
        f"the headlines are alike to {titles:.0f}%."
    )
