"""/wp/v2/types: the post types."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.v2.objects.documents import Links, documents_by_name, may_view, write_document
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, VIEW_EDIT_EMBED, context_arg, item_schema, prop

PATH = "/wp/v2/types"


def schema() -> Schema:
    """Return the schema of a post type's document."""
    flags = {
        "show_ui": {"description": "Whether the newsroom shows it.", "type": "boolean"},
        "show_in_nav_menus": {"description": "Whether menus may link to it.", "type": "boolean"},
    }
    return item_schema(
        "type",
        {
            "capabilities": prop("object", "What one must be allowed for each deed.", EDIT_ONLY, readonly=True),
            "description": prop("string", "What the type is for.", VIEW_EDIT, readonly=True),
            "hierarchical": prop("boolean", "Whether items may lie below others.", VIEW_EDIT, readonly=True),
            "viewable": prop("boolean", "Whether items have a public page.", EDIT_ONLY, readonly=True),
            "labels": prop("object", "Words for the type.", EDIT_ONLY, readonly=True),
            "name": prop("string", "The type's title.", VIEW_EDIT_EMBED, readonly=True),
            "slug": prop("string", "The type's name.", VIEW_EDIT_EMBED, readonly=True),
            "supports": prop("object", "What items have.", EDIT_ONLY, readonly=True),
            "has_archive": prop(
                ["string", "boolean"], "Address of the archive, or whether there is one.", VIEW_EDIT, readonly=True
            ),
            "taxonomies": {
                "description": "Taxonomies of the items.",
                "type": "array",
                "items": {"type": "string"},
                "context": list(VIEW_EDIT),
                "readonly": True,
            },
            "rest_base": prop("string", "Last part of the REST address.", VIEW_EDIT_EMBED, readonly=True),
            "rest_namespace": prop("string", "First part of the REST address.", VIEW_EDIT_EMBED, readonly=True),
            "visibility": prop("object", "Where the type is seen.", EDIT_ONLY, readonly=True, properties=flags),
            "icon": prop(["string", "null"], "The type's icon.", VIEW_EDIT_EMBED, readonly=True),
            "template": {
                "type": ["array"],
                "description": "Blocks that a new item begins with.",
                "readonly": True,
                "context": list(VIEW_EDIT_EMBED),
            },
            "template_lock": {
                "type": ["string", "boolean"],
                "enum": ["all", "insert", "contentOnly", False],
                "description": "Whether those blocks may be changed.",
                "readonly": True,
                "context": list(VIEW_EDIT_EMBED),
            },
        },
    )


def _document(kind: PostType, request: Request) -> tuple[dict[str, Any], Links]:
    supports = dict.fromkeys(kind.supports, True) if site.compat() == "6.8" else kind.supports_document
    makers: dict[str, Any] = {
        "capabilities": kind.capabilities,
        "description": kind.description,
        "hierarchical": kind.hierarchical,
        "has_archive": kind.has_archive,
        "visibility": {"show_in_nav_menus": kind.show_in_nav_menus, "show_ui": kind.show_ui},
        "viewable": kind.viewable,
        "labels": dict(kind.labels),
        "name": kind.label,
        "slug": kind.name,
        "icon": kind.icon,
        "supports": supports,
        "taxonomies": [taxonomy.name for taxonomy in taxonomies_of(kind)],
        "rest_base": kind.rest_base or kind.name,
        "rest_namespace": kind.rest_namespace,
        "template": [],
        "template_lock": False,
    }
    links: Links = {
        "collection": [{"href": site.rest_url(PATH)}],
        "wp:items": [{"href": site.rest_url(kind.rest_path)}],
    }
    return write_document(makers, schema(), links, request)


def get_list(request: Request) -> Response:
    """Return all types that REST shows (in context=edit only those that the actor edits)."""
    kinds = post_types.rest_types()
    if request.get("context") == "edit":
        kinds = [kind for kind in kinds if access.may_edit_type(request.actor, kind.name)]
    return Response(documents_by_name({kind.name: _document(kind, request) for kind in kinds}))


def get_one(request: Request) -> Response:
    """Return one type. Raises RestError 404, 401 or 403."""
    kind = post_types.get(str(request["type"]))
    if kind is None:
        raise RestError("rest_type_invalid", "There is no post type with that name.", 404)
    if not kind.show_in_rest:
        raise forbidden(
            "rest_cannot_read_type", "You are not allowed to see this post type.", signed_in=request.signed_in
        )
    if request.get("context") == "edit" and not access.may_edit_type(request.actor, kind.name):
        raise forbidden(
            "rest_forbidden_context", "You are not allowed to edit items of this type.", signed_in=request.signed_in
        )
    data, links = _document(kind, request)
    return Response(data, links=links)


def routes() -> list[Route]:
    """Return the routes of the list of post types and of a single one."""
    item = {"type": {"description": "The type's name.", "type": "string"}, "context": context_arg()}
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, {"context": context_arg()}, may_view),), schema),
        Route("wp/v2", PATH + r"/(?P<type>[\w-]+)", (Endpoint(READ, get_one, item),), schema),
    ]
