"""What the features that are on add to the text of stories: blocks, shortcodes and filters, ready for the pipeline.

A function of a plugin that fails is logged with its traceback and gives nothing; the story is shown without it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog

from wirepress.core.contract.markup import BlockType, Shortcode
from wirepress.core.extensions import Extensions
from wirepress.core.markup.blocks.registry import Attrs, BlockCall, BlockRender
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, ShortcodeHandler

log = structlog.get_logger(__name__)
FILTERS: Final = ("content_filters", "excerpt_filters", "title_filters")


@dataclass(frozen=True, slots=True)
class PluginMarkup:
    """Fields as RenderContext has them; `block_types` are the blocks as they were declared."""

    content_filters: tuple[ContentFilter, ...]
    excerpt_filters: tuple[ContentFilter, ...]
    title_filters: tuple[ContentFilter, ...]
    shortcodes: Mapping[str, ShortcodeHandler]
    blocks: Mapping[str, BlockRender]
    block_types: Mapping[str, BlockType]

    def fields(self) -> dict[str, Any]:
        """Return the fields of a RenderContext."""
        return {name: getattr(self, name) for name in (*FILTERS, "shortcodes", "blocks")}


@functools.lru_cache(maxsize=16)
def plugin_markup(active: Extensions) -> PluginMarkup:
    """Return what these features add. The first plugin that brings a block or shortcode of a name is the one that is asked."""
    types: dict[str, BlockType] = {}
    for block in active.declared("blocks"):
        types.setdefault(block.name, block)
    codes: dict[str, ShortcodeHandler] = {}
    for code in active.declared("shortcodes"):
        codes.setdefault(code.name, _guard_shortcode(code))
    filters = {name: tuple(map(_guard_filter, active.declared(name))) for name in FILTERS}
    blocks = {name: _guard_block(block) for name, block in types.items()}
    return PluginMarkup(**filters, shortcodes=codes, blocks=blocks, block_types=types)


def _guard_block(block: BlockType) -> BlockRender:
    defaults = {name: schema["default"] for name, schema in block.attributes.items() if "default" in schema}

    def render(call: BlockCall) -> str:
        call.attrs = Attrs({**defaults, **call.attrs.raw})
        return _call("block", block.name, lambda: block.render(call), "")

    return render


def _guard_shortcode(code: Shortcode) -> ShortcodeHandler:
    def render(call: ShortcodeCall) -> str:
        return _call("shortcode", code.name, lambda: code.render(call), "")

    return render


def _guard_filter(step: ContentFilter) -> ContentFilter:
    def apply(text: str, ctx: RenderContext) -> str:
        return _call("filter", step.name, lambda: step.apply(text, ctx), text)

    return replace(step, apply=apply)


def _call(what: str, name: str, function: Callable[[], str], otherwise: str) -> str:
    try:
        made = function()
    except Exception as error:
        log.error("plugin.failed", what=what, name=name, error=repr(error), exc_info=True)
        return otherwise
    if not isinstance(made, str):
        log.error(
            "plugin.failed", what=what, name=name, error=f"It gave {type(made).__name__} where text is asked for."
        )
        return otherwise
    return made
