"""The schema of a block type's document (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import item_schema

_NAME: Final = "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$"
_SEEN: Final[dict[str, Any]] = {"context": ["embed", "view", "edit"], "readonly": True}
HANDLES: Final = (
    "editor_script_handles",
    "script_handles",
    "view_script_handles",
    "view_script_module_ids",
    "editor_style_handles",
    "style_handles",
    "view_style_handles",
)
OLD_HANDLES: Final = ("editor_script", "script", "view_script", "editor_style", "style")


def _text(about: str, **more: Any) -> Schema:
    return {"description": about, "type": "string", **more}


def _perhaps(kind: str, about: str, **more: Any) -> Schema:
    return {"description": about, "type": [kind, "null"], **more}


def _names(about: str) -> Schema:
    return _perhaps("array", about, items={"type": "string", "pattern": _NAME}, default=None, **_SEEN)


def _inner() -> Schema:
    block = {
        "name": _text("The block's name.", pattern=_NAME, required=True),
        "attributes": {"description": "Its attributes.", "type": "object"},
        "innerBlocks": {"description": "Blocks inside it.", "type": "array"},
    }
    return {"description": "Blocks inside it.", "type": "array", "items": {"type": "object", "properties": block}}


def _example() -> Schema:
    parts = {"attributes": {"description": "Attributes of the example.", "type": "object"}, "innerBlocks": _inner()}
    return _perhaps("object", "An example.", default=None, properties=parts, **_SEEN)


def _keywords() -> Schema:
    return {
        "description": "Further words to find it by.",
        "type": "array",
        "items": {"type": "string"},
        "default": [],
        **_SEEN,
    }


def _variations() -> Schema:
    parts: dict[str, Schema] = {
        "name": _text("Its name.", required=True),
        "title": _text("What people read.", required=True),
        "description": _text("What it is for.", required=False),
        "category": _perhaps("string", "Its category.", default=None, **_SEEN),
        "icon": _perhaps("string", "Its icon.", default=None, **_SEEN),
        "isDefault": {
            "description": "Whether it is the usual one.",
            "type": "boolean",
            "required": False,
            "default": False,
        },
        "attributes": {"description": "Attributes that it starts with.", "type": "object"},
        "innerBlocks": _inner(),
        "example": _example(),
        "scope": {
            "description": "Where it is offered.",
            "type": ["array", "null"],
            "default": None,
            "items": {"type": "string", "enum": ["block", "inserter", "transform"]},
            "readonly": True,
        },
        "keywords": _keywords(),
    }
    items = {"type": "object", "properties": parts}
    return {
        "description": "Variations of it.",
        "type": "array",
        "items": items,
        "readonly": True,
        "context": _SEEN["context"],
        "default": None,
    }


def _styles() -> Schema:
    parts = {
        "name": _text("Its name.", required=True),
        "label": _text("What people read."),
        "inline_style": _text("Its CSS."),
        "style_handle": _text("Name of its style sheet."),
    }
    return {
        "description": "Looks that it may have.",
        "type": "array",
        "items": {"type": "object", "properties": parts},
        "default": [],
        **_SEEN,
    }


def schema() -> Schema:
    """Return the JSON schema of a block type."""
    handles = {
        name: {
            "description": "Names of its files.",
            "type": ["array"],
            "default": [],
            "items": {"type": "string"},
            **_SEEN,
        }
        for name in HANDLES
    }
    hooks = {_NAME: {"type": "string", "enum": ["before", "after", "first_child", "last_child"]}}
    old = {
        name: _perhaps("string", "Name of its file, in an older form.", default=None, **_SEEN) for name in OLD_HANDLES
    }
    return item_schema(
        "block-type",
        {
            "api_version": {
                "description": "Version of the block's interface.",
                "type": "integer",
                "default": 1,
                **_SEEN,
            },
            "title": _text("What people read.", default="", **_SEEN),
            "name": _text("Its name.", pattern=_NAME, required=True, **_SEEN),
            "description": _text("What it is for.", default="", **_SEEN),
            "icon": _perhaps("string", "Its icon.", default=None, **_SEEN),
            "attributes": _perhaps(
                "object",
                "Its attributes.",
                properties=[],
                default=None,
                additionalProperties={"type": "object"},
                **_SEEN,
            ),
            "provides_context": {
                "description": "What it hands down.",
                "type": "object",
                "properties": [],
                "additionalProperties": {"type": "string"},
                "default": [],
                **_SEEN,
            },
            "uses_context": {
                "description": "What it takes from outer blocks.",
                "type": "array",
                "default": [],
                "items": {"type": "string"},
                **_SEEN,
            },
            "selectors": {
                "description": "Its CSS selectors.",
                "type": "object",
                "default": [],
                "properties": [],
                **_SEEN,
            },
            "supports": {
                "description": "What it supports.",
                "type": "object",
                "default": [],
                "properties": [],
                **_SEEN,
            },
            "category": _perhaps("string", "Its category.", default=None, **_SEEN),
            "is_dynamic": {
                "description": "Whether it is computed when it is shown.",
                "type": "boolean",
                "default": False,
                **_SEEN,
            },
            **handles,
            "styles": _styles(),
            "variations": _variations(),
            "textdomain": _perhaps("string", "Its name for translators.", default=None, **_SEEN),
            "parent": _names("Blocks right inside of which it may stand."),
            "ancestor": _names("Blocks somewhere inside of which it may stand."),
            "allowed_blocks": _names("Blocks that may stand in it."),
            "keywords": _keywords(),
            "example": _example(),
            "block_hooks": {
                "description": "Where it puts itself.",
                "type": "object",
                "patternProperties": hooks,
                "default": [],
                **_SEEN,
            },
            **old,
        },
    )
