"""Hashtags: words that networks recognise, as many as fit."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from typing import Final

from wirepress.features.social.messages.message_format import MessageFormat
from wirepress.features.social.messages.story_facts import StoryFacts

_NO_PART: Final = re.compile(r"[\W_]+")


def make_hashtag(words: str) -> str:
    """Return words as one hashtag without its #: letters and digits, each further word with a capital. "" when nothing is left, or no letter."""
    parts = [part for part in _NO_PART.split(words.replace("'", "").replace("’", "")) if part]
    tag = "".join(part if not at else part[:1].upper() + part[1:] for at, part in enumerate(parts))
    return tag if any(char.isalpha() for char in tag) else ""


def choose_hashtags(chosen: MessageFormat, story: StoryFacts, seed: str) -> list[str]:
    """Return a message's hashtags without #, each once, in order or shuffled, as many as its length allows."""
    names = _names(chosen, story)
    tags = list({tag.casefold(): tag for name in names if (tag := make_hashtag(name))}.values())
    if chosen.hashtags_random:
        random.Random(f"{seed} hashtags").shuffle(tags)
    return list(_that_fit(tags, chosen.hashtags_length))


def _names(chosen: MessageFormat, story: StoryFacts) -> Sequence[str]:
    match chosen.hashtags:
        case "common":
            return chosen.hashtags_common.split(",")
        case "categories":
            return story.categories
        case "tags":
            return story.tags
        case "field":
            value = story.meta.get(chosen.hashtags_field, "")
            values = value if isinstance(value, list) else str(value or "").split(",")
            return [str(one) for one in values]
    return ()


def _that_fit(tags: Iterable[str], length: int) -> Iterable[str]:
    used = 0
    for tag in tags:
        used += len(tag) + 2  # with its # and the blank before it
        if used - 1 > length:
            return
        yield tag
