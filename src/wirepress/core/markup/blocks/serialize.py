"""Blocks to text. WordPress 7.1 behaviour (serialize_blocks, get_comment_delimited_block_content)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from wirepress.core.markup.blocks.model import Block
from wirepress.core.php.floats import php_float_repr

_SPECIAL = re.compile(r'\\\\|\\"|--|[<>&\u2028\u2029]')
# What PHP may write otherwise (an empty object, a float), and strings, which hold it untouched.
_PHP_WAY = re.compile(r'"(?:[^"\\]|\\.)*+"|\{\}|-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?')
_MAYBE_FLOAT = re.compile(r"[0-9](?:\.[0-9]|e[+-]?[0-9])")
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
    try:
        text = json.dumps(attrs, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:  # an infinite number has no JSON: as in WordPress nothing is written
        return ""
    if '{"0":' in text:
        text = json.dumps(_as_lists(attrs), ensure_ascii=False, separators=(",", ":"))
    if "{}" in text or _MAYBE_FLOAT.search(text):
        text = _PHP_WAY.sub(_written_by_php, text)
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def _as_lists(value: Any) -> Any:
    """A copy with every map whose keys are 0, 1, 2 ... as a list: PHP has one kind of array for both."""
    if isinstance(value, Mapping):
        items = [_as_lists(item) for item in value.values()]
        if all(str(key) == str(place) for place, key in enumerate(value)):
            return items
        return dict(zip(value, items, strict=True))
    return [_as_lists(item) for item in value] if isinstance(value, list) else value


def _written_by_php(found: re.Match[str]) -> str:
    piece = found[0]
    if piece == "{}":  # PHP has one kind of array: an empty object has become a list
        return "[]"
    if piece[0] == '"' or not _MAYBE_FLOAT.search(piece):
        return piece
    return php_float_repr(float(piece))


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
