"""PHP's one kind of array, told apart the way JSON does: a list, or a map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,18})\Z")
_INT64: Final = 2**63

Key = int | str


def array_key(text: str) -> Key:
    """Return the key PHP stores: a decimal integer within 64 bits becomes int, any other text stays."""
    if _INTEGER.match(text):
        number = int(text)
        if -_INT64 <= number < _INT64:
            return number
    return text


def compact(entries: dict[Any, Any]) -> dict[Any, Any] | list[Any]:
    """Return a list when the keys are 0..n-1 in order (an empty array is a list), else the same dict."""
    if all(key == place for place, key in enumerate(entries)):
        return list(entries.values())
    return entries


def array_unique(values: Sequence[Any]) -> dict[Any, Any] | list[Any]:
    """Return the first of equal values under the places they had (PHP's array_unique): a list only without gaps."""
    first: dict[Any, int] = {}
    for place, value in enumerate(values):
        first.setdefault(str(value), place)
    kept = set(first.values())
    return compact({place: value for place, value in enumerate(values) if place in kept})
