"""Order of words as WordPress's database gives it: without regard to case and accents, signs before digits before letters."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

KEY_LENGTH: Final = 60  # characters of a text that decide its place
# The order of the Unicode collation algorithm (5.2) for the signs of ASCII; digits and letters follow.
_SIGNS: Final = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_PLACE: Final = {sign: place for place, sign in enumerate(_SIGNS, start=1)}
_FIRST_DIGIT: Final = 0x100
_FIRST_LETTER: Final = 0x200
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def _weights(char: str) -> tuple[int, ...]:
    found = []
    for part in unicodedata.normalize("NFKD", char.casefold().translate(_PLAIN)):
        category = unicodedata.category(part)
        if category in ("Mn", "Me", "Cf", "Cc") and part not in _PLACE:
            continue
        if part in _PLACE:
            found.append(_PLACE[part])
        elif category[0] in "PSZ":
            found.append(min(0x40 + ord(part) % 0xC0, 0xFF))
        elif category == "Nd":
            found.append(_FIRST_DIGIT + unicodedata.digit(part, 0))
        else:
            found.append(_FIRST_LETTER + ord(part))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def _digits(char: str) -> str:
    return "".join(f"{weight:05x}" for weight in _weights(char))


def collation_key(text: str) -> str:
    """Return a text of hexadecimal digits whose plain order is the order of the words. Only the first 60 characters count."""
    return "".join(map(_digits, text[:KEY_LENGTH]))
