"""/wirepress/v1/wire/opml: the list of sources in and out."""

from __future__ import annotations

from typing import Final

from wirepress.core.rest.routes import CREATE, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.routes.route_helpers import BASE, NAMESPACE, may_manage, refusals_as_errors
from wirepress.features.wire.sources.opml_exchange import export_opml, import_opml

_IN: Final[Args] = {
    "opml": {"description": "The document; it may also be the request's body.", "type": "string"},
    "status": {
        "description": "What becomes of their stories.",
        "type": "string",
        "enum": ["publish", "pending", "draft"],
        "default": "pending",
    },
    "allow_private": {
        "description": "Whether the sources may stand at private addresses.",
        "type": "boolean",
        "default": False,
    },
}


def routes() -> list[Route]:
    """Return the routes for export and import."""
    return [
        Route(
            NAMESPACE,
            f"{BASE}/opml",
            (
                Endpoint(READ, export_list, {}, may_manage, hidden=True),
                Endpoint(CREATE, import_list, _IN, may_manage, hidden=True),
            ),
            import_schema,
        ),
    ]


def export_list(request: Request) -> Response:
    """Return every source that has an address as OPML."""
    return Response(None, raw=export_opml(), content_type="text/x-opml; charset=UTF-8")


def import_list(request: Request) -> Response:
    """Add what is new. Raises RestError 400 for what is no OPML."""
    text = request["opml"]
    document = text.encode("utf-8", "replace") if text else request.raw_body
    with refusals_as_errors():
        brought = import_opml(
            document, status=request["status"] or "pending", allow_private=bool(request["allow_private"])
        )
    return Response(
        {
            "words": brought.words,
            "added": [source.pk for source in brought.added],
            "known": brought.known,
            "wrong": brought.wrong,
        }
    )


def import_schema() -> Schema:
    """Return the JSON schema of an import's result."""
    properties: dict[str, Schema] = {
        "words": {"type": "string"},
        "added": {"type": "array", "items": {"type": "integer"}},
        "known": {"type": "integer"},
        "wrong": {"type": "object"},
    }
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-opml",
        "type": "object",
        "properties": properties,
    }
