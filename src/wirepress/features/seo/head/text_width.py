"""How wide a text is in a search result: Arial of 20 pixels, by classes of letters. Near enough to say what will be cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

TITLE_MAX: Final = 580  # pixels of a title on a desktop
DESCRIPTION_MAX: Final = 920  # pixels of a description, at 14 pixels a letter's height
# Widths in thousandths of the size of the type, of Arial's letters.
_CLASSES: Final[Mapping[int, str]] = {
    222: "ijl'‘’",
    278: "fItI.,:;!|/\\[] ",
    333: "r()-{}`",
    500: "cksvxyzJ",
    556: "abdeghnopquLéèêáàâíìîóòôúùûñäöü0123456789?_#$",
    584: "+<>=~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    944: "W",
    1015: "@%",
}
_WIDTHS: Final = {letter: width for width, letters in _CLASSES.items() for letter in letters}


def text_width(text: str, size: int = 20) -> int:
    """Return how many pixels a text takes at a size of type in pixels."""
    return round(sum(_width(letter) for letter in text) * size / 1000)


def _width(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1000
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, 667 if letter.isupper() else 556)
