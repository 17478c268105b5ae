"""How long a story takes to read. WordPress's plugin Booster Extension 1.2.2 decides about words, rounding and markup."""

from __future__ import annotations

import re
from typing import Final

from wirepress.core.markup.html.escape import esc_html
from wirepress.core.php.strings import strip_tags
from wirepress.features.engagement.settings import Settings

_INDENT: Final = " " * 16
_GAP: Final = re.compile(r"(?:[^\w']|_)+")  # Python's \w without "_" is exactly Unicode's letters and numbers


def word_count(raw: str) -> int:
    """Words of the stored story: letters, numbers and apostrophes in a row. What stands before the first and behind the
    last gap counts too, even when it is empty: a final full stop makes one more."""
    return len(_GAP.split(strip_tags(raw)))


def minutes_and_seconds(words: int, words_per_minute: int) -> tuple[int, int]:
    """Whole minutes, and the seconds of what is left over."""
    return words // words_per_minute, int((words % words_per_minute) / (words_per_minute / 60))


def wording(words: int, settings: Settings) -> str:
    """ "4 Minute, 5 Second"; "" for less than a minute when seconds are off."""
    minutes, seconds = minutes_and_seconds(words, settings.words_per_minute)
    parts = [f"{minutes} {settings.minute}"] if minutes else []
    if settings.seconds:
        parts.append(f"{seconds} {settings.second}")
    return ", ".join(parts)


def block(raw: str, settings: Settings) -> str:
    """The read-time block above a story; empty inside when the read time is off or the story is."""
    shown = inside(raw, settings) if settings.read_time and raw else ""
    return f"<div class='booster-block booster-read-block'>{shown}</div>"


def inside(raw: str, settings: Settings) -> str:
    """Return what stands in the read-time block, in the plugin's own white space."""
    text = wording(word_count(raw), settings)
    shown = (
        f'<i class="booster-icon twp-clock"></i> <span>{esc_html(settings.label)}</span>{esc_html(text)}'
        if text
        else ""
    )
    return f'\n{_INDENT}<div class="twp-read-time">\n{_INDENT}\t{shown}{_INDENT}</div>\n\n{" " * 12}'
