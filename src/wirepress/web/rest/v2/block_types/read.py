"""/wp/v2/block-types: the kinds of blocks that there are."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.core.markup.blocks import dynamic
from wirepress.core.markup.blocks.registry import RENDERERS
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.block_types.block_type import BlockType
from wirepress.web.rest.v2.block_types.registered import registered_kinds
from wirepress.web.rest.v2.block_types.schema import HANDLES, OLD_HANDLES, schema
from wirepress.web.rest.v2.properties import context_arg

PATH: Final = "/wp/v2/block-types"


@cache
def _rendered() -> frozenset[str]:
    dynamic.load()
    return frozenset(RENDERERS)


def is_dynamic(kind: BlockType) -> bool:
    """Return whether the block is computed when it is shown."""
    return kind.dynamic if kind.dynamic is not None else kind.name in _rendered()


def may_see(request: Request) -> RestError | None:
    """Return the refusal, or None for actors who may edit posts of some type."""
    if any(request.actor.can(kind.cap("edit_posts")) for kind in post_types.rest_types()):
        return None
    return forbidden("rest_block_type_cannot_view", "You are not allowed to see blocks.", signed_in=request.signed_in)


def find_block_type(request: Request) -> BlockType:
    """Return the kind that the path names. Raises RestError 404."""
    kind = registered_kinds().get(f"{request['namespace']}/{request['name']}")
    if kind is None:
        raise RestError("rest_block_type_invalid", "There is no block with that name.", 404)
    return kind


def may_see_one(request: Request) -> RestError | None:
    """Like the list; the block must be there. Raises RestError 404."""
    refused = may_see(request)
    if refused is None:
        find_block_type(request)
    return refused


def get_list(request: Request) -> Response:
    """Return all of them, or those of a namespace."""
    namespace = str(request["namespace"] or "")
    shown = [kind for name, kind in registered_kinds().items() if not namespace or name.partition("/")[0] == namespace]
    return Response([with_links(*block_type_document(kind, request)) for kind in shown])


def get_one(request: Request) -> Response:
    """Answer GET of one block type with its document."""
    data, links = block_type_document(find_block_type(request), request)
    return Response(data, links=links)


def block_type_document(kind: BlockType, request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    wanted = wanted_fields(request)
    data: dict[str, Any] = {
        "attributes": kind.attributes,
        "is_dynamic": is_dynamic(kind),
        "api_version": kind.version,
        "name": kind.name,
        "title": kind.title,
        "description": kind.description,
        "icon": None,
        "category": kind.category,
        "keywords": list(kind.keywords),
        "parent": list(kind.parent) or None,
        "ancestor": list(kind.ancestor) or None,
        "allowed_blocks": None,
        "provides_context": dict(kind.provides) or [],
        "uses_context": list(kind.uses),
        "selectors": dict(kind.selectors) or [],
        "supports": dict(kind.supports) or [],
        "styles": [],
        "textdomain": None,
        "example": None,
        **_files(kind),
    }
    data = {name: value for name, value in data.items() if is_field_wanted(name, wanted)}
    data = filter_by_context(data, schema(), str(request.get("context") or "view"))
    return data, _links(kind) if is_field_wanted("_links", wanted) else {}


def _files(kind: BlockType) -> dict[str, Any]:
    """Return names of its style sheets, as WordPress forms them; scripts belong to the editor."""
    sheet = f"wp-block-{kind.name.removeprefix('core/').replace('/', '-')}"
    lists: dict[str, Any] = {name: [] for name in HANDLES}
    lists.update(editor_style_handles=[f"{sheet}-editor"], style_handles=[sheet], variations=[], block_hooks=[])
    return {**lists, **dict.fromkeys(OLD_HANDLES), "editor_style": f"{sheet}-editor", "style": sheet}


def _links(kind: BlockType) -> dict[str, Any]:
    links: dict[str, Any] = {
        "collection": [{"href": site.rest_url(PATH)}],
        "self": [{"href": site.rest_url(f"{PATH}/{kind.name}"), "targetHints": {"allow": ["GET"]}}],
        "up": [{"href": site.rest_url(f"{PATH}/{kind.name.partition('/')[0]}")}],
    }
    if is_dynamic(kind):
        links["wp:render-block"] = [{"href": site.rest_url(f"/wp/v2/block-renderer/{kind.name}", "context=edit")}]
    return links


def routes() -> list[Route]:
    """List, list of a namespace, item."""
    namespace: Schema = {"description": "What stands before the slash of its name.", "type": "string"}
    listed = {"context": context_arg(contexts=["view", "embed", "edit"]), "namespace": namespace}
    one: dict[str, Schema] = {
        "name": {"description": "What stands behind the slash.", "type": "string"},
        "namespace": namespace,
        "context": listed["context"],
    }
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, listed, may_see),), schema),
        Route("wp/v2", PATH + "/(?P<namespace>[a-zA-Z0-9_-]+)", (Endpoint(READ, get_list, listed, may_see),), schema),
        Route(
            "wp/v2",
            PATH + "/(?P<namespace>[a-zA-Z0-9_-]+)/(?P<name>[a-zA-Z0-9_-]+)",
            (Endpoint(READ, get_one, one, may_see_one),),
            schema,
        ),
    ]
