"""Item schema and list arguments of a taxonomy's terms (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any

from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.markup import kses
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest import types
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.describe import meta_property
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.posts.params import SEARCH
from wirepress.web.rest.v2.properties import CONTEXTS, VIEW_EDIT, context_arg, id_list, item_schema, prop


def _text(value: Any, request: Request, name: str) -> str:
    return sanitize_text_field(types.to_text(value))


def _html(value: Any, request: Request, name: str) -> str:
    return kses.filter(types.to_text(value), "pre_term_description")


def _slug(value: Any, request: Request, name: str) -> str:
    return sanitize_title(types.to_text(value))


def term_schema(taxonomy: Taxonomy) -> Schema:
    """Return the schema of the taxonomy's documents."""
    title = "tag" if taxonomy.name == "post_tag" else taxonomy.name
    properties: dict[str, Schema] = {
        "id": prop("integer", "The term's number.", CONTEXTS, readonly=True),
        "count": prop("integer", "How many published items have the term.", VIEW_EDIT, readonly=True),
        "description": prop("string", "What the term is about, as HTML.", VIEW_EDIT, arg_options={"sanitize": _html}),
        "link": prop("string", "The term's address.", CONTEXTS, format="uri", readonly=True),
        "name": prop("string", "The term's name.", CONTEXTS, arg_options={"sanitize": _text}, required=True),
        "slug": prop("string", "The term's name in its address.", CONTEXTS, arg_options={"sanitize": _slug}),
        "taxonomy": prop("string", "The term's taxonomy.", CONTEXTS, enum=[taxonomy.name], readonly=True),
    }
    if taxonomy.hierarchical:
        properties["parent"] = prop("integer", "Number of the term above.", VIEW_EDIT)
    properties["meta"] = meta_property("term", taxonomy.name)
    properties.update(plugin_fields.schemas(taxonomy.name))
    return item_schema(title, properties)


def collection_params(taxonomy: Taxonomy) -> dict[str, Schema]:
    """Return the arguments that the list of terms takes."""
    params: dict[str, Schema] = {
        "context": context_arg(),
        **NUMBERS,
        "search": SEARCH,
        "exclude": id_list("Without these numbers.", default=[]),
        "include": id_list("Only these numbers.", default=[]),
    }
    if not taxonomy.hierarchical:
        params["offset"] = {"description": "Leave out this many terms.", "type": "integer"}
    params["order"] = {
        "description": "Upwards or downwards.",
        "type": "string",
        "default": "asc",
        "enum": ["asc", "desc"],
    }
    params["orderby"] = {
        "description": "What the list is ordered by.",
        "type": "string",
        "default": "name",
        "enum": ["id", "include", "name", "slug", "include_slugs", "term_group", "description", "count"],
    }
    params["hide_empty"] = {"description": "Leave out terms that no item has.", "type": "boolean", "default": False}
    if taxonomy.hierarchical:
        params["parent"] = {"description": "Only terms right below this one.", "type": "integer"}
    params["post"] = {"description": "Only terms that this item has.", "type": "integer", "default": None}
    params["slug"] = {
        "description": "Only terms of these slugs.",
        "type": "array",
        "items": {"type": "string"},
    }
    return params
