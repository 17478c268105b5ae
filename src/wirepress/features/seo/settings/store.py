"""Reads and changes parts of the SEO settings. Options are in memory already: reading one makes no query."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from wirepress.content.events import emit
from wirepress.content.options import store
from wirepress.core.rest import schema
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Schema
from wirepress.features.seo.settings.part import Part, Setting, settings_of

P = TypeVar("P", bound=Part)
_TYPES: Final = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def read(part: type[P]) -> P:
    """Return a part as the site has set it; what was never set, or is stored as something else, has its default."""
    kept = store.derived_values()
    found: P | None = kept.get(part)
    if found is None:
        found = kept[part] = build(part, store.get(part.OPTION, None))
    return found


def build(part: type[P], stored: Any) -> P:
    """Return the part out of a stored map."""
    made = part()
    given = stored if isinstance(stored, dict) else {}
    values: dict[str, Any] = {}
    for name, setting in settings_of(part).items():
        if name in given and _fits(given[name], setting.schema):
            values[name] = _beside(getattr(made, name), given[name])
    return dataclasses.replace(made, **values)  # type: ignore[type-var]


def is_stored(part: type[Part]) -> bool:
    """Return whether the site has ever set anything of this part."""
    return isinstance(store.get(part.OPTION, None), dict)


def change(part: type[P], values: Mapping[str, Any]) -> P:
    """Store some fields of a part; the others stay. Return the part as it is then.

    Raises RestError when a value does not fit; nothing is stored then.
    """
    fields = settings_of(part)
    for name, value in values.items():
        if name not in fields:
            raise RestError("seo_unknown_setting", f"There is no setting {part.NAME}.{name}.", 400)
        check(f"{part.NAME}.{name}", value, fields[name])
    with store.locked(part.OPTION):
        stored = store.get(part.OPTION, None)
        whole = {**(stored if isinstance(stored, dict) else {}), **values}
        store.put(part.OPTION, whole)
        emit("option.changed", 0, option=part.OPTION)
    return read(part)


def check(name: str, value: Any, setting: Setting) -> None:
    """Raises RestError (400) when the value does not fit."""
    try:
        _validate(value, setting.schema, name)
    except RestError as error:
        raise RestError("seo_invalid_setting", error.message, 400, {"param": name}) from None


def as_document(part: Part) -> dict[str, Any]:
    """Return a part as JSON."""
    return {name: getattr(part, name) for name in settings_of(type(part))}


def schema_of(part: type[Part]) -> Schema:
    """Return the JSON schema of a part."""
    properties = {name: {**setting.schema, "description": setting.label} for name, setting in settings_of(part).items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fits(value: Any, wanted: Schema) -> bool:
    try:
        _validate(value, wanted, "value")
    except RestError:
        return False
    return True


def _validate(value: Any, wanted: Schema, name: str) -> None:
    """As WordPress validates, but a text is no list and no number."""
    kind = _TYPES[wanted["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RestError("seo_invalid_setting", f"{name} is not of type {wanted['type']}.", 400)
    schema.validate(value, wanted, name)


def _beside(default: Any, given: Any) -> Any:
    return {**default, **given} if isinstance(default, dict) and isinstance(given, dict) else given
