"""Block comments: the strings in their attributes are markup as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wirepress.core.markup.blocks.parse import parse_blocks
from wirepress.core.markup.blocks.serialize import serialize_blocks
from wirepress.core.markup.kses.policy import Policy
from wirepress.core.markup.text.linear_search import Finder

Clean = Callable[[str], str]


def close_plainly(text: str) -> str:
    """`text` with comments on one line that close with extra dashes closed by two."""
    finder = Finder(text)
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        inside, end = start + 4, finder.find_on_line("--->", start + 4)
        if end < 0:
            pieces.append(text[at:inside])
            at = inside
        else:
            pieces += (text[at:inside], text[inside:end].rstrip("-"), "-->")
            at = end + 4
    return "".join((*pieces, text[at:]))


def _filtered(value: Any, clean: Clean) -> Any:
    """`value` with its strings, and the keys of its objects, through `clean`; a key that changes moves to the end."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        for index, item in enumerate(value):
            value[index] = _filtered(item, clean)
    elif isinstance(value, dict):
        for key, item in list(value.items()):
            kept = clean(key) if isinstance(key, str) else key
            if kept != key:
                del value[key]
            value[kept] = _filtered(item, clean)
    return value


def filter_blocks(text: str, policy: Policy, clean: Clean) -> str:
    """`text` with every string of its blocks' attributes (keys too) through `clean`; blocks are written anew.

    A template part keeps its element's name only when `policy` allows that element. WordPress 7.1 behaviour.
    """
    if "--->" in text:
        text = close_plainly(text)
    blocks = parse_blocks(text)
    waiting = list(blocks)
    while waiting:
        block = waiting.pop()
        waiting += block.inner
        if not block.attrs:
            continue
        attrs = _filtered(block.attrs, clean)
        element = attrs.get("tagName") if block.name == "core/template-part" else None
        if isinstance(element, str) and element not in policy.elements:
            attrs["tagName"] = ""
        block.attrs = attrs
    return serialize_blocks(blocks)
