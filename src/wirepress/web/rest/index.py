"""The REST root and each namespace's own index."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site, store
from wirepress.content.posts.types import rest_types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import READ, Endpoint, Request, Response, Route
from wirepress.web.rest.response.wanted_fields import is_field_wanted, wanted_fields
from wirepress.web.rest.routing.describe import describe_route
from wirepress.web.rest.routing.route_table import RouteTable

_CONTEXT = {"context": {"default": "view"}}


def routes(release: str) -> list[Route]:
    """Return the root, first of all routes. Batch follows it in `v2/batch.py`."""
    return [Route("", "/", (Endpoint(READ, get_root, _CONTEXT),))]


def namespace_route(namespace: str) -> Route:
    """Return the index route of a namespace."""
    args = {"namespace": {"default": namespace}, "context": {"default": "view"}}
    return Route(namespace, f"/{namespace}", (Endpoint(READ, _namespace_index, args),))


def _utc_offset() -> int | float:
    moment = site.now_gmt()
    hours = (site.to_local(moment) - moment).total_seconds() / 3600
    return int(hours) if hours.is_integer() else hours


def get_root(request: Request) -> Response:
    """Name, addresses, namespaces and every route of the site."""
    wanted, table = wanted_fields(request), _route_table(request)
    data: dict[str, Any] = {
        "name": store.get("blogname"),
        "description": store.get("blogdescription"),
        "url": site.home(),
        "home": site.home(),
        "gmt_offset": _utc_offset(),
        "timezone_string": store.get("timezone_string") or "",
        "page_for_posts": store.get("page_for_posts"),
        "page_on_front": store.get("page_on_front"),
        "show_on_front": store.get("show_on_front"),
        "namespaces": table.namespaces,
        "authentication": {
            "application-passwords": {"endpoints": {"authorization": site.home("/wp-admin/authorize-application.php")}}
        },
        "routes": _describe_routes(table) if is_field_wanted("routes", wanted) else {},
    }
    response = Response(data, links={"help": [{"href": "https://developer.wordpress.org/rest-api/"}]})
    if is_field_wanted("site_logo", wanted):
        data["site_logo"] = store.get("site_logo") or 0
    if is_field_wanted("site_icon", wanted) or is_field_wanted("site_icon_url", wanted):
        data["site_icon"] = store.get("site_icon") or 0
        data["site_icon_url"] = ""
    _add_theme_link(request, response)
    _add_media_links(response)
    if not is_field_wanted("_links", wanted):
        response.links = {}
    return response


def _add_theme_link(request: Request, response: Response) -> None:
    """Whoever may see the active theme is told where it is."""
    actor = request.actor
    if actor.can("switch_themes") or any(actor.can(kind.cap("edit_posts")) for kind in rest_types()):
        response.links["wp:active-theme"] = [
            {"href": site.rest_url(f"/wp/v2/themes/{store.get('stylesheet') or 'twentytwentyfive'}")}
        ]


def _add_media_links(response: Response) -> None:
    for name in ("site_logo", "site_icon"):
        media = response.data.get(name)
        if media:
            link = {"embeddable": True, "href": site.rest_url(f"wp/v2/media/{media}")}
            response.links.setdefault("wp:featuredmedia", []).append({**link, "type": name})


def _route_table(request: Request) -> RouteTable:
    table: RouteTable = request.attributes["table"]  # the kernel's, which found this route in it
    return table


def _describe_routes(table: RouteTable, namespace: str | None = None) -> dict[str, Any]:
    return {
        pattern: describe_route(pattern, routes)
        for pattern, routes in table.routes.items()
        if (namespace is None or routes[0].namespace == namespace) and not routes[0].hidden
    }


def _namespace_index(request: Request) -> Response:
    namespace, table = str(request["namespace"]), _route_table(request)
    if namespace not in table.namespaces:
        raise RestError("rest_invalid_namespace", "There is no such namespace.", 404)
    data = {"namespace": namespace, "routes": _describe_routes(table, namespace)}
    return Response(data, links={"up": [{"href": site.rest_url("/")}]})
