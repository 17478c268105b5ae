"""/wp/v2/font-collections: sets of fonts to choose from. Wirepress brings none, because they would have to be fetched from elsewhere."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.paging import NUMBERS, paged_response, require_existing_page
from wirepress.web.rest.v2.properties import context_arg, item_schema, prop

_PATH: Final = "/wp/v2/font-collections"


def collection_schema() -> Schema:
    """Return the schema of a collection."""
    return item_schema(
        "font-collection",
        {
            "slug": prop("string", "The collection's own name.", readonly=True),
            "name": prop("string", "What people call it."),
            "description": prop("string", "What it holds."),
            "font_families": prop("array", "Its font families."),
            "categories": prop("array", "How they are sorted."),
        },
    )


def may_read(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    if not request.actor.can("edit_theme_options"):
        return forbidden(
            "rest_cannot_read", "You are not allowed to see collections of fonts.", signed_in=request.signed_in
        )
    return None


def get_list(request: Request) -> Response:
    """Return one page of the collections."""
    collections: list[Any] = []
    require_existing_page(
        int(request["page"] or 1), len(collections), int(request["per_page"] or 10), "rest_post_invalid_page_number"
    )
    return paged_response(request, collections, len(collections), _PATH)


def get_one(request: Request) -> Response:
    """No name is known."""
    raise RestError("rest_font_collection_not_found", "There is no collection with that name.", 404)


def collection_routes() -> list[Route]:
    """Return all collections, and one."""
    return [
        Route(
            "wp/v2",
            _PATH,
            (Endpoint(READ, get_list, {"context": context_arg(), **NUMBERS}, may_read),),
            collection_schema,
        ),
        Route(
            "wp/v2",
            _PATH + r"/(?P<slug>[\/\w-]+)",
            (Endpoint(READ, get_one, {"context": context_arg()}, may_read),),
            collection_schema,
        ),
    ]
