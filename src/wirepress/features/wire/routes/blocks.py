"""/wirepress/v1/wire/blocks: blocked authors, hosts and addresses."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.paging import PAGE, format_moment, path_number
from wirepress.core.rest.routes import CREATE, DELETE, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.curation import block as deeds
from wirepress.features.wire.models import Block
from wirepress.features.wire.routes.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    may_decide,
    paged_response,
    refusals_as_errors,
)

_NEW: Final[Args] = {
    "kind": {"description": "What is kept out.", "type": "string", "enum": list(deeds.KINDS), "required": True},
    "value": {"description": "The author's name, the host, the address.", "type": "string", "required": True},
    "why": {"description": "For whoever asks later.", "type": "string", "default": ""},
}


def routes() -> list[Route]:
    """Return the routes: list, create, delete."""
    return [
        Route(
            NAMESPACE,
            f"{BASE}/blocks",
            (
                Endpoint(READ, list_blocks, PAGE, may_decide, hidden=True),
                Endpoint(CREATE, create_block, _NEW, may_decide, hidden=True),
            ),
            block_schema,
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/blocks/(?P<id>[\d]+)",
            (Endpoint(DELETE, delete_block, {"id": ID}, may_decide, hidden=True),),
            block_schema,
        ),
    ]


def list_blocks(request: Request) -> Response:
    """Return the latest first."""
    return paged_response(request, Block.objects.order_by("-id"), block_document)


def create_block(request: Request) -> Response:
    """Block a value and reject what waits from it. Repeating it changes nothing. Raises RestError 400."""
    with refusals_as_errors():
        row, words = deeds.add_block(request["kind"], request["value"], actor=request.actor, why=request["why"] or "")
    return Response({**block_document(row), "words": words}, 201)


def delete_block(request: Request) -> Response:
    """Remove a block. Raises RestError 404."""
    number = path_number(request)
    if not Block.objects.filter(pk=number).exists():
        raise RestError("rest_wire_no_block", "There is no such block.", 404)
    return Response({"deleted": True, "words": deeds.remove_block(number, actor=request.actor)})


def block_document(row: Block) -> dict[str, Any]:
    """Return a block as REST shows it."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "value": row.value,
        "why": row.why,
        "by": row.by_id,
        "made": format_moment(row.made),
    }


def block_schema() -> Schema:
    """Return the JSON schema of a block."""
    names = {"id": "integer", "kind": "string", "value": "string", "why": "string", "by": "integer", "made": "string"}
    properties = {name: {"type": kind, "readonly": name in ("id", "by", "made")} for name, kind in names.items()}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-block",
        "type": "object",
        "properties": properties,
    }
