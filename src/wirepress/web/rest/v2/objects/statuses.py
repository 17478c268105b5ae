"""/wp/v2/statuses: the statuses of posts."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts.statuses import PostStatus, all_statuses
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.v2.objects.documents import Links, documents_by_name, may_view, write_document, writes_somewhere
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, context_arg, item_schema, prop

PATH = "/wp/v2/statuses"
_ALL = ["embed", "view", "edit"]


def schema() -> Schema:
    """Return the schema of a status's document."""
    return item_schema(
        "status",
        {
            "name": prop("string", "The status's title.", _ALL, readonly=True),
            "private": prop(
                "boolean", "Whether only those who may read private items see it.", EDIT_ONLY, readonly=True
            ),
            "protected": prop("boolean", "Whether only those who edit see it.", EDIT_ONLY, readonly=True),
            "public": prop("boolean", "Whether every reader sees it.", VIEW_EDIT, readonly=True),
            "queryable": prop("boolean", "Whether readers may ask for it.", VIEW_EDIT, readonly=True),
            "show_in_list": prop("boolean", "Whether lists of the newsroom hold it.", EDIT_ONLY, readonly=True),
            "slug": prop("string", "The status's name.", _ALL, readonly=True),
            "date_floating": prop(
                "boolean", "Whether dates of its items move until they are published.", VIEW_EDIT, readonly=True
            ),
        },
    )


def _document(status: PostStatus, request: Request) -> tuple[dict[str, Any], Links]:
    makers: dict[str, Any] = {
        "name": status.label,
        "private": status.private,
        "protected": status.protected,
        "public": status.public,
        "queryable": status.queryable,
        "show_in_list": status.show_in_list,
        "slug": status.name,
        "date_floating": status.date_floating,
    }
    address = (
        site.rest_url("/wp/v2/posts")
        if status.name == "publish"
        else site.rest_url("/wp/v2/posts", f"status={status.name}")
    )
    links: Links = {"archives": [{"href": address}]}  # whatever `_fields` says (WordPress 7.1 behaviour)
    return write_document(makers, schema(), links, request, whole=True)[0], links


def _visible(status: PostStatus, request: Request) -> bool:
    return (
        status.public
        or (not status.internal and writes_somewhere(request))
        or (status.name == "trash" and writes_somewhere(request))
    )


def get_list(request: Request) -> Response:
    """Return the public statuses; for writers those of the newsroom too."""
    names = [name for name, status in all_statuses().items() if _visible(status, request)]
    return Response(documents_by_name({name: _document(all_statuses()[name], request) for name in names}))


def may_get(request: Request) -> RestError | None:
    """Public statuses for everybody, the others for writers, internal ones for nobody; unknown ones are 404."""
    status = all_statuses().get(str(request["status"]))
    if status is None:
        return RestError("rest_status_invalid", "There is no status with that name.", 404)
    if not _visible(status, request):
        return forbidden(
            "rest_cannot_read_status", "You are not allowed to see this status.", signed_in=request.signed_in
        )
    return None


def get_one(request: Request) -> Response:
    """Answer GET of one status with its document."""
    data, links = _document(all_statuses()[str(request["status"])], request)
    return Response(data, links=links)


def routes() -> list[Route]:
    """Return the routes of the list of statuses and of a single one."""
    item = {"status": {"description": "The status's name.", "type": "string"}, "context": context_arg()}
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, {"context": context_arg()}, may_view),), schema),
        Route("wp/v2", PATH + r"/(?P<status>[\w-]+)", (Endpoint(READ, get_one, item, may_get),), schema),
    ]
