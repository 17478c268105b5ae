"""Writes a document's `meta` as it is. A registered default is not stored, as WordPress stores none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.meta import registered
from wirepress.content.posts.models import PostMeta
from wirepress.core.hooks import MetaField
from wirepress.transfer.clean_values import clean_text

_EMPTY: Final[Mapping[str, Any]] = {"string": "", "boolean": False, "integer": 0, "number": 0}


def write_meta(post_id: int, post_type: str, value: Any) -> bool:
    """Make the post's shown meta what the document shows. Return whether anything changed. Keys it is silent about stay."""
    if not isinstance(value, Mapping) or not value:
        return False
    fields = {field.key: field for field in registered("post", post_type)}
    wanted = {
        clean_text(fields[key].row_key if key in fields else key, 255): (_rows(shown, fields.get(key)), fields.get(key))
        for key, shown in value.items()
        if key
    }
    present: dict[str, list[PostMeta]] = {}
    for row in PostMeta.objects.filter(post_id=post_id, key__in=wanted).order_by("id"):
        present.setdefault(row.key, []).append(row)
    changed = False
    for key, (values, field) in wanted.items():
        rows = present.get(key, [])
        if [_as_shown(row.value, field) for row in rows] == values:
            continue
        changed = True
        PostMeta.objects.filter(id__in=[row.id for row in rows]).delete()
        PostMeta.objects.bulk_create([PostMeta(post_id=post_id, key=key, value=one) for one in values])
    return changed


def _rows(shown: Any, field: MetaField | None) -> list[Any]:
    """Return the values to store for a shown one: none for the default, several for a key that is not single."""
    clean = clean_value(shown)
    if field is None:
        return [clean]
    if not field.single:
        return clean if isinstance(clean, list) else [clean]
    return [] if _is_default(clean, field) else [clean]


def _is_default(shown: Any, field: MetaField) -> bool:
    default = field.default_value()
    if default is None:
        return shown == _EMPTY[field.type] if field.type in _EMPTY else shown in ([], {})
    return bool(shown == default) or (shown in ([], {}) and default in ([], {}))


def _as_shown(stored: Any, field: MetaField | None) -> Any:
    """Return a stored value as it would be shown: a database import leaves numbers and truths as text."""
    if field is None or not isinstance(stored, str):
        return stored
    try:
        match field.type:
            case "integer":
                return int(stored)
            case "number":
                return float(stored)
            case "boolean":
                return stored not in ("", "0", "false")
    except ValueError:
        pass
    return stored


def clean_value(value: Any) -> Any:
    """Return a value of meta as our databases can hold it."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [clean_value(item) for item in value]
    if isinstance(value, Mapping):
        return {clean_text(key): clean_value(item) for key, item in value.items()}
    return value
