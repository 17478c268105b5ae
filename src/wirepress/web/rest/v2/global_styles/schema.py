"""Schema of the site's own styles and of their revisions (WordPress 7.1)."""

from __future__ import annotations

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import VIEW_EDIT, VIEW_EDIT_EMBED, item_schema, prop


def _inner(description: str, **more: object) -> Schema:
    return {"description": description, "type": "string", "context": list(VIEW_EDIT_EMBED), **more}


def style_schema() -> Schema:
    """Return the schema of a wp_global_styles document."""
    return item_schema(
        "wp_global_styles",
        {
            "id": prop("integer", "Number of the styles.", readonly=True),
            "styles": prop(["object"], "The styles.", VIEW_EDIT),
            "settings": prop(["object"], "The settings.", VIEW_EDIT),
            "title": {
                "description": "What people call them.",
                "type": ["object", "string"],
                "default": "",
                "context": list(VIEW_EDIT_EMBED),
                "properties": {
                    "raw": _inner("The title as it is stored."),
                    "rendered": _inner("The title as HTML.", readonly=True),
                },
            },
        },
    )


def revision_schema() -> Schema:
    """Return the schema of a revision of the styles."""
    return item_schema(
        "wp_global_styles-revision",
        {
            "author": prop("integer", "Number of who made the revision."),
            "date": prop("string", "When it was made, in the site's time zone.", format="date-time"),
            "date_gmt": prop("string", "When it was made, GMT.", VIEW_EDIT, format="date-time"),
            "id": prop("integer", "Number of the revision.", ["embed", "view", "edit"], readonly=True),
            "modified": prop(
                "string", "When it was last changed, in the site's time zone.", VIEW_EDIT, format="date-time"
            ),
            "modified_gmt": prop("string", "When it was last changed, GMT.", VIEW_EDIT, format="date-time"),
            "parent": prop("integer", "Number of the styles."),
            "styles": prop(["object"], "The styles as they were.", VIEW_EDIT),
            "settings": prop(["object"], "The settings as they were.", VIEW_EDIT),
        },
    )
