"""/wp/v2/widgets: an imported site's widgets. The theme has no place for them, so all of them are inactive."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site, widgets
from wirepress.core.php.json import PhpObject
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Request, Response, Route, Schema
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT_EMBED, context_arg, item_schema
from wirepress.web.rest.v2.widgets.sidebars import may_manage
from wirepress.web.rest.v2.widgets.types import KINDS

PATH: Final = "/wp/v2/widgets"


def schema() -> Schema:
    """Return the JSON schema of a widget."""
    shown, edit = list(VIEW_EDIT_EMBED), list(EDIT_ONLY)
    inner = {
        "encoded": {"description": "What it holds, as text.", "type": "string", "context": edit},
        "hash": {"description": "Seal of that text.", "type": "string", "context": edit},
        "raw": {"description": "What it holds.", "type": "object", "context": edit},
    }
    return item_schema(
        "widget",
        {
            "id": {"description": "Its name.", "type": "string", "context": shown},
            "id_base": {"description": "Its kind.", "type": "string", "context": shown},
            "sidebar": {
                "description": "Its place.",
                "type": "string",
                "default": widgets.PLACE,
                "required": True,
                "context": shown,
            },
            "rendered": {"description": "Its HTML.", "type": "string", "context": shown, "readonly": True},
            "rendered_form": {"description": "HTML of its form.", "type": "string", "context": edit, "readonly": True},
            "instance": {
                "description": "What it holds.",
                "type": "object",
                "context": edit,
                "default": None,
                "properties": inner,
            },
            "form_data": {"description": "Its form, filled.", "type": "string", "context": []},
        },
    )


def find_widget(request: Request) -> str:
    """Return the widget that the path names. Raises RestError 404."""
    name = str(request["id"])
    if name not in widgets.widget_names():
        raise RestError("rest_widget_not_found", "There is no widget with that name.", 404)
    return name


def get_list(request: Request) -> Response:
    """Return all of them, or those of a place."""
    place = request["sidebar"]
    names = widgets.widget_names() if place in (None, widgets.PLACE) else []
    return Response([with_links(*widget_document(name, request)) for name in names])


def get_one(request: Request) -> Response:
    """Answer GET of one widget with its document."""
    data, links = widget_document(find_widget(request), request)
    return Response(data, links=links)


def _check_sidebar(request: Request) -> None:
    if request["sidebar"] not in (None, widgets.PLACE):
        raise RestError("rest_invalid_widget", "There is no sidebar with that name.", 400)


def _requested_instance(request: Request) -> dict[str, Any] | None:
    """Return what the request wants the widget to hold; None for no change. Raises RestError 400."""
    given = request["instance"]
    if given is None:
        return None
    raw = given.get("raw") if isinstance(given, dict) else None
    if not isinstance(raw, dict):
        raise RestError("rest_invalid_widget", "Give the widget's content as instance.raw.", 400)
    return dict(raw)


def create(request: Request) -> Response:
    """Make a widget; it is kept with the inactive ones. Raises RestError 400."""
    kind = str(request["id_base"] or "")
    if kind not in KINDS:
        raise RestError("rest_invalid_widget", "There is no widget type with that name.", 400)
    _check_sidebar(request)
    name = widgets.add_widget(kind, _requested_instance(request) or {})
    request.set("context", "edit")
    data, links = widget_document(name, request)
    return Response(data, 201, {"Location": links["self"][0]["href"]} if links else {}, links)


def update(request: Request) -> Response:
    """Change what a widget holds."""
    name = find_widget(request)
    _check_sidebar(request)
    held = _requested_instance(request)
    if held is not None:
        widgets.save_instance(*widgets.split_name(name)[:1], held, widgets.split_name(name)[1])
    request.set("context", "edit")
    return get_one(request)


def delete(request: Request) -> Response:
    """Delete one for good with `force`, else take it out of its place."""
    name = find_widget(request)
    request.set("context", "edit")
    data, links = widget_document(name, request)
    if request["force"]:
        widgets.delete_widget(name)
        return Response({"deleted": True, "previous": data}, links=links)
    widgets.deactivate(name)
    return Response(data, links=links)


def widget_document(name: str, request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the document without links, and its links. An inactive widget shows nothing."""
    kind, _ = widgets.split_name(name)
    wanted = wanted_fields(request)
    data: dict[str, Any] = {
        "id": name,
        "id_base": kind,
        "sidebar": widgets.PLACE,
        "rendered": "",
        "rendered_form": "",
        "instance": {"raw": PhpObject(widgets.find_instance(name) or {})},
    }
    data = {key: value for key, value in data.items() if is_field_wanted(key, wanted)}
    data = filter_by_context(data, schema(), str(request.get("context") or "view"))
    links = {
        "self": [
            {
                "href": site.rest_url(f"{PATH}/{name}"),
                "targetHints": {"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]},
            }
        ],
        "collection": [{"href": site.rest_url(PATH)}],
        "about": [{"embeddable": True, "href": site.rest_url(f"/wp/v2/widget-types/{kind}")}],
        "wp:sidebar": [{"href": site.rest_url(f"/wp/v2/sidebars/{widgets.PLACE}/")}],
    }
    return data, links if is_field_wanted("_links", wanted) else {}


def routes() -> list[Route]:
    """Return the routes of the list of widgets and of a single one."""
    listed = {"context": context_arg(), "sidebar": {"description": "Only those of this place.", "type": "string"}}
    changed = args_from_schema(schema(), "PUT")
    forced = {"force": {"description": "Delete for good.", "type": "boolean"}}
    return [
        Route(
            "wp/v2",
            PATH,
            (
                Endpoint(READ, get_list, listed, may_manage, batch=True),
                Endpoint(CREATE, create, args_from_schema(schema(), "POST"), may_manage, batch=True),
            ),
            schema,
        ),
        Route(
            "wp/v2",
            PATH + r"/(?P<id>[\w\-]+)",
            (
                Endpoint(READ, get_one, {"context": context_arg()}, may_manage, batch=True),
                Endpoint(EDIT, update, changed, may_manage, batch=True),
                Endpoint(DELETE, delete, forced, may_manage, batch=True),
            ),
            schema,
        ),
    ]
