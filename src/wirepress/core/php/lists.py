"""WordPress's ways of taking a list or a set of arguments in several spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from wirepress.core.php.numbers import absint
from wirepress.core.php.query import parse_str

_BETWEEN = re.compile(r"[\s,]+")


def wp_parse_list(value: Any) -> list[Any]:
    """Return a text split at commas and blanks, empty pieces left out; of a list or dict the scalars."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [item for item in value if isinstance(item, str | int | float | bool)]
    return [piece for piece in _BETWEEN.split(str(value)) if piece]


def wp_parse_id_list(value: Any) -> list[int]:
    """Return the distinct ids of a list in any spelling; their signs are dropped, what is no number is 0."""
    return list(dict.fromkeys(absint(item) for item in wp_parse_list(value)))


def wp_parse_slug_list(value: Any, sanitize: Callable[[str], str]) -> list[str]:
    """Return the distinct slugs of a list in any spelling; `sanitize` makes a slug of a text."""
    return list(dict.fromkeys(sanitize(_text(item)) for item in wp_parse_list(value)))


def _text(value: Any) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def wp_parse_args(args: Any, defaults: Mapping[Any, Any] | None = None) -> dict[Any, Any]:
    """Arguments (a dict, or a query string) over their defaults; the order of the defaults comes first."""
    if isinstance(args, Mapping):
        given: dict[Any, Any] = dict(args)
    elif isinstance(args, list | tuple):
        given = dict(enumerate(args))
    else:
        given = dict(parse_str("" if args is None else _text(args)))
    return {**(defaults or {}), **given}


def wp_is_numeric_array(value: Any) -> bool:
    """Return whether an array has integer keys only; a list has."""
    if isinstance(value, list | tuple):
        return True
    return isinstance(value, Mapping) and all(isinstance(key, int) or _is_integer(str(key)) for key in value)


def _is_integer(key: str) -> bool:
    return re.fullmatch(r"0|-?[1-9][0-9]{0,18}", key) is not None
