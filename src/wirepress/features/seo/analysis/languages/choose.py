"""Which language a text is in: the one that it says, or the one whose function words stand in it most often."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.seo.analysis.languages.english import ENGLISH
from wirepress.features.seo.analysis.languages.french import FRENCH
from wirepress.features.seo.analysis.languages.german import GERMAN
from wirepress.features.seo.analysis.languages.language import Language
from wirepress.features.seo.analysis.languages.russian import RUSSIAN
from wirepress.features.seo.analysis.languages.spanish import SPANISH

LANGUAGES: Final = {one.code: one for one in (ENGLISH, GERMAN, FRENCH, SPANISH, RUSSIAN)}
# Any other: words are compared as they are written, and what needs a language's own rules is not judged.
OTHER: Final = Language(
    "", "", "", frozenset(), ("-",), lambda sentence: False, lambda length, syllables: 0.0, "aeiouy"
)
_LOOKED_AT: Final = 2000  # words
_LEAST_SHARE: Final = 0.2  # of function words, in running text of a language it is 0.3 to 0.6
_LEAST_WORDS: Final = 20


def choose_language(told: str, text: str) -> Language:
    """Return the language of a text. `told`: what the site says ("en-GB"); a text that is plainly another one is taken at its word."""
    base = told.replace("_", "-").split("-")[0].casefold()
    found = detect_language(text)
    if found is not None:
        return found
    return LANGUAGES.get(base, OTHER) if base else ENGLISH


def detect_language(text: str) -> Language | None:
    """Return the one of the known languages that a text is in; None where it is too short to say, or in none of them."""
    words = re.findall(r"[^\W\d_]+", text.casefold())[:_LOOKED_AT]
    if len(words) < _LEAST_WORDS:
        return None
    shares = {one.code: sum(word in one.function_words for word in words) / len(words) for one in LANGUAGES.values()}
    best = max(shares, key=lambda code: shares[code])
    second = max(share for code, share in shares.items() if code != best)
    return LANGUAGES[best] if shares[best] >= _LEAST_SHARE and shares[best] > 1.2 * second else None
