"""An invented stock of words: few are in most stories, most are in few, as in a language (Zipf's law)."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from typing import Final

FREQUENT: Final = "harbour"  # in 40 stories of a hundred
FREQUENT_SHARE: Final = 0.4
RARE: Final = "zephyrine"  # in RARE_STORIES stories, however many there are
RARE_STORIES: Final = 25
STOCK: Final = 60_000
_CONSONANTS: Final = "b d f g k l m n p r s t v br dr fl gr kl pl sk st tr".split()
_VOWELS: Final = "a e i o u ea ou ie".split()


@dataclass(frozen=True, slots=True)
class Stock:
    """Words, and their weights summed up."""

    words: list[str]
    weights: list[float]

    def some(self, dice: random.Random, number: int) -> list[str]:
        """So many words, the frequent ones more often."""
        return dice.choices(self.words, cum_weights=self.weights, k=number)


def stock(seed: int) -> Stock:
    """The same words for the same seed."""
    dice = random.Random(f"words {seed}")
    found: dict[str, None] = {}
    while len(found) < STOCK:
        syllables = 1 + min(len(found) // 2000, 1) + (dice.random() < 0.5)
        word = name(dice, syllables)
        if FREQUENT not in word and RARE not in word:
            found[word] = None
    return Stock(list(found), list(itertools.accumulate(1 / (place + 2.7) for place in range(STOCK))))


def name(dice: random.Random, syllables: int) -> str:
    """An invented word of so many syllables."""
    return "".join(dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(syllables)) + dice.choice(
        ("", "n", "r", "s", "l")
    )
