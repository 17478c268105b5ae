"""POST /wirepress/v1/posts/ID/views: a reader has opened a story. GET: how often that was."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.engagement import settings
from wirepress.features.engagement.reactions.routes import ID, LIVE, NAMESPACE, from_here, reader_of_rest
from wirepress.features.engagement.views.count import View, count_views, read_views
from wirepress.features.engagement.votes.published import UnknownPost, require_post

_PATH: Final = f"/{NAMESPACE}/posts/(?P<id>[\\d]+)/views"


def routes() -> list[Route]:
    """Return the routes."""
    endpoints = (
        Endpoint(READ, show, {"id": ID}, hidden=True),
        Endpoint(CREATE, leave, {"id": ID}, permission=from_here, hidden=True),
    )
    return [Route(NAMESPACE, _PATH, endpoints, schema)]


def show(request: Request) -> Response:
    """Answer how often the story was read. Raises RestError 404, also where views are not counted."""
    number = int(request["id"])
    if not settings.read().views:
        raise _missing()
    try:
        require_post(number)
    except UnknownPost:
        raise _missing() from None
    return Response(document(read_views([number])[number]), headers=dict(LIVE))


def leave(request: Request) -> Response:
    """Count a view; whoever writes here is no reader and is not counted. Raises RestError 404."""
    if request.actor.can("edit_posts"):
        return show(request)
    found = count_views([View(int(request["id"]), reader_of_rest(request))])[0]
    if found is None:
        raise _missing()
    return Response(document(found), headers=dict(LIVE))


def _missing() -> RestError:
    return RestError("rest_post_invalid_id", "There is no such post to read.", 404)


def document(views: int) -> dict[str, Any]:
    """Return the answer's body."""
    return {"views": views}


def schema() -> Schema:
    """Return the JSON schema of the answer."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "views",
        "type": "object",
        "properties": {
            "views": {
                "description": "How often the story was read.",
                "type": "integer",
                "readonly": True,
                "context": ["view"],
            }
        },
    }
