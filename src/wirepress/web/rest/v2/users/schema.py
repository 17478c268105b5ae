"""Item schema and list arguments of users (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import store
from wirepress.content.posts import types as post_types
from wirepress.core.markup.fields.text_fields import sanitize_text_field, sanitize_user
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.describe import meta_property
from wirepress.web.rest.response.avatars import avatar_schema
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.posts.params import SEARCH
from wirepress.web.rest.v2.properties import EDIT_ONLY, context_arg, id_list, item_schema, prop

_ALL = ["embed", "view", "edit"]


def _text(value: Any, request: Request, name: str) -> str:
    return sanitize_text_field(types.to_text(value))


def _slug(value: Any, request: Request, name: str) -> str:
    return sanitize_title(types.to_text(value))


def _username(value: Any, request: Request, name: str) -> str:
    login = types.to_text(value)
    if not login or sanitize_user(login, strict=True) != login:
        raise RestError(
            "rest_user_invalid_username", "A login may contain only letters, digits, spaces and . - _ @.", 400
        )
    return login


def _password(value: Any, request: Request, name: str) -> str:
    password = types.to_text(value)
    if not password:
        raise RestError("rest_user_invalid_password", "A password cannot be empty.", 400)
    if "\\" in password:
        raise RestError("rest_user_invalid_password", "A password cannot have a backslash in it.", 400)
    return password


def languages() -> list[str]:
    """Languages that a user may choose."""
    return ["", str(store.get("WPLANG") or "en_US")]


def user_schema() -> Schema:
    """Return the schema of user documents."""
    return item_schema(
        "user",
        {
            "id": prop("integer", "The user's number.", _ALL, readonly=True),
            "username": prop(
                "string", "The user's login.", EDIT_ONLY, required=True, arg_options={"sanitize": _username}
            ),
            "name": prop("string", "The name that readers see.", _ALL, arg_options={"sanitize": _text}),
            "first_name": prop("string", "The user's first name.", EDIT_ONLY, arg_options={"sanitize": _text}),
            "last_name": prop("string", "The user's last name.", EDIT_ONLY, arg_options={"sanitize": _text}),
            "email": prop("string", "The user's mail address.", EDIT_ONLY, format="email", required=True),
            "url": prop("string", "The user's page.", _ALL, format="uri"),
            "description": prop("string", "About the user.", _ALL),
            "link": prop("string", "The address of the user's stories.", _ALL, format="uri", readonly=True),
            "locale": prop("string", "The user's language.", EDIT_ONLY, enum=languages()),
            "nickname": prop("string", "The user's nickname.", EDIT_ONLY, arg_options={"sanitize": _text}),
            "slug": prop("string", "The user's name in addresses.", _ALL, arg_options={"sanitize": _slug}),
            "registered_date": prop(
                "string", "Since when the user is known.", EDIT_ONLY, format="date-time", readonly=True
            ),
            "roles": {
                "description": "The user's roles.",
                "type": "array",
                "items": {"type": "string"},
                "context": list(EDIT_ONLY),
            },
            "password": prop(
                "string", "The user's password; never shown.", [], required=True, arg_options={"sanitize": _password}
            ),
            "capabilities": prop("object", "All that the user may do.", EDIT_ONLY, readonly=True),
            "extra_capabilities": prop("object", "What was granted to the user singly.", EDIT_ONLY, readonly=True),
            "avatar_urls": avatar_schema("The user's picture in several sizes.", _ALL),
            "meta": meta_property("user"),
            **plugin_fields.schemas("user"),
        },
    )


def collection_params() -> dict[str, Schema]:
    """Return the arguments that the list of users takes."""
    kinds = {kind.name: kind.name for kind in post_types.rest_types()}
    return {
        "context": context_arg(),
        **NUMBERS,
        "search": SEARCH,
        "exclude": id_list("Without these numbers.", default=[]),
        "include": id_list("Only these numbers.", default=[]),
        "offset": {"description": "Leave out this many users.", "type": "integer"},
        "order": {"default": "asc", "description": "Upwards or downwards.", "enum": ["asc", "desc"], "type": "string"},
        "orderby": {
            "default": "name",
            "description": "What the list is ordered by.",
            "enum": ["id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url"],
            "type": "string",
        },
        "slug": {
            "description": "Only users of these slugs.",
            "type": "array",
            "items": {"type": "string"},
        },
        "roles": {
            "description": "Only users of at least one of these roles.",
            "type": "array",
            "items": {"type": "string"},
        },
        "capabilities": {
            "description": "Only users who may do all of this.",
            "type": "array",
            "items": {"type": "string"},
        },
        "who": {"description": "Only users who are authors.", "type": "string", "enum": ["authors"]},
        "has_published_posts": {
            "description": "Only users who published something.",
            "type": ["boolean", "array"],
            "items": {"type": "string", "enum": kinds},
        },
        "search_columns": {
            "default": [],
            "description": "Where the words are looked for.",
            "type": "array",
            "items": {"enum": ["email", "name", "id", "username", "slug"], "type": "string"},
        },
    }
