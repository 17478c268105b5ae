"""What makes a headline one that is read, by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wirepress.features.seo.analysis.check import Check, Status
from wirepress.features.seo.analysis.languages.language import Language
from wirepress.features.seo.analysis.read_text import split_words

_WORDS: Final = (6, 14)
_CHARACTERS: Final = (30, 90)
_SHARE_OF_FILLERS: Final = 0.5
# What promises and does not say, and shouts.
_BAIT: Final = re.compile(
    r"you won['’]t believe|what happened next|will shock you|this one (?:weird )?trick|das glaubst du nicht|was dann geschah"
    r"|vous n['’]allez pas (?:le )?croire|no vas a creer|no creerás|вы не поверите|то, что случилось дальше",
    re.IGNORECASE,
)


def check_headline(headline: str, language: Language) -> Iterator[Check]:
    """Yield what is to be said of a headline; nothing where there is none."""
    words = split_words(headline)
    if not words:
        return
    yield _words(len(words))
    yield _characters(len(headline.strip()))
    yield _balance(words, language)
    yield _appeal(words, language)
    yield _shouting(headline, words)
    yield _bait(headline)


def _words(number: int) -> Check:
    status: Status = "good" if _WORDS[0] <= number <= _WORDS[1] else "fair" if 3 < number < 20 else "poor"
    told = "1 word" if number == 1 else f"{number} words"
    return Check(
        "headline_words",
        "headline",
        status,
        "Words",
        told + ("." if status == "good" else f"; {_WORDS[0]} to {_WORDS[1]} are read most."),
        3,
    )


def _characters(number: int) -> Check:
    status: Status = "good" if _CHARACTERS[0] <= number <= _CHARACTERS[1] else "fair" if 15 <= number <= 120 else "poor"
    return Check(
        "headline_characters",
        "headline",
        status,
        "Characters",
        f"{number}." if status == "good" else f"{number}; {_CHARACTERS[0]} to {_CHARACTERS[1]} fit everywhere.",
        2,
    )


def _balance(words: list[str], language: Language) -> Check:
    if not language.code:
        return Check("headline_balance", "headline", "none", "Balance of words", "The language is not known here.", 2)
    fillers = sum(word.casefold() in language.function_words for word in words) / len(words)
    if fillers > _SHARE_OF_FILLERS:
        return Check(
            "headline_balance",
            "headline",
            "fair",
            "Balance of words",
            "Most of its words are fillers. Name who and what.",
            2,
        )
    return Check("headline_balance", "headline", "good", "Balance of words", "Most of its words say something.", 2)


def _appeal(words: list[str], language: Language) -> Check:
    if not language.code:
        return Check("headline_appeal", "headline", "none", "Appeal", "The language is not known here.", 2)
    stems = {language.stem(word) for word in (*language.emotional, *language.strong)}
    moving = [word for word in words if language.stem(word) in stems or word.isdigit()]
    if moving:
        return Check("headline_appeal", "headline", "good", "Appeal", f"“{moving[0]}” catches the eye.", 2)
    return Check(
        "headline_appeal",
        "headline",
        "fair",
        "Appeal",
        "Nothing in it moves or counts: a strong verb or a figure helps, where the story has one.",
        2,
    )


def _shouting(headline: str, words: list[str]) -> Check:
    loud = [word for word in words if len(word) > 3 and word.isupper()]
    if len(loud) > max(1, len(words) // 3) or "!!" in headline or "?!" in headline:
        return Check("headline_shouting", "headline", "poor", "Tone", "It shouts.", 2)
    if headline.rstrip().endswith("."):
        return Check("headline_shouting", "headline", "fair", "Tone", "It ends with a full stop.", 2)
    return Check("headline_shouting", "headline", "good", "Tone", "It does not shout.", 2)


def _bait(headline: str) -> Check:
    if _BAIT.search(headline):
        return Check(
            "headline_bait", "headline", "poor", "Promise", "It promises and does not say. Readers feel cheated.", 2
        )
    return Check("headline_bait", "headline", "good", "Promise", "It says what the story says.", 2)
