"""Keeps the properties of a document that its context (view, embed, edit) shows."""

from __future__ import annotations

from typing import Any

from wirepress.core.php.json import keep_kind
from wirepress.core.rest import types
from wirepress.core.rest.routes import Schema


def filter_by_context(data: Any, schema: Schema, context: str) -> Any:
    """Return the document without properties whose schema does not name the context (properties without contexts stay)."""
    if "anyOf" in schema or "oneOf" in schema or not isinstance(data, dict | list):
        return data
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = types.best_type(data, kind)
    if kind == "array" and isinstance(data, list):
        items = schema.get("items")
        return [filter_by_context(item, items, context) for item in data] if items else data
    if kind != "object" or not isinstance(data, dict):
        return data
    kept: dict[str, Any] = {}
    properties = schema.get("properties") or {}
    for name, value in data.items():
        sub = properties.get(name)
        if sub is None and isinstance(schema.get("additionalProperties"), dict):
            sub = schema["additionalProperties"]
        if sub is None:
            kept[name] = value
            continue
        if "context" in sub and context not in sub["context"]:
            continue
        kept[name] = filter_by_context(value, sub, context)
    return keep_kind(data, kept)
