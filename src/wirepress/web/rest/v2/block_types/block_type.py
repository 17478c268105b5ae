"""What a kind of block is, and the short form in which the catalogue writes its attributes.

An attribute is written `name:type` or `name:type=default` (the default as JSON without blanks). Types: s text, b yes/no,
n number, i whole number, o object, a list, r rich text; `s|n` is either.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_TYPES: Final = {
    "s": "string",
    "b": "boolean",
    "n": "number",
    "i": "integer",
    "o": "object",
    "a": "array",
    "r": "rich-text",
}
COLOR: Final = {"gradients": True, "link": True, "text": True, "background": True}
SPACING: Final = {"margin": True, "padding": True}
TYPE: Final = {"fontSize": True, "lineHeight": True, "__experimentalFontFamily": True}
BORDER: Final = {"color": True, "radius": True, "style": True, "width": True}
FLOW: Final = {"clientNavigation": True}
USUAL: Final[Mapping[str, Any]] = {
    "anchor": True,
    "html": False,
    "color": COLOR,
    "spacing": SPACING,
    "typography": TYPE,
    "__experimentalBorder": BORDER,
    "interactivity": FLOW,
}


@dataclass(frozen=True, slots=True)
class BlockType:
    """One kind of block. `own`: its attributes in the short form."""

    name: str
    title: str
    category: str
    own: str = ""
    description: str = ""
    supports: Mapping[str, Any] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    provides: Mapping[str, str] = field(default_factory=dict)
    parent: tuple[str, ...] = ()
    ancestor: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    selectors: Mapping[str, Any] = field(default_factory=dict)
    dynamic: bool | None = None  # None: when something here renders it
    version: int = 3
    schemas: Mapping[str, Any] = field(default_factory=dict)  # attributes whose schemas are written out

    @property
    def attributes(self) -> dict[str, Any]:
        """Return all attributes with their schemas: its own, and those that its supports bring."""
        return {**dict(map(_attribute, self.own.split())), **self.schemas, **_supported_attributes(self.supports)}


def _attribute(text: str) -> tuple[str, dict[str, Any]]:
    head, _, default = text.partition("=")
    name, _, letters = head.partition(":")
    kinds = [_TYPES[letter] for letter in letters.split("|")]
    schema: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds}
    return name, {**schema, "default": json.loads(default)} if default else schema


def _supported_attributes(supports: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes that every block has, and those of colours, fonts, borders, layout and anchors."""
    text = {"type": "string"}
    color, fonts, border = (_part(supports, name) for name in ("color", "typography", "__experimentalBorder"))
    found: dict[str, Any] = {"lock": {"type": "object"}, "metadata": {"type": "object"}}
    sides = supports.get("align")
    if sides:
        found["align"] = {
            **text,
            "enum": [*(sides if isinstance(sides, list) else ("left", "center", "right", "wide", "full")), ""],
        }
    if supports.get("customClassName", True):
        found["className"] = text
    found["style"] = {"type": "object"}
    wanted = (
        ("backgroundColor", color.get("background", bool(color))),
        ("textColor", color.get("text", bool(color))),
        ("gradient", color.get("gradients")),
        ("fontSize", fonts.get("fontSize")),
        ("fontFamily", fonts.get("__experimentalFontFamily")),
        ("borderColor", border.get("color")),
    )
    found.update({name: text for name, there in wanted if there})
    if supports.get("layout"):
        found["layout"] = {"type": "object"}
    if supports.get("anchor"):
        found["anchor"] = text
    return found


def _part(supports: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = supports.get(name)
    return value if isinstance(value, Mapping) else {}
