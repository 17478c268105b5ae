"""/wp/v2/block-directory and /wp/v2/pattern-directory: lists of wordpress.org. Wirepress asks no directory; both are empty."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import types as post_types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.posts.params import SEARCH
from wirepress.web.rest.v2.properties import context_arg, item_schema

BLOCKS: Final = "/wp/v2/block-directory/search"
PATTERNS: Final = "/wp/v2/pattern-directory/patterns"
_ORDERS: Final = [
    "author",
    "date",
    "id",
    "include",
    "modified",
    "parent",
    "relevance",
    "slug",
    "include_slugs",
    "title",
    "favorite_count",
]


def may_search_blocks(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `install_plugins` who also have `activate_plugins`."""
    if request.actor.can("install_plugins") and request.actor.can("activate_plugins"):
        return None
    return forbidden(
        "rest_block_directory_cannot_view", "You are not allowed to install blocks.", signed_in=request.signed_in
    )


def may_search_patterns(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit posts of some type."""
    if any(request.actor.can(kind.cap("edit_posts")) for kind in post_types.rest_types()):
        return None
    return forbidden(
        "rest_pattern_directory_cannot_view", "You are not allowed to see patterns.", signed_in=request.signed_in
    )


def get_empty_list(request: Request) -> Response:
    """Answer with an empty list: WordPress's directories hold nothing for this site."""
    return Response([])


def _property(
    kind: str, about: str, *, more: dict[str, Any] | None = None, context: tuple[str, ...] = ("view", "edit", "embed")
) -> Schema:
    return {"description": about, "type": kind, **(more or {}), "context": list(context)}


def pattern_schema() -> Schema:
    """Return a directory pattern's schema."""
    filled, distinct = {"minLength": 1}, {"uniqueItems": True, "items": {"type": "string"}}
    return item_schema(
        "pattern-directory-item",
        {
            "id": _property("integer", "Its number.", more={"minimum": 1}),
            "title": _property("string", "What people read.", more=filled),
            "content": _property("string", "Its blocks.", more=filled),
            "categories": _property("array", "Its categories.", more=distinct),
            "keywords": _property("array", "Words to find it by.", more=distinct),
            "description": _property("string", "What it is for.", more=filled),
            "viewport_width": _property("integer", "How wide it is shown, pixels."),
            "block_types": _property("array", "Blocks that it is for.", more=distinct, context=("view", "embed")),
        },
    )


def block_schema() -> Schema:
    """Return a directory block's schema: the fields that clients know."""
    texts = ("name", "title", "description", "id", "icon", "author", "last_updated", "humanized_updated")
    numbers = ("rating", "rating_count", "active_installs", "author_block_rating", "author_block_count")
    return item_schema(
        "block-directory-item",
        {
            **{name: {"description": "Of the block.", "type": "string", "context": ["view"]} for name in texts},
            **{name: {"description": "Of the block.", "type": "integer", "context": ["view"]} for name in numbers},
        },
    )


def block_routes() -> list[Route]:
    """Return the search for blocks."""
    args: dict[str, Schema] = {
        "context": context_arg(contexts=["view"]),
        **NUMBERS,
        "term": {"description": "Words to search for.", "type": "string", "minLength": 1, "required": True},
    }
    return [Route("wp/v2", BLOCKS, (Endpoint(READ, get_empty_list, args, may_search_blocks),), block_schema)]


def pattern_routes() -> list[Route]:
    """Return the list of patterns."""
    args: dict[str, Schema] = {
        "context": context_arg(contexts=["view", "embed", "edit"]),
        "page": NUMBERS["page"],
        "per_page": {**NUMBERS["per_page"], "default": 100},
        "search": {**SEARCH, "minLength": 1},
        "category": {"description": "Only those of this category.", "type": "integer", "minimum": 1},
        "keyword": {"description": "Only those with this word.", "type": "integer", "minimum": 1},
        "slug": {"description": "Only those of these slugs.", "type": "array"},
        "offset": {"description": "Leave out this many.", "type": "integer"},
        "order": {"description": "Upwards or downwards.", "type": "string", "default": "desc", "enum": ["asc", "desc"]},
        "orderby": {
            "description": "What the list is ordered by.",
            "type": "string",
            "default": "date",
            "enum": _ORDERS,
        },
    }
    return [Route("wp/v2", PATTERNS, (Endpoint(READ, get_empty_list, args, may_search_patterns),), pattern_schema)]
