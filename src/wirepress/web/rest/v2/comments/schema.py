"""Item schema and list arguments of comments (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any

from wirepress.core.markup.fields.text_fields import sanitize_key, sanitize_text_field
from wirepress.core.rest import types
from wirepress.core.rest.routes import Request, Schema
from wirepress.core.rest.schema import validate
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.describe import meta_property
from wirepress.web.rest.response.avatars import avatar_schema
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.posts.params import SEARCH
from wirepress.web.rest.v2.properties import (
    EDIT_ONLY,
    VIEW_EDIT,
    VIEW_EDIT_EMBED,
    context_arg,
    id_list,
    item_schema,
    prop,
    rendered,
)


def _key(value: Any, request: Request, name: str) -> str:
    return sanitize_key(types.to_text(value))


def _text(value: Any, request: Request, name: str) -> str:
    return sanitize_text_field(types.to_text(value))


def _mail(value: Any, request: Request, name: str) -> str:
    """Return an address, or nothing at all: whether nothing will do is decided when the comment is made."""
    text = types.to_text(value)
    if text:
        validate(text, {"type": "string", "format": "email"}, name)
    return text


def comment_schema(release: str) -> Schema:
    """Return the schema of comment documents."""
    kind = prop("string", "The comment's type.", readonly=True)
    if release != "6.8":
        kind["default"] = "comment"
    return item_schema(
        "comment",
        {
            "id": prop("integer", "The comment's number.", readonly=True),
            "author": prop("integer", "Number of the user who wrote it, 0 for a guest."),
            "author_email": prop(
                "string",
                "Mail address of the writer.",
                EDIT_ONLY,
                format="email",
                arg_options={"sanitize": _mail, "validate": None},  # judged when all others are found right
            ),
            "author_ip": prop("string", "Network address of the writer.", EDIT_ONLY, format="ip"),
            "author_name": prop("string", "Name of the writer.", arg_options={"sanitize": _text}),
            "author_url": prop("string", "Page of the writer.", format="uri"),
            "author_user_agent": prop("string", "Program of the writer.", EDIT_ONLY, arg_options={"sanitize": _text}),
            "content": rendered("comment"),
            "date": prop("string", "When it was written, in the site's time zone.", format="date-time"),
            "date_gmt": prop("string", "When it was written, GMT.", VIEW_EDIT, format="date-time"),
            "link": prop("string", "The comment's address.", format="uri", readonly=True),
            "parent": prop("integer", "Number of the comment that it answers.", default=0),
            "post": prop("integer", "Number of the item that it is about.", VIEW_EDIT, default=0),
            "status": prop("string", "The comment's state.", VIEW_EDIT, arg_options={"sanitize": _key}),
            "type": kind,
            "author_avatar_urls": avatar_schema("The writer's picture in several sizes.", list(VIEW_EDIT_EMBED)),
            "meta": meta_property("comment"),
            **plugin_fields.schemas("comment"),
        },
    )


def _date(description: str) -> Schema:
    return {"description": description, "type": "string", "format": "date-time"}


def collection_params() -> dict[str, Schema]:
    """Return the arguments that the list of comments takes."""
    return {
        "context": context_arg(),
        **NUMBERS,
        "search": SEARCH,
        "after": _date("Only comments after this moment."),
        "author": id_list("Only comments of these users."),
        "author_exclude": id_list("No comments of these users."),
        "author_email": {
            "default": None,
            "description": "Only comments from this address.",
            "format": "email",
            "type": "string",
        },
        "before": _date("Only comments before this moment."),
        "exclude": id_list("Without these numbers.", default=[]),
        "include": id_list("Only these numbers.", default=[]),
        "offset": {"description": "Leave out this many comments.", "type": "integer"},
        "order": {"description": "Upwards or downwards.", "type": "string", "default": "desc", "enum": ["asc", "desc"]},
        "orderby": {
            "description": "What the list is ordered by.",
            "type": "string",
            "default": "date_gmt",
            "enum": ["date", "date_gmt", "id", "include", "post", "parent", "type"],
        },
        "parent": {
            "default": [],
            "description": "Only answers to these.",
            "type": "array",
            "items": {"type": "integer"},
        },
        "parent_exclude": {
            "default": [],
            "description": "No answers to these.",
            "type": "array",
            "items": {"type": "integer"},
        },
        "post": {
            "default": [],
            "description": "Only comments on these items.",
            "type": "array",
            "items": {"type": "integer"},
        },
        "status": {
            "default": "approve",
            "description": "Only comments of this state.",
            "sanitize": _key,
            "type": "string",
            "validate": True,
        },
        "type": {
            "default": "comment",
            "description": "Only comments of this type.",
            "sanitize": _key,
            "type": "string",
            "validate": True,
        },
        "password": {"description": "Password of the item, if it has one.", "type": "string"},
    }
