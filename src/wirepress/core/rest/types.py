"""WordPress's idea of JSON types: what counts as a boolean, integer, list ... when values come as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from wirepress.core.php.arrays import array_key

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_NUMERIC = re.compile(r"[ \t\n\r\v\f]*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?[ \t\n\r\v\f]*\Z")


def is_numeric(value: Any) -> bool:
    """PHP's is_numeric: numbers, and text that is a number (hexadecimal is not)."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and bool(_NUMERIC.match(value)))


def to_number(value: Any) -> float:
    """Return a numeric value as float; anything else is 0."""
    return float(value) if is_numeric(value) else 0.0


def to_int(value: Any) -> int:
    """PHP's (int): leading digits of a text, 0 when there are none; lists count 1 when filled."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float):
        return int(value) if abs(value) < 2**63 else 0
    if isinstance(value, str):
        found = re.match(r"\s*[+-]?\d+", value)
        if not found:
            return 0
        if re.match(r"\s*[+-]?\d*\.?\d+[eE]", value) and is_numeric(value):
            number = float(value)
            return int(number) if abs(number) < 2**63 else 0
        return max(-(2**63), min(2**63 - 1, int(found.group())))
    return 1 if value else 0


def is_integer(value: Any) -> bool:
    """Return a number without a fraction, also as text."""
    return is_numeric(value) and abs(float(value)) != float("inf") and float(value).is_integer()


def is_boolean(value: Any) -> bool:
    """true, false, 0, 1 and their texts."""
    if isinstance(value, bool):
        return True
    if isinstance(value, str):
        return value.lower() in ("false", "true", "0", "1")
    return isinstance(value, int) and value in (0, 1)


def to_boolean(value: Any) -> bool:
    """Return what is_boolean accepts, as a boolean; other values by PHP's truth ('' and '0' are false)."""
    if isinstance(value, str):
        return value.lower() not in ("false", "0", "")
    return bool(value)


def is_object(value: Any) -> bool:
    """Return an object; an empty text and an empty list count as one."""
    return value == "" or isinstance(value, dict | list)


def to_object(value: Any) -> dict[str, Any]:
    """Return an object out of what is_object accepts."""
    if isinstance(value, dict):
        return value
    return {str(index): item for index, item in enumerate(value)} if isinstance(value, list) else {}


def parse_list(text: Any) -> list[str]:
    """Text split at commas and white space."""
    return [part for part in re.split(r"[\s,]+", to_text(text)) if part]


def to_text(value: Any) -> str:
    """PHP's (string) of a scalar."""
    if value is True:
        return "1"
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def is_array(value: Any) -> bool:
    """Return a list; any scalar counts as one (split at commas), and a map whose keys are whole numbers, in whatever order."""
    if isinstance(value, dict):
        return all(isinstance(array_key(key), int) for key in value)
    return value is not None


def to_array(value: Any) -> list[Any]:
    """Return a list out of anything."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return list(value.values())
    return [] if value is None else list(parse_list(value))


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "array": is_array,
    "object": is_object,
    "integer": is_integer,
    "number": is_numeric,
    "boolean": is_boolean,
    "string": lambda value: isinstance(value, str),
    "null": lambda value: value is None,
}


def matches(value: Any, type_name: str) -> bool:
    """Return whether a value passes as a type."""
    return _CHECKS[type_name](value)


def best_type(value: Any, types: list[str]) -> str:
    """Return the first of the types that a value passes as; an empty text is a string where that is allowed; '' for none."""
    if value == "" and isinstance(value, str) and "string" in types:
        return "string"
    return next((name for name in types if name in _CHECKS and _CHECKS[name](value)), "")


def unsigned(value: Any) -> Any:
    """Return a number, or a list of numbers, without signs: as WordPress reads the ids that a list is narrowed by (absint)."""
    if isinstance(value, list | tuple):
        return [abs(to_int(item)) for item in value]
    return abs(to_int(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def whole_numbers(value: Any) -> list[int]:
    """Return the whole numbers in a value or list that no schema has judged yet: permissions meet such values when the methods of
    Allow are found out. What is none is left out, and so is what is beyond 64 bits."""
    values = value if isinstance(value, list) else [value]
    scalars = [item for item in values if isinstance(item, int | str) and not isinstance(item, bool)]
    return [int(text) for item in scalars for text in parse_list(item) if _WHOLE.fullmatch(text)]
