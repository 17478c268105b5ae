"""Small builders, so that a schema reads like a table."""

from __future__ import annotations

from typing import Any

from wirepress.core.markup.fields.text_fields import sanitize_key
from wirepress.core.rest.routes import Schema

VIEW_EDIT_EMBED = ["view", "edit", "embed"]
VIEW_EDIT = ["view", "edit"]
EDIT_ONLY = ["edit"]
CONTEXTS = ["view", "embed", "edit"]


def prop(kind: Any, description: str, context: list[str] | None = VIEW_EDIT_EMBED, **more: Any) -> Schema:
    """Return one property; keys follow in WordPress's usual order: description, type, then the rest as given, context where it stands."""
    schema: Schema = {"description": description, "type": kind}
    if "format" in more:
        schema["format"] = more.pop("format")
    if "enum" in more:
        schema["enum"] = more.pop("enum")
    if context is not None:
        schema["context"] = list(context)
    schema.update(more)
    return schema


def rendered(name: str, *, shown: list[str] = VIEW_EDIT_EMBED, inner: list[str] | None = None, **more: Any) -> Schema:
    """Return an object with `raw` (edit only) and `rendered`; written whole or as {raw: ...}."""
    return {
        "description": f"The {name}.",
        "type": "object",
        "context": list(shown),
        "arg_options": {"sanitize": None, "validate": None},
        "properties": {
            "raw": prop("string", f"The {name} as it is stored.", EDIT_ONLY),
            "rendered": prop("string", f"The {name} as HTML for the page.", inner or shown, readonly=True),
            **more,
        },
    }


def item_schema(title: str, properties: dict[str, Schema], **more: Any) -> Schema:
    """Return the head of every item schema."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": title,
        "type": "object",
        "properties": properties,
        **more,
    }


def clean_key(value: Any, request: Any, name: str) -> str:
    """sanitize_key as an argument's sanitiser."""
    return sanitize_key(value if isinstance(value, str) else "")


def context_arg(default: str | None = "view", contexts: list[str] | None = None) -> Schema:
    """Return the schema of the argument `context`."""
    arg: Schema = {"description": "Who the answer is for: it decides which fields there are.", "type": "string"}
    if contexts is None or contexts:
        arg["enum"] = contexts or list(CONTEXTS)
    if default:
        arg["default"] = default
    return {**arg, "sanitize": clean_key, "validate": True}


def id_list(description: str, **more: Any) -> Schema:
    """Return a list of ids, also written 1,2,3."""
    return {"description": description, "type": "array", "items": {"type": "integer"}, **more}


def id_arg(description: str = "Number of the item.") -> Schema:
    """Return an id in the path."""
    return {"description": description, "type": "integer"}


def force_arg(description: str = "Delete for good, not into the trash.") -> Schema:
    """Return the `force` argument of a deletion."""
    return {"type": "boolean", "default": False, "description": description}
