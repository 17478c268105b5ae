"""What a shortcode's function is given, and which are built in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirepress.core.markup.shortcodes.parse import Attributes

if TYPE_CHECKING:
    from wirepress.core.markup.context import RenderContext


@dataclass(frozen=True, slots=True)
class ShortcodeCall:
    """One shortcode to expand."""

    name: str
    attrs: Attributes
    content: str | None
    ctx: RenderContext

    def get(self, name: str, default: str = "") -> str:
        """Return a named attribute, or the default where it was not given."""
        return self.attrs.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        """A named attribute as PHP's (int) reads it."""
        return leading_number(self.attrs.get(name), default)


ShortcodeHandler = Callable[[ShortcodeCall], str]
HANDLERS: dict[str, ShortcodeHandler] = {}


def shortcode(*names: str) -> Callable[[ShortcodeHandler], ShortcodeHandler]:
    """Register a function as the meaning of these names."""

    def register(function: ShortcodeHandler) -> ShortcodeHandler:
        for name in names:
            HANDLERS[name] = function
        return function

    return register


def handlers(ctx: RenderContext) -> Mapping[str, ShortcodeHandler]:
    """Every shortcode of the site by name."""
    return {**HANDLERS, **ctx.shortcodes} if ctx.shortcodes else HANDLERS


def leading_number(text: str | None, default: int = 0) -> int:
    """The number at the start of a text; 0 when there is none, `default` when there is no text."""
    if text is None:
        return default
    text = text.strip()
    end = 1 if text[:1] in ("-", "+") else 0
    while end < len(text) and end < 18 and text[end] in "0123456789":
        end += 1
    digits = text[:end]
    return int(digits) if digits.strip("+-") else 0
