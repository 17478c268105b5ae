"""Reads what a site's own code would register as meta and keeps it in the site, for `content/meta.py` to use.

The file: {"post:post": [{"key", "type", "single", "default", "description", "schema", "show_in_rest", "auth", "revisions_enabled"}, ...],
"term:category": [...], "user": [...], "comment": [...]}; the part behind the colon is the post type or taxonomy, without it all are meant.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from wirepress.content.meta import SITE_META_OPTION
from wirepress.content.options import store

OBJECT_TYPES: Final = ("post", "term", "user", "comment")
TYPES: Final = ("string", "boolean", "integer", "number", "array", "object")
_KNOWN: Final = frozenset(
    (
        "key",
        "type",
        "single",
        "default",
        "description",
        "schema",
        "show_in_rest",
        "auth",
        "auth_callback",
        "revisions_enabled",
        "label",
    )
)
_CAPABILITY: Final = re.compile(r"current_user_can\(\s*['\"]?(?P<name>[a-z_0-9]+)['\"]?\s*\)")


class MetaFileError(ValueError):
    """The file is not of the form; the message names the place."""


def register_file(path: Path) -> int:
    """Keep the fields of the file, in their order, in place of earlier ones and return how many. Raises MetaFileError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise MetaFileError(f"{path.name} cannot be read as JSON: {error}") from None
    rows = parse_fields(data, path.name)
    store.put(SITE_META_OPTION, rows)
    return len(rows)


def parse_fields(data: Any, name: str) -> list[dict[str, Any]]:
    """Return the rows that are stored, of a file's content. Raises MetaFileError."""
    if not isinstance(data, dict):
        raise MetaFileError(f'{name}: an object of object types is expected, as in {{"post:post": [...]}}.')
    rows: list[dict[str, Any]] = []
    for place, entries in data.items():
        object_type, _, subtype = place.partition(":")
        if object_type not in OBJECT_TYPES:
            if isinstance(entries, list):
                raise MetaFileError(f"{name}: '{place}' is no object type; they are {', '.join(OBJECT_TYPES)}.")
            continue  # a remark
        if not isinstance(entries, list):
            raise MetaFileError(f"{name}: '{place}' must be a list of fields.")
        rows += [_parse_field(entry, object_type, subtype, f"{name}: {place}[{i}]") for i, entry in enumerate(entries)]
    return rows


def _parse_field(entry: Any, object_type: str, subtype: str, place: str) -> dict[str, Any]:
    if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or not entry["key"]:
        raise MetaFileError(f"{place} needs a key.")
    unknown = sorted(entry.keys() - _KNOWN)
    if unknown:
        raise MetaFileError(f"{place} has an unknown word: {', '.join(unknown)}.")
    kind = entry.get("type", "string")
    if kind not in TYPES:
        raise MetaFileError(f"{place}: type '{kind}' is none of {', '.join(TYPES)}.")
    schema = entry.get("schema", {})
    if not isinstance(schema, dict):
        raise MetaFileError(f"{place}: schema must be an object.")
    row: dict[str, Any] = {
        "object_type": object_type,
        "subtype": subtype,
        "key": entry["key"][:255],
        "type": kind,
        "single": bool(entry.get("single", False)),
        "default": entry.get("default"),
        "description": str(entry.get("description", "")),
        "schema": schema,
        "show_in_rest": bool(entry.get("show_in_rest", True)),
        "revisions": bool(entry.get("revisions_enabled", False)),
    }
    capability = _parse_capability(entry.get("auth") or entry.get("auth_callback"), place)
    return {**row, "capability": capability} if capability else row


def _parse_capability(value: Any, place: str) -> str:
    """Return the capability that writing asks for, of `current_user_can(NAME)` or the plain name."""
    if not value:
        return ""
    found = _CAPABILITY.fullmatch(str(value).strip())
    name = found["name"] if found else str(value)
    if not re.fullmatch(r"[a-z_0-9]+", name):
        raise MetaFileError(f"{place}: auth must be a capability, as in current_user_can(edit_others_posts).")
    return name
