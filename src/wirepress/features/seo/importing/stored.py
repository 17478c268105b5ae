"""Values as other plugins store them: JSON text, PHP's ways to say yes, numbers as text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.options import store

ADOPTED: Final = "seo_adopted"  # option name -> digest of what was taken over


def as_map(value: Any) -> dict[str, Any]:
    """Return a stored map, of JSON text too; {} for anything else."""
    found = decoded(value)
    return found if isinstance(found, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a stored list; PHP's lists with holes are maps."""
    found = decoded(value)
    if isinstance(found, dict):
        return list(found.values())
    return found if isinstance(found, list) else []


def decoded(value: Any) -> Any:
    """Return a value out of JSON text; another value as it is, None for broken text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value.strip() else None
    except ValueError:
        return None


def text(value: Any) -> str:
    """Return a stored text, "" for what is none."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def flag(value: Any) -> bool:
    """Return a stored yes or no."""
    return (
        value is True
        or (isinstance(value, int | float) and value != 0)
        or str(value).lower() in ("1", "on", "true", "yes")
    )


def whole(value: Any, default: int | None = None) -> int | None:
    """Return a stored number, `default` for what is none."""
    try:
        return int(str(value))
    except ValueError:
        return default


def at(values: Any, *path: str) -> Any:
    """Return what lies at a path of maps, None where nothing does."""
    for step in path:
        if not isinstance(values, Mapping):
            return None
        values = values.get(step)
    return values


def changed_options(*names: str) -> bool:
    """Return whether any of these options is there and is not what was taken over last."""
    known = as_map(store.get(ADOPTED, None))
    return any(store.get(name, None) is not None and known.get(name) != digest(store.get(name, None)) for name in names)


def remember_options(*names: str) -> None:
    """Remember that these options were taken over: a repeated import then leaves what people changed since."""
    known = as_map(store.get(ADOPTED, None))
    known.update({name: digest(value) for name in names if (value := store.get(name, None)) is not None})
    store.put(ADOPTED, known)


def digest(value: Any) -> str:
    """Return a short name of a value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
