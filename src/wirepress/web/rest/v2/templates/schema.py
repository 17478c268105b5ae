"""Schema and arguments of templates and template parts (WordPress 7.1)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, VIEW_EDIT_EMBED, context_arg, item_schema

# WordPress's pattern of an id: the theme's folder, perhaps one below another, and the slug.
ID: Final = r'([^\/:<>\*\?"\|]+(?:\/[^\/:<>\*\?"\|]+)?)[\/\w%-]+'
_EMBED_FIRST: Final = ["embed", "view", "edit"]
STATUSES: Final = ("publish", "future", "draft", "pending", "private")


def _prop(description: str, kind: Any, **more: Any) -> Schema:
    return {"description": description, "type": kind, **more, "context": list(_EMBED_FIRST)}


def _readonly(description: str, kind: Any) -> Schema:
    return {**_prop(description, kind), "readonly": True}


def _date(description: str) -> Schema:
    return {
        "description": description,
        "type": ["string", "null"],
        "format": "date-time",
        "context": list(VIEW_EDIT),
        "readonly": True,
    }


def _inner(description: str, kind: str, context: list[str], **more: Any) -> Schema:
    return {"description": description, "type": kind, "context": list(context), **more}


def template_schema(post_type: str) -> Schema:
    """Return the schema of wp_template or wp_template_part documents."""
    properties: dict[str, Schema] = {
        "id": _readonly("The template's id: theme//slug.", "string"),
        "slug": {
            **_prop("The template's own name.", "string"),
            "required": True,
            "minLength": 1,
            "pattern": r"[a-zA-Z0-9_\%-]+",
        },
        "theme": _prop("Folder of the theme that the template belongs to.", "string"),
        "type": _prop("Which kind of template it is.", "string"),
        "source": _readonly("Where it comes from now: theme or custom.", "string"),
        "origin": _readonly("Where a customised template came from.", "string"),
        "content": {
            **_prop("What is in the template.", ["object", "string"], default=""),
            "properties": {
                "raw": _inner("The blocks as they are stored.", "string", VIEW_EDIT),
                "block_version": _inner("Version of the blocks' format.", "integer", EDIT_ONLY, readonly=True),
            },
        },
        "title": {
            **_prop("What people call it.", ["object", "string"], default=""),
            "properties": {
                "raw": _inner("The title as it is stored.", "string", VIEW_EDIT_EMBED),
                "rendered": _inner("The title as HTML.", "string", VIEW_EDIT_EMBED, readonly=True),
            },
        },
        "description": _prop("What it is for.", "string", default=""),
        "status": _prop("State of the template.", "string", enum=list(STATUSES), default="publish"),
        "wp_id": _readonly("Number of its post; 0 for a file of the theme.", "integer"),
        "has_theme_file": _readonly("Whether the theme has a file of that slug.", "bool"),
        "author": {"description": "Number of who made it.", "type": "integer", "context": list(VIEW_EDIT_EMBED)},
        "modified": _date("When it was last changed, in the site's time zone."),
        "author_text": {
            "type": "string",
            "description": "Who made it, in words.",
            "readonly": True,
            "context": list(VIEW_EDIT_EMBED),
        },
        "original_source": {
            "description": "Who it came from in the first place.",
            "type": "string",
            "readonly": True,
            "context": list(VIEW_EDIT_EMBED),
            "enum": ["theme", "plugin", "site", "user"],
        },
        "date": _date("When it was made, in the site's time zone."),
    }
    if post_type == "wp_template":
        properties["is_custom"] = _readonly("Whether it is none of those that WordPress knows by itself.", "bool")
        properties["plugin"] = {
            "type": "string",
            "description": "Plugin that brought it.",
            "readonly": True,
            "context": list(VIEW_EDIT_EMBED),
        }
    else:
        properties["area"] = _prop("Where the part belongs.", "string")
    return item_schema(post_type, properties)


def revision_schema(post_type: str) -> Schema:
    """Return the schema of a template's revisions: the template's, and whose revision it is."""
    schema = template_schema(post_type)
    schema["properties"]["parent"] = {
        "description": "Number of the template's post.",
        "type": "integer",
        "context": list(VIEW_EDIT_EMBED),
    }
    return schema


def list_args() -> dict[str, Schema]:
    """Arguments of the list."""
    return {
        "context": context_arg(),
        "wp_id": {"description": "Only the template of this post.", "type": "integer"},
        "area": {"description": "Only parts for this area.", "type": "string"},
        "post_type": {"description": "Only templates for items of this type.", "type": "string"},
    }


def lookup_args() -> dict[str, Schema]:
    """Arguments of the lookup."""
    return {
        "slug": {"description": "Slug of the template that is to be made.", "type": "string", "required": True},
        "is_custom": {"description": "Whether it will be chosen by hand.", "type": "boolean"},
        "template_prefix": {"description": "The kind that the slug begins with.", "type": "string"},
    }
