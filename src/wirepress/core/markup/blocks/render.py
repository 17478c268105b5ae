"""Blocks to HTML. WordPress 7.1 behaviour (do_blocks); `ctx.compat` switches to 6.8's output where it differs.

Static blocks keep their saved markup, dynamic ones are computed, and block supports add their classes and styles.
The walk keeps its own stack, so that nesting costs no Python frames; beyond `MAX_DEPTH` blocks are plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wirepress.core.cache import depends
from wirepress.core.markup.blocks import dynamic
from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.blocks.prepare import prepare
from wirepress.core.markup.blocks.registry import (
    PROVIDES,
    RENDERERS,
    SELF_RENDERING,
    Attrs,
    BlockCall,
    BlockRender,
    Scope,
)
from wirepress.core.markup.blocks.supports.apply import apply_supports
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.render_budget import OverBudget

MAX_DEPTH = 128
MAX_NESTED_RENDERS = 12
"""How deep reusable blocks, patterns, templates and query loops may include each other."""


def do_blocks(text: str, ctx: RenderContext) -> str:
    """Render every block of a post's content."""
    if "<!-- wp:" not in text and "<!--" not in text:
        return text
    return render_blocks(parse_blocks(text), ctx)


def render_blocks(blocks: Iterable[Block], ctx: RenderContext, scope: Scope | None = None) -> str:
    """Render parsed blocks in the scope of the context's post."""
    return Engine(ctx).render_all(blocks, start_scope(ctx) if scope is None else scope)


def start_scope(ctx: RenderContext) -> Scope:
    """Return what blocks outside of any other block know."""
    return {"postId": ctx.post.id, "postType": ctx.post.type} if ctx.post else {}


@dataclass(slots=True)
class _Frame:
    block: Block
    scope: Scope
    parent: Block | None
    depth: int
    pieces: Iterator[str | Block]
    output: list[str] = field(default_factory=list)


class Engine:
    """Renders blocks of one context."""

    def __init__(self, ctx: RenderContext) -> None:
        dynamic.load()  # only now: the families themselves use the pipeline, which uses this module
        self.ctx = ctx

    def render_all(self, blocks: Iterable[Block], scope: Scope) -> str:
        """Blocks one after the other."""
        return "".join([self.render(block, scope) for block in blocks])

    def render_inner(self, block: Block, scope: Scope) -> str:
        """Return a block's inner blocks and the text between them, nothing of the block itself."""
        with self.ctx.budget.repeating():
            return "".join(
                [
                    piece if isinstance(piece, str) else self.render(piece, scope, block)
                    for piece in _pieces(block, own_text=True)
                ]
            )

    def render_text(self, text: str, scope: Scope) -> str:
        """Content from elsewhere (a reusable block, a pattern, a template part)."""
        state = self.ctx.state
        if state.nesting >= MAX_NESTED_RENDERS:
            return ""
        self.ctx.budget.read(len(text))
        state.nesting += 1
        try:
            return self.render_all(parse_blocks(text), scope)
        finally:
            state.nesting -= 1

    def guarded(self, reference: str, render: Callable[[], str]) -> str:
        """Return what `render` gives, nothing when the same thing is being rendered already or inclusions go too deep."""
        state = self.ctx.state
        if reference in state.rendering or state.nesting >= MAX_NESTED_RENDERS:
            return ""
        state.nesting += 1
        state.rendering.add(reference)
        try:
            return render()
        finally:
            state.nesting -= 1
            state.rendering.discard(reference)

    def render(self, block: Block, scope: Scope, parent: Block | None = None) -> str:
        """Return one block with all that is in it."""
        result: list[str] = []
        frames = [self._enter(block, scope, parent, 0)]
        while frames:
            frame = frames[-1]
            piece = next(frame.pieces, None)
            if isinstance(piece, str):
                frame.output.append(piece)
            elif piece is not None:
                inner = self._enter(piece, frame.scope, frame.block, frame.depth + 1)
                if inner.depth > MAX_DEPTH:  # plain text: it goes where the text around it goes, whatever the depth
                    inner.output = frame.output
                frames.append(inner)
            else:
                frames.pop()
                if frame.depth <= MAX_DEPTH:
                    target = frames[-1].output if frames else result
                    target.append(self._leave(frame))
        return "".join(result)

    def _enter(self, block: Block, scope: Scope, parent: Block | None, depth: int) -> _Frame:
        name = block.name or ""
        if depth <= MAX_DEPTH:
            block = prepare(block, self.ctx)
        given = PROVIDES.get(name)
        if given:
            values = block.values
            scope = {**scope, **{key: values[attr] for key, attr in given.items() if attr in values}}
        hidden = name in SELF_RENDERING
        return _Frame(block, scope, parent, depth, _pieces(block, own_text=not hidden, inner=not hidden))

    def _leave(self, frame: _Frame) -> str:
        """The block's content is complete: compute it when it is dynamic, add what supports add."""
        block = frame.block
        content = "".join(frame.output)
        if block.name is None:
            return content
        if not is_visible(block, self.ctx):
            return ""
        call = BlockCall(block, block.name, Attrs(block.values), content, self.ctx, frame.scope, self, frame.parent)
        render = self._renderer(block.name)
        if render:
            depends.on(f"made:{block.name}")
            try:
                self.ctx.budget.compute()
                computed = render(call)
                self.ctx.budget.give(max(0, len(computed) - len(content)))
            except OverBudget as error:
                self.ctx.budget.leave_empty(block.name, error)
                return ""
            call.content = computed
        return apply_supports(call)

    def _renderer(self, name: str) -> BlockRender | None:
        return self.ctx.blocks.get(name) or RENDERERS.get(name)


def is_visible(block: Block, ctx: RenderContext) -> bool:
    """Return whether the block is shown at all (block visibility came after 6.8)."""
    metadata = block.values.get("metadata")
    return not (ctx.modern and isinstance(metadata, dict) and metadata.get("blockVisibility") is False)


def _pieces(block: Block, *, own_text: bool = True, inner: bool = True) -> Iterator[str | Block]:
    """A block's text and inner blocks in turn."""
    children: Iterator[Block] = iter(block.inner)
    content: Sequence[str | None] = block.content
    for piece in content:
        if piece is not None:
            if own_text:
                yield piece
        else:
            child = next(children, None)
            if child is not None and inner:
                yield child
