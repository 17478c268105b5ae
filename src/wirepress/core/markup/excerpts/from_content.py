"""An excerpt made from a story's content. WordPress 7.1 behaviour (wp_trim_excerpt)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from wirepress.core.markup.blocks.find import has_blocks
from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.blocks.render import render_blocks
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.excerpts.shorten import remove_footnotes, trim_words
from wirepress.core.markup.html.balance import balance_tags
from wirepress.core.markup.pipeline import the_content
from wirepress.core.markup.shortcodes.run import registered_names, strip_shortcodes

WORDS: Final = 55
_MORE = re.compile(r"<!--more(.*?)?-->")
_TEXT: Final = frozenset(
    (
        "core/freeform",
        "core/heading",
        "core/html",
        "core/list",
        "core/media-text",
        "core/paragraph",
        "core/preformatted",
        "core/pullquote",
        "core/quote",
        "core/table",
        "core/verse",
    )
)
_WRAPPERS: Final = frozenset(("core/columns", "core/column", "core/group"))


def trim_excerpt(content: str, ctx: RenderContext, *, words: int = WORDS) -> str:
    """Return the first words of a story as plain text, with an ellipsis when there are more."""
    text = strip_shortcodes(first_page(content), registered_names(ctx))
    text = remove_footnotes(remove_blocks(text, ctx))
    text = the_content(text, replace(ctx, in_excerpt=True), blocks=False, images=False)
    return trim_words(text, words, " [&hellip;]")


def first_page(content: str) -> str:
    """Return what stands before ``<!--nextpage-->`` and ``<!--more-->``, as a list of stories shows it."""
    content = first_part(content)
    found = _MORE.search(content)
    if not found:
        return content
    return balance_tags(content[: found.start()])


def first_part(content: str) -> str:
    """Return what stands before ``<!--nextpage-->``, as feeds show it."""
    if "<!--nextpage-->" in content:
        content = content.replace("\n<!--nextpage-->\n", "<!--nextpage-->").replace(
            "\n<!--nextpage-->", "<!--nextpage-->"
        )
        content = content.replace("<!--nextpage-->\n", "<!--nextpage-->")
        for delimiter in ("<!-- wp:nextpage -->", "<!-- /wp:nextpage -->"):  # else each page would hold half a block
            content = content.replace(delimiter, "")
        if content.startswith("<!--nextpage-->"):
            content = content[len("<!--nextpage-->") :]
        content = content.partition("<!--nextpage-->")[0]
    return content


def remove_blocks(content: str, ctx: RenderContext) -> str:
    """Only the text of blocks that belong into an excerpt (excerpt_remove_blocks)."""
    if not has_blocks(content):
        return content
    output: list[str] = []
    for block in parse_blocks(content):
        if block.name is not None and block.name not in _TEXT and block.name not in _WRAPPERS:
            continue
        if block.inner:
            if block.name in _WRAPPERS:
                output.append(_inner(block, ctx))
                continue
            if any((child.name not in _TEXT and child.name is not None) or child.inner for child in block.inner):
                continue
        output.append(render_blocks([block], ctx))
    return "".join(output)


def _inner(block: Block, ctx: RenderContext, depth: int = 0) -> str:
    output: list[str] = []
    for child in block.inner:
        if child.name is not None and child.name not in _TEXT and child.name not in _WRAPPERS:
            continue
        if not child.inner:
            output.append(render_blocks([child], ctx))
        elif depth < 60:
            output.append(_inner(child, ctx, depth + 1))
    return "".join(output)
