"""How much two texts share, and whether that makes them one story.

Copies of one report have long passages in common, word for word, and speak of the same names and numbers. Reports made after one
pattern (results, weather, stock exchanges) have phrases in common but short ones, and other names and numbers. A new story that
repeats an older one's background has passages in common, but not its beginning.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from wirepress.features.wire.dedupe.minhash import SIGNS, Fingerprint, hash_shingles, split_tokens

TOKENS_MIN: Final = 14  # shorter texts are one story only when they are nearly equal
PASSAGE: Final = 12  # words at least; twice as many signs of a script without blanks
# What speaks for one story, each from 0 to 1, and the sum that is enough (bench/similar.py measures them). Reports after one pattern
# have half of the shorter text in common, hardly a name and few numbers; half speaks for names and numbers that are too few to tell.
NAMES: Final = 0.3
NUMBERS: Final = 0.4
NAMES_UNKNOWN: Final = 0.1
NUMBERS_UNKNOWN: Final = 0.2
TITLE: Final = 0.45
ENOUGH: Final = 1.0
ENOUGH_BRIEF: Final = 1.08  # of a text of ...
BRIEF: Final = 40  # ... so few words, in which names and numbers tell less
NAMES_MIN: Final = 4
NUMBERS_MIN: Final = 3
TITLES_SAME: Final = 96  # per cent of rapidfuzz's token_set_ratio; reports after one pattern reach 94
TITLES_NEAR: Final = 72  # where the texts are a sentence, and nearly equal
TITLE_MIN: Final = 3  # words; shorter headlines are used again and again
BACKGROUND: Final = 0.4  # of the longer text; with less than this in common, and that not in ...
LEAD: Final = 0.12  # ... its first quarter, it only repeats what happened before
RETOLD: Final = 0.8  # of a short text's content words that the whole story has too
RETOLD_NAMES: Final = 2
RETOLD_MIN: Final = 5  # such words
RETOLD_MAX: Final = 60
RETOLD_LETTERS: Final = 4
_SHARED_MIN: Final = 0.12  # of the shingles; below it nothing else is looked at
_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
# A capital letter (of Latin, Greek, Cyrillic, Armenian; small ones among them are sorted out) inside a sentence: after a word or comma.
_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫЀ-ЯѠ-ԯԱ-Ֆ](?<=[\w,;’] .)[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share. `covered`: of the shorter one's words, in long passages."""

    covered: float
    titles: float  # 0 to 100
    same: bool
    words: str


@dataclass(frozen=True, slots=True)
class _PreparedText:
    """A text read for comparing. `reach`: tokens in a shingle; `scale`: signs that a word is worth."""

    size: int
    runs: tuple[int, ...]
    known: frozenset[int]
    names: frozenset[str]
    numbers: frozenset[str]
    reach: int
    scale: int
    joined: str


@functools.lru_cache(maxsize=200)
def _prepare_text(text: str) -> _PreparedText:
    tokens = split_tokens(text)
    runs = tuple(hash_shingles(tokens)) if tokens else ()
    reach = len(tokens) - len(runs) + 1
    short = " ".join(tokens) if len(tokens) < TOKENS_MIN else ""
    return _PreparedText(
        len(tokens), runs, frozenset(runs), names_of(text), numbers_of(text), reach, 2 if reach == SIGNS else 1, short
    )


def names_of(text: str) -> frozenset[str]:
    """Return words with a capital letter inside sentences (in German all nouns); none in scripts without capitals."""
    return frozenset(name.casefold() for name in _NAME.findall(text) if name[0].isupper())


def numbers_of(text: str) -> frozenset[str]:
    """Return numbers as they are written."""
    return frozenset(found.strip(".,:") for found in _NUMBER.findall(text))


def _shared_part(one: frozenset[str], other: frozenset[str], least: int) -> float | None:
    """Return the share of the smaller set that both have; None when it is too small to tell anything."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= least else None


def _shared_names(one: Fingerprint, other: Fingerprint, mine: _PreparedText, theirs: _PreparedText) -> float | None:
    """Return the share of the names that both texts have; None for German, whose nouns all have capitals."""
    return None if "de" in (one.language[:2], other.language[:2]) else _shared_part(mine.names, theirs.names, NAMES_MIN)


def compare_texts(one: Fingerprint, other: Fingerprint) -> Likeness:
    """Return what the two have in common, and whether they are the same story."""
    from rapidfuzz import fuzz

    titles = (
        float(fuzz.token_set_ratio(one.title.casefold(), other.title.casefold())) if one.title and other.title else 0.0
    )
    shorter, longer = _prepare_text(one.text), _prepare_text(other.text)
    if shorter.size > longer.size:
        shorter, longer = longer, shorter
    if shorter.size < TOKENS_MIN:
        return _compare_short(shorter, longer, titles)
    shared = len(shorter.known & longer.known) / max(len(shorter.known), 1)
    names = _shared_names(one, other, shorter, longer)
    numbers = _shared_part(shorter.numbers, longer.numbers, NUMBERS_MIN)
    if shared < _SHARED_MIN:
        return Likeness(shared, titles, False, _describe_likeness(shared, names, numbers, titles))
    covered, _ = _shared_passages(shorter, longer.known)
    back, lead = _shared_passages(longer, shorter.known)
    titled = titles >= TITLES_SAME and _headlines_decide(one.title, other.title)
    weight = (
        covered
        + (NAMES_UNKNOWN if names is None else NAMES * names)
        + (NUMBERS_UNKNOWN if numbers is None else NUMBERS * numbers)
        + TITLE * titled
    )
    background = lead < LEAD and back < BACKGROUND and not titled
    enough = ENOUGH if shorter.size >= BRIEF * shorter.scale else ENOUGH_BRIEF
    return Likeness(
        covered, titles, weight >= enough and not background, _describe_likeness(covered, names, numbers, titles)
    )


def compare_retold(one: Fingerprint, other: Fingerprint) -> Likeness:
    """Return whether one is a short text in own words about the other's story: the same headline, and most of its words in the other."""
    shorter, longer = sorted((split_tokens(one.text), split_tokens(other.text)), key=len)
    told = {token for token in shorter if len(token) >= RETOLD_LETTERS or token.isdigit()}
    share = len(told & set(longer)) / max(len(told), 1)
    names = _shared_part(names_of(one.text), names_of(other.text), RETOLD_NAMES)
    same = (
        one.title.casefold().split() == other.title.casefold().split()
        and len(one.title.split()) > TITLE_MIN
        and RETOLD_MIN <= len(told) <= RETOLD_MAX
        and len(longer) >= 2 * len(shorter)
        and share >= RETOLD
        and (names is None or names >= RETOLD)
    )
    return Likeness(
        share,
        100.0 * same,
        same,
        f"The headlines are the same, and {share:.0%} of the shorter text's words stand in the other.",
    )


def _headlines_decide(one: str, other: str) -> bool:
    """Return whether headlines that are alike say that it is one story: long enough, and no other result, price or age in them."""
    words = min(len(one.split()), len(other.split()))
    if words < TITLE_MIN:  # a script that sets no blanks has one "word"; two signs are worth one
        words = min(len(split_tokens(one)), len(split_tokens(other))) // 2
    return words >= TITLE_MIN and numbers_of(one) == numbers_of(other)


def _shared_passages(text: _PreparedText, known: frozenset[int]) -> tuple[float, float]:
    """Return the share of its words in passages that the other text has too, of the whole and of its first quarter."""
    need = PASSAGE * text.scale
    quarter = max(text.size // 4, 1)
    total = lead = 0
    begun = -1
    for at, run in enumerate((*text.runs, None)):
        if run is not None and run in known:
            if begun < 0:
                begun = at
        elif begun >= 0:
            length = at - begun - 1 + text.reach
            if length >= need:
                total += length
                lead += max(0, min(begun + length, quarter) - begun)
            begun = -1
    return min(total / text.size, 1.0), min(lead / quarter, 1.0)


def _compare_short(shorter: _PreparedText, longer: _PreparedText, titles: float) -> Likeness:
    """Compare texts of one sentence: the same words in the same order, but for one in ten, and the same names and numbers."""
    from rapidfuzz import fuzz

    alike = float(fuzz.ratio(shorter.joined, longer.joined)) / 100 if shorter.joined and longer.joined else 0.0
    agrees = shorter.numbers == longer.numbers and shorter.names == longer.names
    return Likeness(
        alike, titles, alike >= 0.9 and agrees and titles >= TITLES_NEAR, _describe_likeness(alike, None, None, titles)
    )


def _describe_likeness(covered: float, names: float | None, numbers: float | None, titles: float) -> str:
    said = [f"{covered:.0%} of the shorter text stand in the other word for word"]
    if names is not None:
        said.append(f"{names:.0%} of its names are the same")
    if numbers is not None:
        said.append(f"{numbers:.0%} of its numbers are the same")
    return f"{', '.join(said)}; the headlines are alike to {titles:.0f}%."
