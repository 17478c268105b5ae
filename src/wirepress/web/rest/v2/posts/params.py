"""The arguments of a post type's list (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any

from wirepress.content.posts import access
from wirepress.content.posts.statuses import all_statuses
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.php.lists import wp_parse_slug_list
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Schema
from wirepress.core.rest.schema import validate
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.properties import context_arg, id_list


def _date(description: str) -> Schema:
    return {"description": description, "type": "string", "format": "date-time"}


def search_text(value: Any, request: Request, name: str) -> str:
    """sanitize_text_field as an argument's sanitiser."""
    return sanitize_text_field(types.to_text(value))


SEARCH: Schema = {
    "description": "Only what contains these words.",
    "type": "string",
    "sanitize": search_text,
    "validate": True,
}


def collection_params(kind: PostType) -> dict[str, Schema]:
    """Return the list's arguments by the type's features."""
    has_author = kind.can("author")
    params: dict[str, Schema] = {"context": context_arg(), **NUMBERS, "search": SEARCH}
    params["after"] = _date("Only what was published after this moment.")
    params["modified_after"] = _date("Only what was changed after this moment.")
    if has_author:
        params["author"] = id_list("Only items of these authors.", default=[])
        params["author_exclude"] = id_list("No items of these authors.", default=[])
    params["before"] = _date("Only what was published before this moment.")
    params["modified_before"] = _date("Only what was changed before this moment.")
    params["exclude"] = id_list("Without these numbers.", default=[])
    params["include"] = id_list("Only these numbers.", default=[])
    if kind.can("page-attributes"):
        params["menu_order"] = {"description": "Only items at this place among their siblings.", "type": "integer"}
    params["search_semantics"] = {"description": "How the words are understood.", "type": "string", "enum": ["exact"]}
    params["offset"] = {"description": "Leave out this many items.", "type": "integer"}
    params["order"] = {
        "description": "Upwards or downwards.",
        "type": "string",
        "default": "desc",
        "enum": ["asc", "desc"],
    }
    params["orderby"] = _orderby(kind)
    if kind.hierarchical or kind.name == "attachment":
        params["parent"] = id_list("Only items below these.", default=[])
        params["parent_exclude"] = id_list("No items below these.", default=[])
    params["search_columns"] = {
        "default": [],
        "description": "Where the words are looked for.",
        "type": "array",
        "items": {"enum": ["post_title", "post_content", "post_excerpt"], "type": "string"},
    }
    params["slug"] = {
        "description": "Only items of these slugs.",
        "type": "array",
        "items": {"type": "string"},
    }
    params["status"] = {
        "default": "publish",
        "description": "Only items of these states.",
        "type": "array",
        "items": {"enum": [*all_statuses(), "any"], "type": "string"},
        "sanitize": _statuses(kind),
    }
    taxonomies = taxonomies_of(kind)
    if taxonomies:
        params["tax_relation"] = {
            "description": "Whether all taxonomies must fit, or one.",
            "type": "string",
            "enum": ["AND", "OR"],
        }
    for taxonomy in taxonomies:
        params[taxonomy.rest_base] = _terms(taxonomy, include=True)
        params[f"{taxonomy.rest_base}_exclude"] = _terms(taxonomy, include=False)
    if kind.name == "post":
        params["sticky"] = {"description": "Only items that stay on top, or none of them.", "type": "boolean"}
        params["ignore_sticky"] = {
            "description": "Leave sticky items at their own place.",
            "type": "boolean",
            "default": True,
        }
    if kind.can("post-formats"):
        params["format"] = {
            "description": "Only items of these formats.",
            "type": "array",
            "uniqueItems": True,
            "items": {"enum": ["standard", *POST_FORMATS], "type": "string"},
        }
    return params


def _orderby(kind: PostType) -> Schema:
    names = ["author", "date", "id", "include", "modified", "parent", "relevance", "slug", "include_slugs", "title"]
    if kind.hierarchical or kind.can("page-attributes"):
        names.append("menu_order")
    return {"description": "What the list is ordered by.", "type": "string", "default": "date", "enum": names}


def _terms(taxonomy: Taxonomy, *, include: bool) -> Schema:
    word = "with" if include else "without"
    query: dict[str, Schema] = {"terms": id_list("Numbers of terms.", default=[])}
    if taxonomy.hierarchical:
        query["include_children"] = {"description": "Terms below count too.", "type": "boolean", "default": False}
    if include:
        query["operator"] = {
            "description": "Whether all terms are needed, or one.",
            "type": "string",
            "enum": ["AND", "OR"],
            "default": "OR",
        }
    return {
        "description": f"Only items {word} these terms of {taxonomy.name}.",
        "type": ["object", "array"],
        "oneOf": [
            {
                "title": "List of terms",
                "description": "Any of these numbers.",
                "type": "array",
                "items": {"type": "integer"},
            },
            {
                "title": "Question about terms",
                "description": "Numbers and how they are meant.",
                "type": "object",
                "properties": query,
                "additionalProperties": False,
            },
        ],
    }


def read_names(value: Any) -> list[str]:
    """Return the names in a list that no schema has judged, as slugs, each once."""
    return [] if value is None else wp_parse_slug_list(value, sanitize_title)


def _statuses(kind: PostType) -> Any:
    def clean(value: Any, request: Request, name: str) -> Any:
        """Statuses that the actor may list; a reader only what is public."""
        names = read_names(value)
        for status in names:
            if status == "publish" or (kind.name == "attachment" and status == "inherit"):
                continue
            allowed = access.may_edit_type(request.actor, kind.name)
            if not (allowed or (status == "private" and access.may_read_private(request.actor, kind.name))):
                raise RestError(
                    "rest_forbidden_status",
                    "You are not allowed to list items with that status.",
                    403 if request.signed_in else 401,
                )
            validate(status, {"type": "string", "enum": [*all_statuses(), "any"]}, name)
        return names

    return clean
