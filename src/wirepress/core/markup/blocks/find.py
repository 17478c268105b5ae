"""Ask a text for blocks without parsing it. WordPress 7.1 behaviour (has_blocks, has_block)."""

from __future__ import annotations

from wirepress.core.markup.blocks.serialize import short_name


def has_blocks(text: str | None) -> bool:
    """Return whether any block delimiter seems to be in the text."""
    return text is not None and "<!-- wp:" in text


def has_block(name: str, text: str | None) -> bool:
    """Return whether a block of that name is in the text; `core/` may be left out."""
    if text is None or not has_blocks(text):
        return False
    if "/" not in name:
        name = f"core/{name}"
    if f"<!-- wp:{name} " in text:
        return True
    return name.startswith("core/") and f"<!-- wp:{short_name(name)} " in text
