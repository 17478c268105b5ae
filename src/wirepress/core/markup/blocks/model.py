"""A parsed block."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Block:
    """A block or, with `name` None, a stretch of text between blocks.

    `attrs` is None when the delimiter's JSON was broken. `content` holds text and None in turn; each None stands for the
    next of `inner`. `html` is the block's own text without its inner blocks.
    """

    name: str | None
    attrs: dict[str, Any] | None = field(default_factory=dict)
    inner: list[Block] = field(default_factory=list)
    html: str = ""
    content: list[str | None] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        """Return the attributes, empty when they are broken."""
        return self.attrs or {}


def text_block(text: str) -> Block:
    """Text that belongs to no block."""
    return Block(None, {}, [], text, [text])
