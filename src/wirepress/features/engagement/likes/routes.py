"""/wirepress/v1/posts/ID/likes: how many like a story, and liking it. Open to everybody, no nonce: pages are cached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.engagement.likes import like as votes
from wirepress.features.engagement.likes.kinds import CHOICES, WORDS
from wirepress.features.engagement.likes.like import Likes
from wirepress.features.engagement.reactions.routes import ID, LIVE, NAMESPACE, from_here, reader_of_rest
from wirepress.features.engagement.votes.published import UnknownPost

_CHOICE: Final[Schema] = {
    "description": "What the reader thinks of it. The same again takes it back.",
    "type": "string",
    "enum": list(CHOICES),
    "required": True,
    "validate": True,
    "sanitize": True,
}


def routes() -> list[Route]:
    """Return the routes."""
    endpoints = (
        Endpoint(READ, show, {"id": ID}, hidden=True),
        Endpoint(CREATE, leave, {"id": ID, "choice": _CHOICE}, permission=from_here, hidden=True),
    )
    return [Route(NAMESPACE, f"/{NAMESPACE}/posts/(?P<id>[\\d]+)/likes", endpoints, schema)]


def show(request: Request) -> Response:
    """Answer counts and the reader's own. Raises RestError 404."""
    return _answer(lambda: votes.current(int(request["id"]), reader_of_rest(request)))


def leave(request: Request) -> Response:
    """Like, dislike or take it back, and answer how things stand. Raises RestError 404."""
    return _answer(lambda: votes.like(int(request["id"]), CHOICES[request["choice"]], reader_of_rest(request)))


def _answer(ask: Callable[[], Likes]) -> Response:
    try:
        found = ask()
    except UnknownPost:
        raise RestError("rest_post_invalid_id", "There is no such post to like.", 404) from None
    return Response(document(found), headers=dict(LIVE))


def document(found: Likes) -> dict[str, Any]:
    """Return the answer's body."""
    return {
        "likes": found.likes,
        "dislikes": found.dislikes,
        "own": WORDS[found.own] if found.own is not None else None,
    }


def schema() -> Schema:
    """Return the JSON schema of the answer."""
    count: Schema = {"type": "integer", "readonly": True, "context": ["view"]}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "likes",
        "type": "object",
        "properties": {
            "likes": {**count, "description": "How many like it."},
            "dislikes": {**count, "description": "How many dislike it."},
            "own": {
                "description": "The reader's own.",
                "type": ["string", "null"],
                "enum": [*CHOICES, None],
                "readonly": True,
                "context": ["view"],
            },
        },
    }
