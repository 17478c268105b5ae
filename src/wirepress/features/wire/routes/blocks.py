"""/wirepress/v1/wire/blocks: authors, hosts and addresses that are kept out."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, DELETE, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.wire.curation import block as deeds
from wirepress.features.wire.models import Block
from wirepress.features.wire.routes.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    PAGE,
    may_decide,
    moment,
    number_of,
    paged,
    refusals,
)

_NEW: Final[Args] = {
    "kind": {"description": "What is kept out.", "type": "string", "enum": list(deeds.KINDS), "required": True},
    "value": {"description": "The author's name, the host, the address.", "type": "string", "required": True},
    "why": {"description": "For whoever asks later.", "type": "string", "default": ""},
}


def routes() -> list[Route]:
    """List, new, gone."""
    return [
        Route(
            NAMESPACE,
            f"{BASE}/blocks",
            (
                Endpoint(READ, show_all, PAGE, may_decide, hidden=True),
                Endpoint(CREATE, add, _NEW, may_decide, hidden=True),
            ),
            schema,
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/blocks/(?P<id>[\d]+)",
            (Endpoint(DELETE, remove, {"id": ID}, may_decide, hidden=True),),
            schema,
        ),
    ]


def show_all(request: Request) -> Response:
    """The latest first."""
    return paged(request, Block.objects.order_by("-id"), document)


def add(request: Request) -> Response:
    """Blocks, and rejects what waits from there. Again: nothing changes. Raises RestError 400."""
    with refusals():
        row, words = deeds.block(request["kind"], request["value"], actor=request.actor, why=request["why"] or "")
    return Response({**document(row), "words": words}, 201)


def remove(request: Request) -> Response:
    """Lets them in again. Raises RestError 404."""
    number = number_of(request)
    if not Block.objects.filter(pk=number).exists():
        raise RestError("rest_wire_no_block", "There is no such block.", 404)
    return Response({"deleted": True, "words": deeds.unblock(number, actor=request.actor)})


def document(row: Block) -> dict[str, Any]:
    """A block as REST shows it."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "value": row.value,
        "why": row.why,
        "by": row.by_id,
        "made": moment(row.made),
    }


def schema() -> Schema:
    """JSON schema of a block."""
    names = {"id": "integer", "kind": "string", "value": "string", "why": "string", "by": "integer", "made": "string"}
    properties = {name: {"type": kind, "readonly": name in ("id", "by", "made")} for name, kind in names.items()}
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "wire-block",
        "type": "object",
        "properties": properties,
    }
