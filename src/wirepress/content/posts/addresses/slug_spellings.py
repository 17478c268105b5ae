"""How a slug may be stored that an address names. Addresses are read without their percent signs; stored slugs have them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

_OCTET: Final = re.compile("%[0-9A-F]{2}")


def stored_slug(text: str) -> str:
    """Return a decoded slug as WordPress stores it: what is not ASCII is percent-encoded in lower case."""
    return "".join(char if char.isascii() else quote(char).lower() for char in text)


def spellings(text: str, safe: str = "") -> list[str]:
    """Return every stored slug that a decoded one may mean, the likeliest first.

    Only what is not ASCII encoded, everything encoded with digits of lower case (`low%20tide`) or of upper case (`caf%C3%A9`, from programs
    other than WordPress), and each in small letters. `safe`: what is never encoded, such as the slashes of a path of slugs."""
    upper = quote(text, safe=safe)
    every = (stored_slug(text), _OCTET.sub(lambda octet: octet[0].lower(), upper), upper)
    lower = text.lower()
    return list(dict.fromkeys([*every, stored_slug(lower), quote(lower, safe=safe).lower()]))
