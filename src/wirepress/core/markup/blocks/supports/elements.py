"""Colours of a block's links, buttons and headings. WordPress 7.1 behaviour (block support "elements")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.html.tags import TagEditor

_CLASS = re.compile(r"\bwp-elements-\S+\b")
_COLORED = ("button", "heading", "h1", "h2", "h3", "h4", "h5", "h6")


def wants_class(block: Block) -> bool:
    """Return whether the block's attributes set a colour of an element inside it."""
    style = block.values.get("style")
    elements = style.get("elements") if isinstance(style, dict) else None
    if not isinstance(elements, dict):
        return False
    link = elements.get("link")
    if _color(link, "text") or (isinstance(link, dict) and _color(link.get(":hover"), "text")):
        return True
    return any(_color(elements.get(name), part) for name in _COLORED for part in ("text", "background", "gradient"))


def add_elements_class(content: str, attrs: Mapping[str, Any]) -> str:
    """Put the class that `prepare` made on the block's first tag."""
    names = attrs.get("className")
    found = _CLASS.search(names) if isinstance(names, str) else None
    if not found:
        return content
    tags = TagEditor(content)
    if tags.next_tag():
        tags.add_class(found[0])
    return tags.result()


def _color(element: Any, part: str) -> bool:
    color = element.get("color") if isinstance(element, dict) else None
    return isinstance(color, dict) and bool(color.get(part))
