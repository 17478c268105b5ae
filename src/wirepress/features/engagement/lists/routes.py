"""GET /wirepress/v1/most-read, most-reacted, most-liked: the stories that readers turned to."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.engagement import settings
from wirepress.features.engagement.lists.most import KINDS, counts_of, load, most
from wirepress.features.engagement.reactions.routes import NAMESPACE

_COUNT: Final[Schema] = {
    "description": "How many stories.",
    "type": "integer",
    "minimum": 1,
    "maximum": 50,
    "default": 10,
    "validate": True,
    "sanitize": True,
}


def routes() -> list[Route]:
    """Return the routes."""
    return [
        Route(
            NAMESPACE,
            f"/{NAMESPACE}/most-{kind}",
            (Endpoint(READ, partial(show, kind), _arguments(kind), hidden=True),),
            schema,
        )
        for kind in KINDS
    ]


def _arguments(kind: str) -> dict[str, Schema]:
    days: Schema = {
        "description": "How many days back; 0 for all time. Absent: as the site's settings say.",
        "type": "integer",
        "minimum": 0,
        "maximum": settings.DAYS_MAX,
        "validate": True,
        "sanitize": True,
    }
    return {"per_page": _COUNT, "days": days} if kind == "read" else {"per_page": _COUNT}


def show(kind: str, request: Request) -> Response:
    """Answer the list."""
    days = 0
    if kind == "read":
        given = request.get("days")
        days = int(given) if given is not None else settings.read_own().most_read_days
    ids = most(kind, int(request["per_page"]), days)
    counts = counts_of(kind, ids, days)
    rows: list[dict[str, Any]] = [
        {"id": post.pk, "title": post.title, "link": post_link(post), "count": counts.get(post.pk, 0)}
        for post in load(ids)
    ]
    return Response(rows)


def schema() -> Schema:
    """Return the JSON schema of one story."""
    part: Schema = {"readonly": True, "context": ["view"]}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "most",
        "type": "object",
        "properties": {
            "id": {**part, "description": "The story.", "type": "integer"},
            "title": {**part, "description": "Its headline as stored.", "type": "string"},
            "link": {**part, "description": "Where it is.", "type": "string", "format": "uri"},
            "count": {**part, "description": "How often.", "type": "integer"},
        },
    }
