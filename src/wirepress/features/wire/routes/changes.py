"""/wirepress/v1/wire/changes: what was done to stories because their sources changed them; and floods of a source."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.paging import PAGE, format_moment
from wirepress.core.rest.routes import CREATE, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.curation.changes import differences_of, find_changes
from wirepress.features.wire.curation.flood import drop_flood, release_flood
from wirepress.features.wire.models import Change
from wirepress.features.wire.routes.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    NUMBER_MAX,
    load_source,
    may_decide,
    paged_response,
    refusals_as_errors,
)

_LIST: Final[Args] = {
    **PAGE,
    "source": {
        "description": "Only of this source.",
        "type": "integer",
        "default": 0,
        "minimum": 0,
        "maximum": NUMBER_MAX,
    },
    "item": {"description": "Only of this item.", "type": "integer", "default": 0, "minimum": 0, "maximum": NUMBER_MAX},
}
_FLOOD: Final[Args] = {
    "id": ID,
    "action": {
        "description": "File what is held, or drop it.",
        "type": "string",
        "enum": ["file", "drop"],
        "required": True,
    },
}


def routes() -> list[Route]:
    """Return the routes."""
    return [
        Route(
            NAMESPACE, f"{BASE}/changes", (Endpoint(READ, list_changes, _LIST, may_decide, hidden=True),), change_schema
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/sources/(?P<id>[\d]+)/flood",
            (Endpoint(CREATE, settle_flood, _FLOOD, may_decide, hidden=True),),
        ),
    ]


def list_changes(request: Request) -> Response:
    """Return the changes, the latest first, with their differences."""
    rows = find_changes(source=int(request["source"] or 0), item=int(request["item"] or 0))
    return paged_response(request, rows, change_document)


def settle_flood(request: Request) -> Response:
    """File or drop everything that is held of a source because it came in a flood. Raises RestError 404."""
    source = load_source(request)
    with refusals_as_errors():
        settle = release_flood if request["action"] == "file" else drop_flood
        return Response({"words": settle(source, actor=request.actor)})


def change_document(change: Change) -> dict[str, Any]:
    """Return a change as lists show it."""
    return {
        "id": change.pk,
        "item": change.item_id,
        "post": change.item.post_id,
        "source": change.item.source_id,
        "title": change.item.title,
        "made": format_moment(change.made),
        "outcome": change.outcome,
        "words": change.words,
        "differences": [{"part": one.part, "html": one.html} for one in differences_of(change)],
    }


def change_schema() -> Schema:
    """Return the JSON schema of a change."""
    properties: dict[str, Schema] = {
        **{name: {"type": "integer", "readonly": True} for name in ("id", "item", "post", "source")},
        **{name: {"type": ["string", "null"], "readonly": True} for name in ("title", "made", "outcome", "words")},
        "differences": {"description": "Part by part.", "type": "array", "items": {"type": "object"}, "readonly": True},
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-change",
        "type": "object",
        "properties": properties,
    }
