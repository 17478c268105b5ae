"""What an answer must look like by the schema that OPTIONS shows: types and contexts, strictly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def wrong_values(value: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    """Yield what does not have its type. An empty object is written as an empty list; dates may be absent."""
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds] if kinds else []
    if not kinds:
        return
    if value is None and (schema.get("format") or schema.get("default", "") is None):
        return
    fits = [kind for kind in kinds if _is(value, kind)]
    if not fits:
        yield f"{place}: {value!r} is none of {kinds}"
    elif isinstance(value, dict) and isinstance(schema.get("properties"), dict):
        for name, inner in value.items():
            if isinstance(schema["properties"].get(name), dict):
                yield from wrong_values(inner, schema["properties"][name], f"{place}.{name}")
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for number, inner in enumerate(value):
            yield from wrong_values(inner, schema["items"], f"{place}[{number}]")
    if "enum" in schema and fits and not isinstance(value, list | dict) and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"


def _is(value: Any, kind: str) -> bool:
    if kind == "object" and value == []:
        return True
    if isinstance(value, bool) and kind != "boolean":
        return False
    return isinstance(value, _KINDS.get(kind, (object,)))


def wrong_fields(document: dict[str, Any], schema: dict[str, Any], context: str) -> Iterator[str]:
    """Yield fields that the schema does not name or not for this context, and those of the context that are missing."""
    properties = schema.get("properties") or {}
    for name in document:
        if name not in properties and not name.startswith("_"):
            yield f"{name} is not in the schema"
        elif name in properties and "context" in properties[name] and context not in properties[name]["context"]:
            yield f"{name} is not for {context}"
    for name, schema_of in properties.items():
        if context in schema_of.get("context", ()) and name not in document:
            yield f"{name} is missing in {context}"
