"""/wp/v2/block-renderer: one computed block as the editor previews it."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import access
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rendering.lookup import post_record
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.core.php import json
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest import schema as schemas
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.v2.block_types.read import is_dynamic
from wirepress.web.rest.v2.block_types.registered import registered_kinds
from wirepress.web.rest.v2.properties import context_arg

PATH: Final = "/wp/v2/block-renderer/(?P<name>[a-z0-9-]+/[a-z0-9-]+)"


def schema() -> Schema:
    """Return the JSON schema of a rendered block."""
    rendered = {"description": "The block's HTML.", "type": "string", "required": True, "context": ["edit"]}
    return {
        "$schema": "http://json-schema.org/schema#",
        "title": "rendered-block",
        "type": "object",
        "properties": {"rendered": rendered},
    }


def _number(request: Request) -> int:
    """Return the item's number; what is none counts as 0, because permissions are asked before arguments are judged."""
    return read_digits(types.to_text(request["post_id"])) or 0


def _post(request: Request) -> Post | None:
    number = _number(request)
    return queries.load_post(number) if number > 0 else None


def _attributes(request: Request) -> Schema | None:
    """Return the schema of the block's attributes, None for a block that is not in the catalogue."""
    kind = registered_kinds().get(str(request["name"]))
    return {"type": "object", "properties": kind.attributes, "additionalProperties": False} if kind else None


def _validate(value: Any, request: Request, name: str) -> bool:
    found = _attributes(request)
    if found is not None:
        schemas.validate(value, found)  # errors name no parameter (WordPress 7.1 behaviour)
    return True


def _sanitize(value: Any, request: Request, name: str) -> Any:
    found = _attributes(request)
    return value if found is None else schemas.sanitize(value, found, name)


def may_render(request: Request) -> RestError | None:
    """edit_posts, or edit_post of the post that the block stands in."""
    signed_in = request.signed_in
    if _number(request) > 0:
        post = _post(request)
        if post is None or not access.may_edit(request.actor, post):
            return forbidden(
                "block_cannot_read", "You are not allowed to read blocks of this item.", signed_in=signed_in
            )
        return None
    if not request.actor.can("edit_posts"):
        return forbidden("block_cannot_read", "You are not allowed to read blocks as this user.", signed_in=signed_in)
    return None


def render_block(request: Request) -> Response:
    """Return the block's HTML. Raises RestError 404 for a block that is not computed here."""
    name = str(request["name"])
    kind = registered_kinds().get(name)
    if kind is None or not is_dynamic(kind):
        raise RestError("block_invalid", "There is no computed block with that name.", 404)
    attributes = request["attributes"] or {}
    post = _post(request)
    ctx = render.new_context(request).for_document(post_record(post) if post is not None else None)
    written = json.encode(attributes).decode().replace("--", "\\u002d\\u002d") if attributes else ""
    return Response({"rendered": do_blocks(f"<!-- wp:{name} {written} /-->", ctx)})


def routes() -> list[Route]:
    """Return the route that renders a block."""
    args: dict[str, Any] = {
        "name": {"description": "The block's name.", "type": "string"},
        "context": context_arg("view", ["edit"]),
        "attributes": {
            "description": "The block's attributes.",
            "type": "object",
            "default": [],
            "validate": _validate,
            "sanitize": _sanitize,
        },
        "post_id": {"description": "Number of the item that the block stands in.", "type": "integer"},
    }
    return [Route("wp/v2", PATH, (Endpoint(("GET", "POST"), render_block, args, may_render),), schema)]
