"""Reading values of JSON that may be of any type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wirepress.settings.limits import WIRE_ENTRIES_MAX


def as_text(value: Any) -> str:
    """Return a string, a number as one, "" for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**18 else ""


def as_object(value: Any) -> dict[str, Any]:
    """Return an object, {} for anything else."""
    return value if isinstance(value, dict) else {}


def as_objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, or one object alone."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value[: WIRE_ENTRIES_MAX + 1] if isinstance(one, dict))


def as_texts(value: Any) -> Iterator[str]:
    """Yield the strings of a list, or one string alone."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
