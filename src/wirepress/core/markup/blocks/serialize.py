"""Blocks to text. WordPress 7.1 behaviour (serialize_blocks, get_comment_delimited_block_content)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from wirepress.core.markup.blocks.model import Block

_SPECIAL = re.compile(r'\\\\|\\"|--|[<>&\u2028\u2029]')
_EMPTY = re.compile(r'"(?:[^"\\]|\\.)*+"|\{\}')
_ESCAPES = {
    "\\\\": "\\u005c",
    "--": "\\u002d\\u002d",
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    '\\"': "\\u0022",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def serialize_blocks(blocks: Iterable[Block]) -> str:
    """Return the text that parses to these blocks."""
    pieces: list[str] = []
    work: list[str | Block] = [*blocks]
    work.reverse()
    while work:
        item = work.pop()
        if isinstance(item, str):
            pieces.append(item)
        else:
            work += _parts(item)[::-1]
    return "".join(pieces)


def serialize_block(block: Block) -> str:
    """Return the text of one block."""
    return serialize_blocks([block])


def delimited(name: str | None, attrs: Mapping[str, Any] | None, content: str) -> str:
    """Return a block's text from its name, attributes and serialized content."""
    if name is None:
        return content
    head = _head(name, attrs)
    if content == "":
        return f"<!-- wp:{head}/-->"
    return f"<!-- wp:{head}-->{content}<!-- /wp:{short_name(name)} -->"


def short_name(name: str) -> str:
    """Return a block's name without the namespace of WordPress's own blocks."""
    return name.removeprefix("core/")


def serialize_attrs(attrs: Mapping[str, Any]) -> str:
    """Attributes as JSON that cannot break out of an HTML comment."""
    text = json.dumps(attrs, ensure_ascii=False, separators=(",", ":"))
    if "{}" in text:  # PHP has one kind of array: an empty object has become a list
        text = _EMPTY.sub(lambda found: "[]" if found[0] == "{}" else found[0], text)
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def _head(name: str, attrs: Mapping[str, Any] | None) -> str:
    return f"{short_name(name)} {serialize_attrs(attrs)} " if attrs else f"{short_name(name)} "


def _parts(block: Block) -> list[str | Block]:
    """Return a block as text and inner blocks, delimiters included."""
    inner = iter(block.inner)
    body: list[str | Block] = []
    for piece in block.content:
        part = next(inner, None) if piece is None else piece
        if part is not None:
            body.append(part)
    if block.name is None:
        return body
    head = _head(block.name, block.attrs)
    if not any(body):
        return [f"<!-- wp:{head}/-->"]
    return [f"<!-- wp:{head}-->", *body, f"<!-- /wp:{short_name(block.name)} -->"]
