"""Whether a post of a network is the message that was sent. Networks shorten addresses, add entities and take white space away."""

from __future__ import annotations

import html
from datetime import datetime, timedelta
from typing import Final

import regex

from wirepress.features.social.networks.shared.counting import replace_addresses

CLOCKS: Final = timedelta(minutes=2)  # clocks of networks and ours may differ so much
_TAGS: Final = regex.compile(r"<br\s*/?>|</p>|<[^>]*>")
_SPACE: Final = regex.compile(r"[ \t]+")
_LETTERS: Final = regex.compile(r"[^\p{L}\p{N}]+")


def strip_html(text: str) -> str:
    """Return the plain text of a network's HTML: paragraphs and breaks are lines."""
    plain = _TAGS.sub(lambda found: "\n" if found[0].startswith(("<br", "</p")) else "", text)
    return str(_SPACE.sub(" ", html.unescape(plain))).strip()


def is_same_text(sent: str, found: str) -> bool:
    """Return whether two texts are the same but for addresses, signs and spaces; a found text may be cut off at its end."""
    ours, theirs = _letters(sent), _letters(found)
    if not ours or not theirs:
        return ours == theirs
    return ours == theirs or (len(theirs) >= 80 and ours.startswith(theirs))


def is_late_enough(since: datetime, when: datetime | None) -> bool:
    """Return whether a post of that moment can be what was sent after `since`."""
    return when is None or when >= since - CLOCKS


def _letters(text: str) -> str:
    return str(_LETTERS.sub("", replace_addresses(text, 0))).casefold()
