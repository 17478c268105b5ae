"""/wirepress/v1/posts/ID/reactions: how readers reacted, and reacting. Open to everybody, no nonce: pages are cached."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.http.origin import is_foreign
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.engagement.reactions import react as votes
from wirepress.features.engagement.reactions.kinds import FIRST, LAST, NUMBERS
from wirepress.features.engagement.reactions.reader import Reader, reader_of
from wirepress.features.engagement.reactions.state import Reactions
from wirepress.settings.settings import get_settings

NAMESPACE: Final = "wirepress/v1"
LIVE: Final = {"Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private"}
ID: Final[Schema] = {"description": "Id of the post.", "type": "integer"}
_REACTION: Final[Schema] = {
    "description": "The reaction: 1 happy, 2 sad, 3 excited, 4 angry, 5 surprise, 6 sleepy. The same one again takes it back.",
    "type": "integer",
    "minimum": FIRST,
    "maximum": LAST,
    "required": True,
    "validate": True,
    "sanitize": True,
}


def routes() -> list[Route]:
    """The feature's routes."""
    endpoints = (
        Endpoint(READ, show, {"id": ID}, hidden=True),
        Endpoint(CREATE, leave, {"id": ID, "reaction": _REACTION}, permission=from_here, hidden=True),
    )
    return [Route(NAMESPACE, f"/{NAMESPACE}/posts/(?P<id>[\\d]+)/reactions", endpoints, schema)]


def from_here(request: Request) -> None:
    """Raises RestError 403 when another site's page sends the reader's browser."""
    if is_foreign(request.headers, get_settings().url):
        raise RestError("rest_forbidden_origin", "This is taken from this site's own pages only.", 403)


def show(request: Request) -> Response:
    """Counts, percents and the reader's own reaction. Raises RestError 404."""
    return _answer(lambda: votes.current(int(request["id"]), reader_of_rest(request)))


def leave(request: Request) -> Response:
    """Leaves, moves or takes back a reaction and answers how things stand. Raises RestError 404."""
    return _answer(lambda: votes.react(int(request["id"]), int(request["reaction"]), reader_of_rest(request)))


def reader_of_rest(request: Request) -> Reader:
    """Return the reader who sent a request to REST."""
    return reader_of(request.address, request.headers.get("user-agent", ""))


def _answer(ask: Any) -> Response:
    try:
        found: Reactions = ask()
    except votes.UnknownPost:
        raise RestError("rest_post_invalid_id", "There is no such post to react to.", 404) from None
    return Response(document(found), headers=dict(LIVE))


def document(found: Reactions) -> dict[str, Any]:
    """The answer's body."""
    shares = found.percents
    return {
        "counts": {str(number): found.counts[number] for number in NUMBERS},
        "percents": {str(number): shares[number] for number in NUMBERS},
        "reacted": found.reacted,
    }


def schema() -> Schema:
    """JSON schema of the answer."""
    six: Schema = {
        "type": "object",
        "readonly": True,
        "properties": {str(number): {"type": "integer"} for number in NUMBERS},
        "context": ["view"],
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "reactions",
        "type": "object",
        "properties": {
            "counts": {**six, "description": "How often each reaction was left."},
            "percents": {**six, "description": "Share of each reaction in whole percent."},
            "reacted": {
                "description": "The reader's own.",
                "type": ["integer", "null"],
                "readonly": True,
                "context": ["view"],
            },
        },
    }
