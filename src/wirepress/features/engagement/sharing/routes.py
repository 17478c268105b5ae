"""POST /wirepress/v1/posts/ID/shares: a reader used a share button. GET: how often that was, by network."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, READ, Endpoint, Request, Response, Route, Schema
from wirepress.features.engagement.reactions.routes import ID, LIVE, NAMESPACE, from_here, reader_of_rest
from wirepress.features.engagement.sharing.count import Share, count_shares, read_shares
from wirepress.features.engagement.sharing.networks import KNOWN
from wirepress.features.engagement.votes.published import UnknownPost, require_post

_NETWORK: Final[Schema] = {
    "description": "Where it was shared to.",
    "type": "string",
    "enum": list(KNOWN),
    "required": True,
    "validate": True,
    "sanitize": True,
}


def routes() -> list[Route]:
    """Return the routes."""
    endpoints = (
        Endpoint(READ, show, {"id": ID}, hidden=True),
        Endpoint(CREATE, leave, {"id": ID, "network": _NETWORK}, permission=from_here, hidden=True),
    )
    return [Route(NAMESPACE, f"/{NAMESPACE}/posts/(?P<id>[\\d]+)/shares", endpoints, schema)]


def show(request: Request) -> Response:
    """Answer the shares by network. Raises RestError 404."""
    number = int(request["id"])
    try:
        require_post(number)
    except UnknownPost:
        raise _missing() from None
    return Response(document(read_shares([number])[number]), headers=dict(LIVE))


def leave(request: Request) -> Response:
    """Count a share and answer how things stand. Raises RestError 404."""
    found = count_shares([Share(int(request["id"]), request["network"], reader_of_rest(request))])[0]
    if found is None:
        raise _missing()
    return Response(document(found), headers=dict(LIVE))


def _missing() -> RestError:
    return RestError("rest_post_invalid_id", "There is no such post to share.", 404)


def document(shares: dict[str, int]) -> dict[str, Any]:
    """Return the answer's body."""
    return {"total": sum(shares.values()), "networks": {name: shares[name] for name in KNOWN if shares.get(name)}}


def schema() -> Schema:
    """Return the JSON schema of the answer."""
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "shares",
        "type": "object",
        "properties": {
            "total": {
                "description": "All of them.",
                "type": "integer",
                "readonly": True,
                "context": ["view"],
            },
            "networks": {
                "description": "By network.",
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "readonly": True,
                "context": ["view"],
            },
        },
    }
