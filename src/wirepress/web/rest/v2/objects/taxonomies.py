"""/wp/v2/taxonomies: the taxonomies."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.terms import access as term_access
from wirepress.content.terms import taxonomies
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.php.json import PhpObject
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.v2.objects.documents import Links, documents_by_name, write_document
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, VIEW_EDIT_EMBED, context_arg, item_schema, prop

PATH = "/wp/v2/taxonomies"


def schema() -> Schema:
    """Return the schema of a taxonomy's document."""
    flags = {
        name: {"description": text, "type": "boolean"}
        for name, text in (
            ("public", "Whether it is for everybody."),
            ("publicly_queryable", "Whether readers may list by it."),
            ("show_ui", "Whether the newsroom shows it."),
            ("show_admin_column", "Whether lists of items have a column for it."),
            ("show_in_nav_menus", "Whether menus may link to its terms."),
            ("show_in_quick_edit", "Whether quick editing shows it."),
        )
    }
    return item_schema(
        "taxonomy",
        {
            "capabilities": prop("object", "What one must be allowed for each deed.", EDIT_ONLY, readonly=True),
            "description": prop("string", "What the taxonomy is for.", VIEW_EDIT, readonly=True),
            "hierarchical": prop("boolean", "Whether terms may lie below others.", VIEW_EDIT, readonly=True),
            "labels": prop("object", "Words for the taxonomy.", EDIT_ONLY, readonly=True),
            "name": prop("string", "The taxonomy's title.", VIEW_EDIT_EMBED, readonly=True),
            "slug": prop("string", "The taxonomy's name.", VIEW_EDIT_EMBED, readonly=True),
            "show_cloud": prop("boolean", "Whether clouds of terms may show it.", EDIT_ONLY, readonly=True),
            "types": {
                "description": "Post types that have it.",
                "type": "array",
                "items": {"type": "string"},
                "context": list(VIEW_EDIT),
                "readonly": True,
            },
            "rest_base": prop("string", "Last part of the REST address.", VIEW_EDIT_EMBED, readonly=True),
            "rest_namespace": prop("string", "First part of the REST address.", VIEW_EDIT_EMBED, readonly=True),
            "visibility": prop("object", "Where the taxonomy is seen.", EDIT_ONLY, readonly=True, properties=flags),
        },
    )


def _document(taxonomy: Taxonomy, request: Request) -> tuple[dict[str, Any], Links]:
    makers: dict[str, Any] = {
        "name": taxonomy.label,
        "slug": taxonomy.name,
        "capabilities": taxonomy.capabilities,
        "description": taxonomy.description,
        "labels": dict(taxonomy.labels),
        "types": list(taxonomy.types),
        "show_cloud": taxonomy.show_cloud,
        "hierarchical": taxonomy.hierarchical,
        "rest_base": taxonomy.rest_base,
        "rest_namespace": taxonomy.rest_namespace,
        "visibility": {
            "public": taxonomy.public,
            "publicly_queryable": taxonomy.publicly_queryable,
            "show_admin_column": taxonomy.show_admin_column,
            "show_in_nav_menus": taxonomy.show_in_nav_menus,
            "show_in_quick_edit": taxonomy.show_in_quick_edit,
            "show_ui": taxonomy.show_ui,
        },
    }
    links: Links = {
        "collection": [{"href": site.rest_url(PATH)}],
        "wp:items": [{"href": site.rest_url(taxonomy.rest_path)}],
    }
    return write_document(makers, schema(), links, request, whole=True)


def _assigns(taxonomy: Taxonomy, request: Request) -> bool:
    return term_access.may(request.actor, "assign_terms", taxonomy.name)


def may_list(request: Request) -> RestError | None:
    """Everybody; context=edit is for whoever assigns terms of the taxonomies asked for."""
    if request.get("context") != "edit":
        return None
    if any(_assigns(taxonomy, request) for taxonomy in _asked(request)):
        return None
    return forbidden("rest_cannot_view", "You are not allowed to manage terms here.", signed_in=request.signed_in)


def _asked(request: Request) -> list[Taxonomy]:
    found = [taxonomy for taxonomy in taxonomies.table().values() if taxonomy.show_in_rest]
    kind = request.get("type")
    return [taxonomy for taxonomy in found if kind in taxonomy.types] if kind not in (None, "", "0") else found


def get_list(request: Request) -> Response:
    """Return all taxonomies that REST shows, or those of a type (in context=edit only those whose terms the actor assigns)."""
    found = _asked(request)
    if request.get("context") == "edit":
        found = [taxonomy for taxonomy in found if _assigns(taxonomy, request)]
    data = documents_by_name({taxonomy.name: _document(taxonomy, request) for taxonomy in found})
    return Response(data or PhpObject())


def may_get(request: Request) -> RestError | bool | None:
    """Taxonomies of REST; context=edit for whoever assigns its terms."""
    taxonomy = taxonomies.get(str(request["taxonomy"]))
    if taxonomy is None:
        return None
    if not taxonomy.show_in_rest:
        return False
    if request.get("context") == "edit" and not _assigns(taxonomy, request):
        return forbidden(
            "rest_forbidden_context", "You are not allowed to manage terms here.", signed_in=request.signed_in
        )
    return None


def get_one(request: Request) -> Response:
    """Return one taxonomy. Raises RestError 404."""
    taxonomy = taxonomies.get(str(request["taxonomy"]))
    if taxonomy is None:
        raise RestError("rest_taxonomy_invalid", "There is no taxonomy with that name.", 404)
    data, links = _document(taxonomy, request)
    return Response(data, links=links)


def routes() -> list[Route]:
    """Return the routes of the list of taxonomies and of a single one."""
    kind = {"description": "Only taxonomies of this post type.", "type": "string"}
    item = {"taxonomy": {"description": "The taxonomy's name.", "type": "string"}, "context": context_arg()}
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, {"context": context_arg(), "type": kind}, may_list),), schema),
        Route("wp/v2", PATH + r"/(?P<taxonomy>[\w-]+)", (Endpoint(READ, get_one, item, may_get),), schema),
    ]
