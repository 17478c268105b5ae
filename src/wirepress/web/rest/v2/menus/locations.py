"""/wp/v2/menu-locations: the theme's places for menus, for those who may change them."""

from __future__ import annotations

from typing import Any

from wirepress.content.menus import access, locations
from wirepress.content.options import site
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.v2.menus.schema import TAXONOMY, location_schema
from wirepress.web.rest.v2.properties import context_arg

_PATH = "/wp/v2/menu-locations"


def may_view_locations(request: Request) -> RestError | None:
    """Return the refusal, or None for actors with the capability `edit_theme_options`."""
    if not access.may_manage(request.actor):
        return forbidden("rest_cannot_view", "You are not allowed to see menu locations.", signed_in=request.signed_in)
    return None


def get_list(request: Request) -> Response:
    """Place -> its document."""
    return Response({name: with_links(*_document(name, request)) for name in locations.registered_locations()})


def get_one(request: Request) -> Response:
    """Answer GET of one location of menus with its document."""
    name = str(request["location"])
    if name not in locations.registered_locations():
        raise RestError("rest_menu_location_invalid", "The theme has no such menu location.", 404)
    data, links = _document(name, request)
    return Response(data, links=links)


def _document(name: str, request: Request) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    menu = locations.assigned_menus().get(name, 0)
    wanted = wanted_fields(request)
    data = {"name": name, "description": locations.registered_locations()[name], "menu": menu}
    data = {key: value for key, value in data.items() if is_field_wanted(key, wanted)}
    links = {"self": [{"href": site.rest_url(f"{_PATH}/{name}")}], "collection": [{"href": site.rest_url(_PATH)}]}
    if menu:
        links["wp:menu"] = [{"embeddable": True, "href": site.rest_url(f"{TAXONOMY.rest_path}/{menu}")}]  # type: ignore[dict-item]
    return filter_by_context(data, location_schema(), str(request.get("context") or "view")), links


def location_routes() -> list[Route]:
    """Return all places, and one."""
    name = {"description": "The place's name.", "type": "string"}
    return [
        Route(
            "wp/v2", _PATH, (Endpoint(READ, get_list, {"context": context_arg()}, may_view_locations),), location_schema
        ),
        Route(
            "wp/v2",
            _PATH + r"/(?P<location>[\w-]+)",
            (Endpoint(READ, get_one, {"location": name, "context": context_arg()}, may_view_locations),),
            location_schema,
        ),
    ]
