"""Registered meta in REST documents: the schema of `meta` and its values (WordPress 7.1 behaviour)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wirepress.content.meta import registered, rows_by_key
from wirepress.content.options import store
from wirepress.core.hooks import MetaField
from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Schema

_EMPTY: dict[str, Any] = {"string": "", "boolean": False, "integer": 0, "number": 0}


def fields_of(object_type: str, subtype: str = "") -> list[MetaField]:
    """Return the registered fields that REST shows."""
    return [field for field in registered(object_type, subtype) if field.show_in_rest]


def field_schema(field: MetaField) -> Schema:
    """Return the schema of one meta key; a key with several values is a list. Nobody may change it."""
    if callable(field.default):
        return _field_schema(field)
    kept = store.derived_values()
    found: tuple[MetaField, Schema] | None = kept.get(("meta schema", id(field)))
    if found is None:  # the field is kept beside, so that its id stays its own
        found = kept["meta schema", id(field)] = field, _field_schema(field)
    return found[1]


def time_dependent_defaults(object_type: str, subtype: str = "") -> str:
    """Return the defaults that change without the options, as a text: what was made with others is old."""
    return repr([field.default_value() for field in fields_of(object_type, subtype) if callable(field.default)])


def _field_schema(field: MetaField) -> Schema:
    default = field.default_value()
    if default is None:
        default = _EMPTY.get(field.type, [])
    base: Schema = {"type": field.type, "title": "", "description": field.description, "default": default}
    base.update(field.schema)
    base = _closed(base)
    return base if field.single else {"type": "array", "items": base}


def _closed(schema: Schema) -> Schema:
    """Objects allow only the properties that they name, unless they say otherwise."""
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    result = dict(schema)
    if "object" in kinds:
        named = {name: _closed(sub) for name, sub in (schema.get("properties") or {}).items()}
        if named:
            result["properties"] = named  # an empty list stays as the plugin wrote it
        result.setdefault("additionalProperties", False)
    if "array" in kinds and isinstance(schema.get("items"), dict):
        result["items"] = _closed(schema["items"])
    return result


def meta_property(object_type: str, subtype: str = "", context: list[str] | None = None) -> Schema:
    """Return the `meta` property of an item schema."""
    return {
        "description": "Further values of the item.",
        "type": "object",
        "context": context or ["view", "edit"],
        "properties": {field.key: field_schema(field) for field in fields_of(object_type, subtype)},
        # Only the outer shape is judged with the other parameters; each value is when it is written (meta_changes.py).
        "arg_options": {"validate": _is_map, "sanitize": None},
    }


def _is_map(value: Any, request: Any, name: str) -> bool:
    return isinstance(value, dict | list)


def read_meta(object_type: str, subtype: str, rows: Iterable[Any]) -> dict[str, Any]:
    """Return the `meta` object of a document out of the object's meta rows."""
    stored = rows_by_key(rows)
    return {field.key: _value(field, stored.get(field.row_key, [])) for field in fields_of(object_type, subtype)}


def _value(field: MetaField, stored: list[Any]) -> Any:
    schema = field_schema(field)
    if not field.single:
        return [_shown(value, schema["items"], field) for value in stored]
    return _shown(stored[0], schema, field) if stored else _shown_default(field, schema)


def _shown_default(field: MetaField, schema: Schema) -> Any:
    """Return what is shown where nothing is stored. Most items have few of the values that there may be, so a plain one is found out once."""
    if callable(field.default) or field.prepare is not None:
        return _shown(schema["default"], schema, field)
    kept = store.derived_values()
    found: tuple[MetaField, Any] | None = kept.get(("meta default", id(field)))
    if found is None:
        value = _shown(schema["default"], schema, field)
        if not isinstance(value, str | int | float | bool | None):
            return value  # somebody may change it
        found = kept["meta default", id(field)] = field, value
    return found[1]


def _shown(value: Any, schema: Schema, field: MetaField) -> Any:
    if value == "" and isinstance(value, str) and schema["type"] in ("boolean", "integer", "number"):
        value = _EMPTY[schema["type"]]
    if field.prepare is not None:
        value = field.prepare(value)
    try:
        schemas.validate(value, schema)
    except RestError:
        return None
    return _as_php(schemas.sanitize(value, schema))


def _as_php(value: Any) -> Any:
    """Maps whose names are 0, 1, 2 ... are lists, as PHP writes its arrays; empty ones too."""
    if isinstance(value, dict):
        value = {name: _as_php(item) for name, item in value.items()}
        numbered = all(str(name) == str(place) for place, name in enumerate(value))
        return list(value.values()) if numbered else value
    return [_as_php(item) for item in value] if isinstance(value, list) else value
