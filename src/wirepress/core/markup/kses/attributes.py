"""Attributes of an element that stays: which of them stay, and how they are written again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from wirepress.core.markup.kses.ascii import lower
from wirepress.core.markup.kses.css import filter_css
from wirepress.core.markup.kses.elements import URL_ATTRIBUTES
from wirepress.core.markup.kses.policy import AttributeLimit, Policy, permits_value
from wirepress.core.markup.kses.protocols import bad_protocol
from wirepress.core.markup.kses.specialchars import encode
from wirepress.core.markup.kses.tokens import read_attributes

_WRITTEN: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&apos;", '"': "&quot;"})
_DATA_NAME = re.compile(r"data-[a-z0-9_\-]+")
_SELF_CLOSING = re.compile(r"/\s*$", re.ASCII)
_MARKS: Final = str.maketrans("", "", "<>")


@dataclass(frozen=True, slots=True)
class WrittenAttribute:
    """One attribute as it comes out: its text as read, its text with references, both None when it has no value."""

    name: str
    text: str | None
    value: str | None

    @property
    def whole(self) -> str:
        return self.name if self.value is None else f'{self.name}="{self.value}"'


def read_written(source: str, protocols: Collection[str]) -> list[WrittenAttribute]:
    """Return the attributes of `source` in WordPress 7.1's spelling; URLs lose schemes that are not among `protocols`."""
    found: list[WrittenAttribute] = []
    for attribute in read_attributes(source):
        text = attribute.value
        if text is not None and attribute.name in URL_ATTRIBUTES:
            text = bad_protocol(text, protocols)
        found.append(WrittenAttribute(attribute.name, text, None if text is None else text.translate(_WRITTEN)))
    return found


def _limit(name: str, allowed: Mapping[str, AttributeLimit]) -> AttributeLimit | None:
    limit = allowed.get(name)
    if limit is None and "data-*" in allowed and _DATA_NAME.fullmatch(name):
        return allowed["data-*"]
    return limit


def filter_written(
    attribute: WrittenAttribute, allowed: Mapping[str, AttributeLimit], host: str
) -> WrittenAttribute | None:
    """`attribute` as it may stay among `allowed`, its style filtered; None when it goes."""
    limit = _limit(attribute.name, allowed)
    if limit is None:
        return None
    if attribute.name == "style":
        css = filter_css(attribute.text or "")
        if not css:
            return None
        attribute = WrittenAttribute("style", css, encode(css, "both"))
    fits = permits_value(limit, attribute.value or "", bare=attribute.value is None, host=host)
    return attribute if fits else None


def filter_tag(element: str, source: str, policy: Policy) -> str:
    """Return the opening tag of `element` with those attributes of `source` that `policy` allows.

    Empty when a required one is missing and the tag closes itself; WordPress 7.1 behaviour.
    """
    if not source:  # most tags of most stories; nothing can be missing from a tag that does not close itself
        return f"<{element}>"
    slash = " /" if _SELF_CLOSING.search(source) else ""
    allowed = policy.elements[lower(element)]
    if not allowed:
        return f"<{element}{slash}>"
    missing = {name for name, limit in allowed.items() if limit.required}
    kept: list[str] = []
    for attribute in read_written(source, policy.protocols):
        stays = filter_written(attribute, allowed, policy.host)
        if stays is not None:
            missing.discard(stays.name)
            kept.append(" " + stays.whole.translate(_MARKS))
    if missing:
        return "" if slash else f"<{element}>"
    return f"<{element}{''.join(kept)}{slash}>"
