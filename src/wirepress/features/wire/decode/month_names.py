"""Months by their names in the languages of newspapers, and the small words around dates and times."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

# The beginnings of names, without accents; the longest that a word begins with counts. 0: in two languages two months.
_STARTS: Final = (
    "list list. listopad listopada lis",  # November in Polish and Czech, October in Croatian
    "jan gen ene ian янв січ яну сту sty led oca tam sau jaan sij ιαν",
    "feb fev фев лют febr lut uno sub helm veeb vas vel φεβ",
    "mar maa мар бер сак brez bre kov ozu maal maerz μαρ",
    "apr avr abr апр кві kwi dub nis huht bal tra travn απρ",
    "may mai mag maj mei мая маи тра kve touk geg svi μαι",
    "jun juin juun giu iun июн юни чер чэр cze haz kesa bir lipan lipnj cerven cervn juny ιουν",
    "jul juil juul lug iul июл юли лип ліп lip lie tem heina srpan srpnj cervenec cervenc ιουλ",
    "aug aou ago авг сер жні sie srpen srpna srpnu agu elo avg kol rugp αυγ",
    "sep set сен вер wrz zari eyl syys szep ruj rugs σεπ",
    "oct okt ott out окт жов кас paz rij eki loka spa οκτ",
    "nov ноя ное лис ліс listopadu kas marra noi stu lap νοε",
    "dec dez des dic det дек гру сне gru pro ara joulu δεκ",
)
_MONTHS: Final = {start: month for month, starts in enumerate(_STARTS) for start in starts.split()}
_LONGEST: Final = max(map(len, _MONTHS))
# Between a date and its time, and behind the time
GLUE: Final = r"(?:(?:at|um|gegen|à|a|às|as|las|alle|ore|om|kl|klo|klockan|o|ob|в|о|об|saat|u|ora|aos|г|р|года|року|год)\.?(?=[\s\d,]|$)|[-–—|,;·Tt])"
UNITS: Final = r"(?:Uhr|uhr|hrs?|h|hours|uur|ч|klo|Std)\.?(?![A-Za-z])"


@functools.lru_cache(maxsize=2048)
def find_month(name: str) -> int:
    """Return the number of a month's name in whatever language; 0 for what is none, or means two months."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter)
    )
    for length in range(min(len(plain), _LONGEST), 2, -1):
        if (found := _MONTHS.get(plain[:length])) is not None:
            return found
    return 0
