"""PHP's small text functions. Numbers, query strings and strip_tags have files of their own and can be had here too."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import name2codepoint
from typing import Any, Final

from wirepress.core.php.numbers import absint, floatval, intval, is_numeric, number_format, zeroise
from wirepress.core.php.query import (
    QueryValue,
    http_build_query,
    parse_str,
    rawurlencode,
    urldecode,
    urlencode,
    urlencode_deep,
)
from wirepress.core.php.tags import strip_tags

__all__ = [
    "QueryValue",
    "absint",
    "addslashes",
    "backslashit",
    "bool_from_yn",
    "floatval",
    "html_entity_decode",
    "http_build_query",
    "intval",
    "is_numeric",
    "map_deep",
    "nl2br",
    "number_format",
    "parse_str",
    "rawurlencode",
    "strip_tags",
    "stripslashes",
    "stripslashes_deep",
    "urldecode",
    "urlencode",
    "urlencode_deep",
    "wp_slash",
    "wp_unslash",
    "zeroise",
]

_QUOTED = re.compile(r"['\"\\]")
_SLASHED = re.compile(r"\\(.?)", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\n\r|\n|\r")
_ENTITY = re.compile(r"&(?:#([0-9]++)|#[xX]([0-9a-fA-F]++)|([A-Za-z][A-Za-z0-9]{1,15}));")
_LETTER = re.compile(r"[A-Za-z]")


def addslashes(text: str) -> str:
    """Return a backslash before quotes and backslashes, NUL as backslash zero."""
    return _QUOTED.sub(r"\\\g<0>", text).replace("\0", "\\0")


def stripslashes(text: str) -> str:
    """Return the opposite of `addslashes`; a lone backslash at the end goes."""
    return _SLASHED.sub(lambda found: "\0" if found[1] == "0" else found[1], text) if "\\" in text else text


def map_deep(value: Any, change: Callable[[str], str]) -> Any:
    """Return every text inside a value changed; lists, dicts (keys stay) and all else kept."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: map_deep(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [map_deep(item, change) for item in value]
    return value


def wp_slash(value: Any) -> Any:
    """`addslashes` on every text inside a value."""
    return map_deep(value, addslashes)


def wp_unslash(value: Any) -> Any:
    """`stripslashes` on every text inside a value."""
    return map_deep(value, stripslashes)


stripslashes_deep = wp_unslash


def backslashit(text: str) -> str:
    """WordPress's guard for date formats: a backslash before every letter, two before a digit at the start."""
    slashed = _LETTER.sub(r"\\\g<0>", text)
    return "\\\\" + slashed if text[:1].isdecimal() and text[:1].isascii() else slashed


def bool_from_yn(text: str) -> bool:
    """True for ``y`` in either case."""
    return text.lower() == "y"


def nl2br(text: str) -> str:
    """``<br />`` before every line end, of whatever kind."""
    return _LINE_END.sub(r"<br />\g<0>", text)


def html_entity_decode(text: str) -> str:
    """HTML 4.01's entities and numeric ones as characters (both quotes too), PHP 8.2's defaults; unknown ones stay."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        code = name2codepoint.get(name, 0)
        return chr(code) if code else found[0]
    digits = (decimal or hexadecimal).lstrip("0")
    if len(digits) > 7:
        return found[0]
    code = int(digits or "0", 10 if decimal else 16)
    return chr(code) if _allowed(code) else found[0]


_CONTROLS: Final = frozenset((9, 10, 13))


def _allowed(code: int) -> bool:
    """Return whether HTML 4.01 lets a numeric entity stand for this character."""
    return 0x20 <= code < 0x7F or code in _CONTROLS or 0xA0 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
