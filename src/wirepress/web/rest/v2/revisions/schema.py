"""Item schema and list arguments of revisions and autosaves of a post type (WordPress 7.1)."""

from __future__ import annotations

from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.routes import Schema
from wirepress.web.rest.meta.describe import meta_property
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.posts.params import SEARCH
from wirepress.web.rest.v2.posts.schema import post_schema
from wirepress.web.rest.v2.properties import VIEW_EDIT, context_arg, id_list, item_schema, prop


def revision_schema(kind: PostType) -> Schema:
    """Return the schema of revision documents; texts as the type itself has them."""
    own = post_schema(kind)["properties"]
    properties = {
        "author": prop("integer", "Number of who wrote the revision."),
        "date": prop("string", "When the revision was published, in the site's time zone.", format="date-time"),
        "date_gmt": prop("string", "When the revision was published, GMT.", VIEW_EDIT, format="date-time"),
        "guid": {
            **prop("object", "The revision's globally unique name.", VIEW_EDIT, readonly=True),
            "properties": own["guid"]["properties"],
        }
        if "guid" in own
        else prop("string", "The revision's globally unique name.", VIEW_EDIT),
        "id": prop("integer", "The revision's number."),
        "modified": prop(
            "string", "When the revision was made, in the site's time zone.", VIEW_EDIT, format="date-time"
        ),
        "modified_gmt": prop("string", "When the revision was made, GMT.", VIEW_EDIT, format="date-time"),
        "parent": prop("integer", "Number of the item."),
        "slug": prop("string", "The revision's name."),
    }
    for name in ("title", "content", "excerpt"):
        if name in own:
            properties[name] = {key: value for key, value in own[name].items() if key != "arg_options"}
    properties["meta"] = meta_property("post", kind.name)
    return item_schema(f"{kind.name}-revision", properties)


def autosave_schema(kind: PostType) -> Schema:
    """Return a revision's schema and the address of the preview."""
    schema = revision_schema(kind)
    preview = {
        "description": "Where the autosave can be seen.",
        "type": "string",
        "format": "uri",
        "context": ["edit"],
        "readonly": True,
    }
    schema["properties"]["preview_link"] = preview
    return schema


def collection_params() -> dict[str, Schema]:
    """Return the arguments that the list of revisions takes."""
    numbers = {name: dict(arg) for name, arg in NUMBERS.items()}
    del numbers["per_page"]["default"]  # all of them, unless asked otherwise
    return {
        "context": context_arg(),
        **numbers,
        "search": SEARCH,
        "exclude": id_list("Without these numbers.", default=[]),
        "include": id_list("Only these numbers.", default=[]),
        "offset": {"description": "Leave out this many revisions.", "type": "integer"},
        "order": {"description": "Upwards or downwards.", "type": "string", "default": "desc", "enum": ["asc", "desc"]},
        "orderby": {
            "description": "What the list is ordered by.",
            "type": "string",
            "default": "date",
            "enum": ["date", "id", "include", "relevance", "slug", "include_slugs", "title"],
        },
    }
