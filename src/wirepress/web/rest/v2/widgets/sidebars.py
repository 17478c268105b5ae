"""/wp/v2/sidebars: places for widgets. The theme has none, so there is only the one for inactive widgets."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site, widgets
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import EDIT, READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import context_arg, item_schema

PATH: Final = "/wp/v2/sidebars"
_SHOWN: Final = ["embed", "view", "edit"]


def _text(description: str, **more: Any) -> Schema:
    return {"description": description, "type": "string", **more, "context": list(_SHOWN), "readonly": True}


def schema() -> Schema:
    """Return the JSON schema of a sidebar."""
    return item_schema(
        "sidebar",
        {
            "id": _text("Its name."),
            "name": _text("Its title."),
            "description": _text("What it is for."),
            "class": _text("Its CSS class."),
            "before_widget": _text("HTML before each widget.", default=""),
            "after_widget": _text("HTML behind each widget.", default=""),
            "before_title": _text("HTML before each title.", default=""),
            "after_title": _text("HTML behind each title.", default=""),
            "status": _text("Whether it is shown.", enum=["active", "inactive"]),
            "widgets": {
                "description": "Its widgets.",
                "type": "array",
                "items": {"type": ["object", "string"]},
                "default": [],
                "context": list(_SHOWN),
            },
        },
    )


def may_manage(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    if request.actor.can("edit_theme_options"):
        return None
    return forbidden(
        "rest_cannot_manage_widgets", "You are not allowed to manage widgets.", signed_in=request.signed_in
    )


def _require_sidebar(request: Request) -> None:
    if request["id"] != widgets.PLACE:
        raise RestError("rest_sidebar_not_found", "There is no sidebar with that name.", 404)


def get_list(request: Request) -> Response:
    """Answer GET of the list of sidebars: the inactive widgets' one."""
    return Response([with_links(*sidebar_document(request))])


def get_one(request: Request) -> Response:
    """Return the one place. Raises RestError 404 for any other."""
    _require_sidebar(request)
    data, links = sidebar_document(request)
    return Response(data, links=links)


def update_sidebar(request: Request) -> Response:
    """Which widgets are in it, in their order."""
    _require_sidebar(request)
    if request["widgets"] is not None:
        widgets.set_active([str(name) for name in request["widgets"]])
    return get_one(request)


def sidebar_document(request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links."""
    wanted = wanted_fields(request)
    empty = dict.fromkeys(("description", "class", "before_widget", "after_widget", "before_title", "after_title"), "")
    data: dict[str, Any] = {
        "id": widgets.PLACE,
        "name": "Inactive widgets",
        **empty,
        "status": "inactive",
        "widgets": widgets.widget_names(),
    }
    data = {name: value for name, value in data.items() if is_field_wanted(name, wanted)}
    links = {
        "collection": [{"href": site.rest_url(PATH)}],
        "self": [
            {
                "href": site.rest_url(f"{PATH}/{widgets.PLACE}"),
                "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH"]},
            }
        ],
        "wp:widget": [{"embeddable": True, "href": site.rest_url("/wp/v2/widgets", f"sidebar={widgets.PLACE}")}],
    }
    return data, links if is_field_wanted("_links", wanted) else {}


def routes() -> list[Route]:
    """Return the routes of the list of sidebars and of a single one."""
    view = {"context": context_arg()}
    one = {"id": {"description": "The place's name.", "type": "string"}, **view}
    listed: Schema = {"description": "Its widgets.", "type": "array", "items": {"type": ["object", "string"]}}
    return [
        Route("wp/v2", PATH, (Endpoint(READ, get_list, view, may_manage),), schema),
        Route(
            "wp/v2",
            PATH + r"/(?P<id>[\w-]+)",
            (
                Endpoint(READ, get_one, one, may_manage),
                Endpoint(EDIT, update_sidebar, {"widgets": listed}, may_manage),
            ),
            schema,
        ),
    ]
