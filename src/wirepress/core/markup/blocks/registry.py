"""How blocks register the function that renders them, and what that function is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wirepress.core.markup.blocks.model import Block

if TYPE_CHECKING:
    from wirepress.core.markup.blocks.render import Engine
    from wirepress.core.markup.context import RenderContext

Scope = Mapping[str, Any]
"""What outer blocks hand down (postId, postType, query, commentId ...)."""


class Attrs:
    """Attributes with types: a value of another type counts as absent, as WordPress drops it."""

    __slots__ = ("raw",)

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw

    def text(self, name: str, default: str = "") -> str:
        value = self.raw.get(name)
        return value if isinstance(value, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.raw.get(name)
        return value if isinstance(value, bool) else default

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; numeric text counts, as in PHP."""
        value = self.raw.get(name)
        if isinstance(value, bool) or value is None:
            return default
        try:
            return int(float(value))
        except (TypeError, ValueError, OverflowError):
            return default

    def mapping(self, name: str) -> Mapping[str, Any]:
        value = self.raw.get(name)
        return value if isinstance(value, dict) else {}

    def items(self, name: str) -> list[Any]:
        value = self.raw.get(name)
        return value if isinstance(value, list) else []

    def path(self, *names: str) -> Any:
        """A value deep inside nested objects, None when any step is missing."""
        value: Any = self.raw
        for name in names:
            if not isinstance(value, Mapping):
                return None
            value = value.get(name)
        return value

    def path_text(self, *names: str) -> str:
        value = self.path(*names)
        return value if isinstance(value, str) else ""

    def __contains__(self, name: str) -> bool:
        return self.raw.get(name) is not None


@dataclass(slots=True)
class BlockCall:
    """One rendering of one block. `content` is its text with inner blocks already rendered."""

    block: Block
    name: str
    attrs: Attrs
    content: str
    ctx: RenderContext
    scope: Scope
    engine: Engine
    parent: Block | None = None
    extra_classes: list[str] = field(default_factory=list)

    @property
    def post_id(self) -> int:
        """The post that the block stands for; 0 when there is none."""
        value = self.scope.get("postId")
        return value if isinstance(value, int) else 0

    def inner(self, scope: Scope | None = None) -> str:
        """The inner blocks rendered once more, perhaps for another post or comment."""
        return self.engine.render_inner(self.block, {**self.scope, **(scope or {})})


BlockRender = Callable[[BlockCall], str]
RENDERERS: dict[str, BlockRender] = {}
SELF_RENDERING: set[str] = set()
"""Blocks that render their inner blocks themselves: those are not rendered beforehand."""
PROVIDES: dict[str, Mapping[str, str]] = {}
"""Block name -> what it hands down: name in the scope -> attribute."""


def renders(*names: str, own_inner: bool = False) -> Callable[[BlockRender], BlockRender]:
    """Register a function as the renderer of these blocks."""

    def register(function: BlockRender) -> BlockRender:
        for name in names:
            RENDERERS[name] = function
            if own_inner:
                SELF_RENDERING.add(name)
        return function

    return register


def provides(name: str, **attributes: str) -> None:
    """Declare what a block hands down to the blocks inside it."""
    PROVIDES[name] = attributes
