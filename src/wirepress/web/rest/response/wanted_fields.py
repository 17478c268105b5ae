"""Which fields of a document `_fields` asks for."""

from __future__ import annotations

from wirepress.core.rest import types
from wirepress.core.rest.routes import Request


def wanted_fields(request: Request) -> list[str] | None:
    """Return the names in `_fields`; None: all."""
    if not request.has("_fields"):
        return None
    value = request.get("_fields")
    names = [str(name).strip() for name in (value if isinstance(value, list) else types.parse_list(value))]
    return names or None


def is_field_named(name: str, wanted: list[str] | None) -> bool:
    """Return whether a field is asked for by its own name: terms, people, comments and taxonomies do not open theirs (WordPress 7.1).
    The number is always there for those who ask for anything."""
    return wanted is None or name == "id" or name in wanted


def is_field_wanted(name: str, wanted: list[str] | None) -> bool:
    """Return whether a field (dotted for a nested one) is asked for: itself, a parent of it, or something in it."""
    if wanted is None:
        return True
    return any(want == name or name.startswith(want + ".") or want.startswith(name + ".") for want in wanted)
