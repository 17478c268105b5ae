"""Placeholders: a step that needs new markup leaves a mark in the tree, and the markup is put in after it is written out."""

from __future__ import annotations

import secrets

from selectolax.lexbor import LexborNode


def replace(node: LexborNode, markup: str, inserts: dict[str, str]) -> None:
    """Puts `markup` in the node's place."""
    mark = f"wp-mark-{secrets.token_hex(16)}"
    inserts[mark] = markup
    node.replace_with(mark)
