"""What the analysis knows of a language."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import snowballstemmer


@dataclass(frozen=True)
class Language:
    """A language. `function_words`: those that say nothing of a text's matter. `transitions`: words and phrases that join sentences.

    `is_passive`: of a sentence. `ease`: from words a sentence and syllables a word to 0 (hard) to 100 (easy), and where that is from.
    `long_sentence`: words from which a sentence is long. `ordinal_point`: "3." is the third, and ends no sentence.
    """

    code: str
    name: str
    stemmer: str
    function_words: frozenset[str]
    transitions: tuple[str, ...]
    is_passive: Callable[[str], bool]
    ease: Callable[[float, float], float]
    vowels: str
    long_sentence: int = 20
    abbreviations: frozenset[str] = frozenset()
    ordinal_point: bool = False
    emotional: frozenset[str] = field(default_factory=frozenset)
    strong: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def transition(self) -> re.Pattern[str]:
        """Return the expression that finds a transition in a sentence in lower case."""
        phrases = sorted(map(re.escape, self.transitions), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")

    @cached_property
    def _vowel_groups(self) -> re.Pattern[str]:
        return re.compile(f"[{self.vowels}]+")

    def count_syllables(self, word: str) -> int:
        """Return about how many syllables a word has: its groups of vowels, at least one."""
        lower = word.casefold()
        found = len(self._vowel_groups.findall(lower))
        if self.code == "en" and len(lower) > 3 and lower.endswith(("e", "es", "ed")):
            found -= not lower.endswith(("le", "les", "ted", "ded", "ses", "zes", "ches", "shes", "ges", "ces", "ee"))
        elif self.code == "fr" and len(lower) > 3 and lower.endswith(("e", "es", "ent")):
            found -= 1
        return max(1, found)

    def stem(self, word: str) -> str:
        """Return what is alike in the forms of a word."""
        return _stem(self.stemmer, word.casefold().replace("’", "'"))


_mine = threading.local()  # a stemmer works on a word of its own, so each thread has its own stemmers


def _stemmer(name: str) -> Any:
    known: dict[str, Any] = _mine.__dict__
    if name not in known:
        known[name] = snowballstemmer.stemmer(name)
    return known[name]


@lru_cache(maxsize=65536)
def _stem(name: str, word: str) -> str:
    bare = word.removesuffix("'s")
    return str(_stemmer(name).stemWord(bare)) if name else bare


def words(text: str) -> frozenset[str]:
    """Return the words of a list written in one text."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a list, one a line or divided by commas."""
    return tuple(one.strip() for one in text.replace("\n", ",").split(",") if one.strip())
