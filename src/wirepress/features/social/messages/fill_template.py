"""The places of a template, and texts that are cut at a word."""

from __future__ import annotations

import re
from typing import Final

from wirepress.features.social.messages.story_facts import StoryFacts

PLACES: Final = ("title", "excerpt", "content", "link", "author", "categories", "tags", "field:NAME")
_PLACE: Final = re.compile(r"\{(title|excerpt|content|link|author|categories|tags|field:([^{}]{1,191}))\}")


def fill_template(template: str, story: StoryFacts, link: str) -> str:
    """Return the template with the story's words in its places. Braces that name no place stay, and so do those in the story's own words."""

    def fill(place: re.Match[str]) -> str:
        if place[2]:
            return field_text(story, place[2])
        match place[1]:
            case "link":
                return link
            case "categories" | "tags":
                return ", ".join(getattr(story, place[1]))
        return str(getattr(story, place[1]))

    return _PLACE.sub(fill, template)


def field_text(story: StoryFacts, key: str) -> str:
    """Return a meta value of the story as text; "" where there is none, or one that is no text."""
    value = story.meta.get(key, "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def cut_text(text: str, length: int) -> str:
    """Return the text with at most so many characters, cut at a word, with an ellipsis where something was left out."""
    if not length or len(text) <= length:
        return text
    if length < 2:
        return text[:length]
    head = text[: length - 1]
    if not text[length - 1].isspace() and (blank := max(head.rfind(" "), head.rfind("\n"))) > 0:
        head = head[:blank]
    return head.rstrip(" \n,;:.–—-") + "…"
