"""How wide a line of a search result is. The widths of characters are those of the sans serif that results are set in (thousandths of
the font's size); others are taken for as wide as their like."""

from __future__ import annotations

import unicodedata
from typing import Final

TITLE_SIZE: Final = 20  # pixels
DESCRIPTION_SIZE: Final = 14
TITLE_MAX: Final = 580  # pixels until a title is cut on a desktop
TITLE_LEAST: Final = 285
DESCRIPTION_MAX: Final = 920  # two lines on a desktop
DESCRIPTION_LEAST: Final = 430
_OTHER: Final = 556
_WIDE: Final = 1000
_BY_WIDTH: Final = {
    191: "'",
    222: "ijl‘’‚",
    260: "|",
    278: " !,./:;I[]\\ft\u00a0·",
    333: "()-`r“”„",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "ckvxyzJsгт",
    584: "+<=>~",
    556: "#$0123456789?L_abdeghnopqu–«»",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_WIDTHS: Final = {character: width for width, characters in _BY_WIDTH.items() for character in characters}


def text_width(text: str, size: int = TITLE_SIZE) -> int:
    """Return the width of a text in pixels, set in so many pixels."""
    return round(sum(_width(character) for character in text) * size / 1000)


def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return _WIDTHS.get(base, _OTHER)
    if unicodedata.east_asian_width(character) in "WF" or ord(character) >= 0x1F000:
        return _WIDE
    return 722 if character.isupper() else _OTHER
