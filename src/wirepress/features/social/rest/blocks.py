"""/wirepress/v1/social/blocks: stories that are never shared by themselves."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.paging import PAGE, path_number
from wirepress.core.rest.routes import CREATE, DELETE, READ, Args, Endpoint, Request, Response, Route, Schema
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.models import BlockedPost
from wirepress.features.social.rest.route_helpers import (
    BASE,
    ID,
    NAMESPACE,
    STORY,
    make_schema,
    may_see_queue,
    paged_response,
    refusals_as_errors,
)

_NEW: Final[Args] = {
    "post": STORY,
    "account": {"description": "The account's key; empty: all of them.", "type": "string", "default": ""},
}


def routes() -> list[Route]:
    """Return the routes: list, create, delete."""
    return [
        Route(
            NAMESPACE,
            f"{BASE}/blocks",
            (
                Endpoint(READ, list_blocks, PAGE, may_see_queue, hidden=True),
                Endpoint(CREATE, create_block, _NEW, may_see_queue, hidden=True),
            ),
            block_schema,
        ),
        Route(
            NAMESPACE,
            rf"{BASE}/blocks/(?P<id>[\d]+)",
            (Endpoint(DELETE, delete_block, {"id": ID}, may_see_queue, hidden=True),),
            block_schema,
        ),
    ]


def list_blocks(request: Request) -> Response:
    """Return the latest first."""
    rows = BlockedPost.objects.order_by("-id")
    return paged_response(request, rows, block_document)


def create_block(request: Request) -> Response:
    """Block a story. Repeating it changes nothing. Raises RestError 404 for an account that there is not."""
    with refusals_as_errors():
        account = manage.find_account(request["account"]).key if request["account"] else ""
        words = manage.block_post(int(request["post"]), account)
    row = BlockedPost.objects.get(post_id=int(request["post"]), account=account)
    return Response({**block_document(row), "words": words}, 201)


def delete_block(request: Request) -> Response:
    """Remove a block. Raises RestError 404."""
    with refusals_as_errors():
        words = manage.unblock(path_number(request))
    return Response({"deleted": True, "words": words})


def block_document(row: BlockedPost) -> dict[str, Any]:
    """Return a block as REST shows it."""
    return {"id": row.pk, "post": row.post_id, "account": row.account}


def block_schema() -> Schema:
    """Return the JSON schema of a block."""
    return make_schema("social-block", {"id": "integer", "post": "integer", "account": "string"})
