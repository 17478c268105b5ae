"""What changes in a parsed block before it is rendered. WordPress 7.1 behaviour (the filters of render_block_data)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from wirepress.core.markup.blocks.model import Block
from wirepress.core.markup.blocks.supports.elements import wants_class
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.render_budget import Budget
from wirepress.core.php.serialize import SerializeError, dumps
from wirepress.settings import limits


def prepare(block: Block, ctx: RenderContext) -> Block:
    """Return the block as it goes to its renderer; the given one is left as it is."""
    if block.name == "core/gallery" and block.inner:
        block = replace(block, inner=[_with_data_id(child) for child in block.inner])
    if wants_class(block):
        class_name = "" if ctx.budget.hashed > limits.RENDER_HASHED else elements_class(block, ctx.budget)
        if class_name:
            present = block.values.get("className")
            names = f"{present} {class_name}" if isinstance(present, str) and present else class_name
            block = replace(block, attrs={**block.values, "className": names})
    return block


def elements_class(block: Block, budget: Budget) -> str:
    """Return the class under which a block's link, button and heading colours are written, empty for hopelessly deep blocks.

    It is made of the block with all that is in it: blocks in blocks are read again for each one around them, which is counted.
    """
    try:
        text = dumps(_as_array(block))
    except (SerializeError, RecursionError):
        return ""
    budget.hashed += len(text)
    return "wp-elements-" + hashlib.md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()


def _with_data_id(block: Block) -> Block:
    """Images of a gallery carry their attachment's id for old style sheets and scripts."""
    values = block.values
    if block.name != "core/image" or "id" not in values or "data-id" in values:
        return block
    return replace(block, attrs={**values, "data-id": values["id"]})


def _as_array(block: Block) -> dict[str, Any]:
    return {
        "blockName": block.name,
        "attrs": block.attrs,
        "innerBlocks": [_as_array(child) for child in block.inner],
        "innerHTML": block.html,
        "innerContent": block.content,
    }
