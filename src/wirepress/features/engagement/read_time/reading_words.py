"""The read time and the views of a story in a reader's words, for the site's own pages. REST has the plugin's bytes (readtime.py)."""

from __future__ import annotations

from typing import Final

from wirepress.features.engagement.read_time.readtime import word_count
from wirepress.features.engagement.settings import FIELDS, Settings

_OWN_WORDS: Final = {key: default for key, _, default, _, _ in FIELDS}


def read_time_words(raw: str, settings: Settings) -> str:
    """Return "4 min read", "Under a minute"; "" where the read time is off, or it is under a minute and seconds are not shown.

    A site that has words of its own is read in them, in whole minutes.
    """
    if not settings.read_time or not raw.strip():
        return ""
    words, speed = word_count(raw), settings.words_per_minute
    if words < speed and not settings.seconds:
        return ""
    minutes = (words * 2 + speed) // (speed * 2)  # halves up
    if (settings.label, settings.minute) == (_OWN_WORDS["twp_be_readtime_label"], _OWN_WORDS["twp_be_minute_label"]):
        return "Under a minute" if words < speed else f"{minutes} min read"
    return f"{settings.label} {max(minutes, 1)} {settings.minute}".strip()


def views_words(count: int, settings: Settings) -> str:
    """Return "57 views"; with the site's own label "Lida: 57"."""
    if settings.views_label == _OWN_WORDS["twp_be_views_label"]:
        return f"{count:,} view{'' if count == 1 else 's'}"
    return f"{settings.views_label} {count:,}".strip()
