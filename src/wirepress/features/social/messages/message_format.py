"""How an account's messages look. Kept as JSON; what is missing or wrong in it has the default, what is said wrongly is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "content": ("title", "title_excerpt", "excerpt", "content", "field", "template"),
    "custom_place": ("beginning", "end"),
    "shortener": ("none", "own", "provider"),
    "hashtags": ("none", "common", "categories", "tags", "field"),
    "variations": ("order", "random"),
}
TEXT_MAX: Final = 10_000
LENGTH_MAX: Final = 100_000


@dataclass(frozen=True, slots=True)
class MessageFormat:
    """One account's format. Names follow Revive Old Posts' post formats where both have the thing."""

    content: str = "title"
    template: str = "{title}"  # of content "template", see fill_template.py
    field: str = ""  # the meta key of content "field"
    max_length: int = 0  # characters of the text without link and hashtags; 0: as the network allows
    custom_text: str = ""
    custom_place: str = "beginning"
    include_link: bool = True
    link_field: str = ""  # a meta key with another address than the story's
    shortener: str = "none"
    provider: str = "https://is.gd/create.php?format=simple&url={url}"  # answers the short address as plain text
    hashtags: str = "none"
    hashtags_common: str = ""  # by commas
    hashtags_field: str = ""
    hashtags_length: int = 200  # characters of all of them
    hashtags_random: bool = False
    picture: bool = False  # a picture of the post's own, beside the card's
    utm: bool = False
    utm_medium: str = "social"
    utm_campaign: str = "wirepress"
    variations: str = "order"  # how a story's own messages and pictures take turns
    link_in_comment: bool = False
    comment_text: str = ""
    language: str = ""


def read_format(stored: Any) -> MessageFormat:
    """Return a stored format; what is no such thing is left at its default."""
    values = stored if isinstance(stored, Mapping) else {}
    return MessageFormat(**{name: value for name, value in values.items() if not _fault(name, value)})


def find_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with values of a format, by name."""
    return {name: fault for name, value in values.items() if (fault := _fault(name, value))}


def format_json(chosen: MessageFormat) -> dict[str, Any]:
    """Return a format as it is stored."""
    return asdict(chosen)


_KINDS: Final[Mapping[str, type]] = {one.name: type(one.default) for one in fields(MessageFormat)}


def _fault(name: Any, value: Any) -> str:
    kind = _KINDS.get(name)
    if kind is None:
        return "There is no such part of a message."
    if type(value) is not kind:
        return {bool: "It is true or false.", int: "It is a whole number.", str: "It is a text."}[kind]
    if name in CHOICES and value not in CHOICES[name]:
        return f"It is one of {', '.join(CHOICES[name])}."
    if isinstance(value, str):
        if len(value) > TEXT_MAX or "\0" in value:
            return f"It has at most {TEXT_MAX} characters."
        if name == "provider" and not (value.startswith(("https://", "http://")) and "{url}" in value):
            return "It is an address with {url} in it."
    if isinstance(value, int) and not 0 <= value <= LENGTH_MAX:
        return f"It is a number from 0 to {LENGTH_MAX}."
    return ""
