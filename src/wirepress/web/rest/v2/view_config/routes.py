"""/wp/v2/view-config: how clients may show the lists of stories, pages, templates ... (WordPress 7.1)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts import types as post_types
from wirepress.content.posts.statuses import STATUSES
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.view_config.schema import schema

PATH: Final = "/wp/v2/view-config"
_TABS: Final = ("publish", "future", "draft", "pending", "private", "trash")


def may_get_view_config(request: Request) -> RestError | None:
    """edit_posts of the type that is listed; of stories where none is named."""
    kind = _requested_type(request)
    if request.actor.can(kind.cap("edit_posts") if kind else "edit_posts"):
        return None
    return forbidden(
        "rest_cannot_read", "You are not allowed to see this view configuration.", signed_in=request.signed_in
    )


def _requested_type(request: Request) -> PostType | None:
    return post_types.get(str(request["name"])) if request["kind"] == "postType" else None


def _view(kind: str, *, filters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "type": kind,
        "filters": filters or [],
        "sort": {"field": "date", "direction": "desc"},
        "perPage": 20,
        "titleField": "title",
        "mediaField": "featured_media",
        "descriptionField": "excerpt",
        "fields": ["author", "status", "date"],
    }


def get_view_config(request: Request) -> Response:
    """Return the views of what is named; of a kind that is not known, a plain table."""
    kind = _requested_type(request)
    data: dict[str, Any] = {
        "kind": str(request["kind"]),
        "name": str(request["name"]),
        "version": 1,
        "default_view": _view("table"),
        "default_layouts": {"table": {}, "grid": {}, "list": {}},
        "view_list": _views(kind),
        "form": _form(kind),
    }
    wanted = wanted_fields(request)
    return Response({name: value for name, value in data.items() if is_field_wanted(name, wanted)})


def _views(kind: PostType | None) -> list[dict[str, Any]]:
    everything = {"title": "All", "slug": "all", "view": _view("table")}
    if kind is None or not kind.viewable:
        return [everything]
    tabs = [
        {
            "title": STATUSES[name].label,
            "slug": name,
            "view": _view(
                "table", filters=[{"field": "status", "operator": "isAny", "value": [name], "isLocked": True}]
            ),
        }
        for name in _TABS
    ]
    return [everything, *tabs]


def _form(kind: PostType | None) -> dict[str, Any]:
    """Return the fields that the type supports."""
    supported = (
        ("thumbnail", "featured_media"),
        ("title", "title"),
        ("excerpt", "excerpt"),
        ("author", "author"),
        ("comments", "comment_status"),
    )
    fields = [field for feature, field in supported if kind is None or kind.can(feature)]
    return {"layout": {"type": "panel"}, "fields": [*fields, "status", "date", "slug"]}


def view_config_routes() -> list[Route]:
    """Return the route of view configurations."""
    args: dict[str, Schema] = {
        "kind": {
            "description": "Kind of what is listed: postType, taxonomy, root.",
            "type": "string",
            "required": True,
        },
        "name": {"description": "Name of what is listed, such as page.", "type": "string", "required": True},
    }
    return [Route("wp/v2", PATH, (Endpoint(READ, get_view_config, args, may_get_view_config),), schema)]
