"""Which layout a story gets: by its format, its length, its picture and its section."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, Literal

StoryKind = Literal["standard", "short", "long", "gallery", "video", "audio", "opinion", "quote", "live"]
SHORT_WORDS: Final = 130
LONG_WORDS: Final = 900
LONG_PICTURE: Final = 1200  # pixels that a picture across the whole page needs
_OF_FORMATS: Final[dict[str, StoryKind]] = {
    "gallery": "gallery",
    "image": "gallery",
    "video": "video",
    "audio": "audio",
    "quote": "quote",
    "aside": "short",
    "status": "short",
    "link": "short",
    "chat": "live",
}


def choose_kind(
    post_format: str, words: int, picture_width: int, sections: Iterable[int], opinion_sections: Collection[int]
) -> StoryKind:
    """Return the kind of a story. A format that an editor chose goes before what the text looks like."""
    if post_format in _OF_FORMATS:
        return _OF_FORMATS[post_format]
    if any(section in opinion_sections for section in sections):
        return "opinion"
    if words >= LONG_WORDS and picture_width >= LONG_PICTURE:
        return "long"
    return "short" if 0 < words <= SHORT_WORDS and not picture_width else "standard"
