"""Item schema and list arguments of the entries of menus (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.core.markup.fields.text_fields import sanitize_html_class, sanitize_text_field
from wirepress.core.markup.html.escape import sanitize_url
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.meta.describe import meta_property
from wirepress.web.rest.v2.posts.action_links import STATUSES, action_links
from wirepress.web.rest.v2.posts.params import collection_params as post_params
from wirepress.web.rest.v2.properties import VIEW_EDIT, VIEW_EDIT_EMBED, clean_key, item_schema, prop, rendered

KIND: Final = post_types.known("nav_menu_item")
KINDS: Final = ("taxonomy", "post_type", "post_type_archive", "custom")


def _text(value: Any, request: Request, name: str) -> str:
    return sanitize_text_field(types.to_text(value))


def _natural(value: Any, request: Request, name: str) -> int:
    return abs(types.to_int(value))


def _classes(value: Any, request: Request, name: str) -> list[str]:
    return [sanitize_html_class(types.to_text(word)) for word in types.to_array(value)]


def _check_url(value: Any, request: Request, name: str) -> RestError | None:
    if value == "" or sanitize_url(types.to_text(value)):
        return None
    return RestError("rest_invalid_url", "That is not a valid address.", 400)


def _number(description: str, least: int, **more: Any) -> Schema:
    """Contexts stand before the type, as WordPress has it here."""
    return {"description": description, "context": list(VIEW_EDIT_EMBED), "type": "integer", "minimum": least, **more}


def entry_schema() -> Schema:
    """Return the schema of an entry."""
    natural = {"arg_options": {"sanitize": _natural}}
    words: Schema = {
        "type": "array",
        "items": {"type": "string"},
        "context": list(VIEW_EDIT_EMBED),
        "arg_options": {"sanitize": _classes},
    }
    properties: dict[str, Schema] = {
        "title": {**rendered("title"), "type": ["string", "object"], "arg_options": {"sanitize": None}},
        "id": {
            "description": "The entry's number.",
            "type": "integer",
            "default": 0,
            "minimum": 0,
            "context": list(VIEW_EDIT_EMBED),
            "readonly": True,
        },
        "type_label": prop("string", "What the entry leads to, in a word.", readonly=True),
        "type": prop("string", "What the entry leads to.", enum=list(KINDS), default="custom"),
        "status": {
            "description": "Whether the entry is shown.",
            "type": "string",
            "enum": list(STATUSES),
            "default": "publish",
            "context": list(VIEW_EDIT_EMBED),
        },
        "parent": {
            "description": "Number of the entry above.",
            "type": "integer",
            "minimum": 0,
            "default": 0,
            "context": list(VIEW_EDIT_EMBED),
        },
        "attr_title": prop("string", "The link's title attribute.", arg_options={"sanitize": _text}),
        "classes": {"description": "Classes of the link's element.", **words},
        "description": prop("string", "What themes may show beside the link.", arg_options={"sanitize": _text}),
        "menu_order": _number("Place in the menu.", 1, default=1),
        "object": {
            "description": "Post type or taxonomy of what it leads to.",
            "context": list(VIEW_EDIT_EMBED),
            "type": "string",
            "arg_options": {"sanitize": clean_key},
        },
        "object_id": _number("Number of what it leads to.", 0, default=0),
        "target": {
            "description": "Where the link opens.",
            "type": "string",
            "context": list(VIEW_EDIT_EMBED),
            "enum": ["_blank", ""],
        },
        "url": prop("string", "Address that the entry leads to.", format="uri", arg_options={"validate": _check_url}),
        "xfn": {"description": "What the link's target is to the site.", **words},
        "invalid": {
            "description": "Whether what it leads to is gone.",
            "context": list(VIEW_EDIT_EMBED),
            "type": "boolean",
            "readonly": True,
        },
        "menus": prop("integer", "Number of the menu.", VIEW_EDIT),
        "meta": meta_property("post", KIND.name),
    }
    for name in ("parent", "object_id"):
        properties[name].update(natural)
    target = {"type": "object", "properties": {"object": {"type": "integer"}}}
    about = {
        "rel": "https://api.w.org/menu-item-object",
        "title": "What the entry leads to.",
        "href": site.rest_url(KIND.rest_path + "/{id}"),
        "targetSchema": target,
    }
    return item_schema(KIND.name, properties, links=[*action_links(KIND), about])


def collection_params() -> dict[str, Schema]:
    """Return the list's arguments: a menu's order, and up to a hundred entries at once."""
    params = post_params(KIND)
    params["per_page"] = {**params["per_page"], "default": 100}
    params["order"] = {**params["order"], "default": "asc"}
    orderby = params["orderby"]
    params["orderby"] = {**orderby, "default": "menu_order", "enum": [*orderby["enum"], "menu_order"]}
    params["menu_order"] = {"description": "Only entries at this place.", "type": "integer"}
    return params
