"""Answers one REST request: finds the route, checks the arguments, asks the permission, calls the handler."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import structlog

from wirepress.content.options import site
from wirepress.core.php.query import parse_str
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Actor, Endpoint, Request, Response, Route
from wirepress.web.rest.request import args as arguments
from wirepress.web.rest.routing.registry import route_table

log = structlog.get_logger(__name__)


def no_route_error() -> RestError:
    """404 of a path or method that nobody answers."""
    return RestError("rest_no_route", "No route matches this address and method.", 404)


def match_route(request: Request) -> tuple[Route, Endpoint]:
    """Return the route and endpoint for the request; fills its path parameters and defaults. Raises RestError 404."""
    routes = route_table()
    for pattern, params in routes.find(request.route):
        for method in (request.method, "GET") if request.method == "HEAD" else (request.method,):
            for route in routes.routes[pattern]:
                for endpoint in route.endpoints:
                    if method in endpoint.methods:
                        request.path_params = dict(params)
                        request.attributes["table"] = routes
                        request.defaults = arguments.defaults_of(arguments.args_of(endpoint))
                        return route, endpoint
    raise no_route_error()


def dispatch(request: Request, *, allow: bool = True) -> Response:
    """Return the answer to a request; refusals come as answers too, never as exceptions. `allow`: with an Allow header."""
    route: Route | None = None
    try:
        route, endpoint = match_route(request)
        request.attributes["endpoint"] = endpoint
        arguments.check_args(request, arguments.args_of(endpoint))
        require_permission(endpoint, request)
        result = endpoint.handler(request)
        response = result if isinstance(result, Response) else Response(result)
    except RestError as error:
        response = error_response(error)
    if route is not None:
        request.attributes["route"] = route
        methods = allowed_methods(route, request) if allow else []
        if methods:
            response.headers.setdefault("Allow", ", ".join(methods))
    return response


def error_response(error: RestError) -> Response:
    """Return the answer's form of an error."""
    return Response(error.document(), error.status)


def require_permission(endpoint: Endpoint, request: Request) -> None:
    """Raises RestError when the actor may not."""
    verdict = endpoint.permission(request)
    if isinstance(verdict, RestError):
        raise verdict
    if verdict is False:
        raise RestError("rest_forbidden", "You are not allowed to do that.", 403 if request.signed_in else 401)


def allowed_methods(route: Route, request: Request) -> list[str]:
    """Methods of the route that the actor may use with these parameters, for the Allow header."""
    allowed: list[str] = []
    for twin in route_table().routes[route.pattern]:
        for endpoint in twin.endpoints:
            if _permits(endpoint, request):
                allowed += [method for method in endpoint.methods if method not in allowed]
    return allowed


def allowed_methods_at(request: Request) -> list[str]:
    """Return the methods that the actor may use at the request's address, whatever its own method. Raises RestError 404."""
    for pattern, params in route_table().find(request.route):
        request.path_params = dict(params)
        return allowed_methods(route_table().routes[pattern][0], request)
    raise no_route_error()


def _permits(endpoint: Endpoint, request: Request) -> bool:
    try:
        verdict = endpoint.permission(request)
    except (RestError, ValueError, TypeError, OverflowError):  # the parameters may be those that were refused just now
        return False
    return verdict is None or verdict is True


def inner_request(url: str, actor: Actor, like: Request) -> Request | None:
    """Return a GET request for one of our own REST addresses, or None when the address is not ours."""
    base = site.rest_url("/")
    query: dict[str, Any] = parse_str(urlsplit(url).query)
    if site.pretty():
        if not url.startswith(base):
            return None
        path = "/" + urlsplit(url).path[len(urlsplit(base).path) :]
    else:
        path = str(query.pop("rest_route", ""))
        if not path or not url.startswith(site.home()):
            return None
    return replace(
        like,
        method="GET",
        route=path.rstrip("/") or "/",
        actor=actor,
        query=query,
        body={},
        json=None,
        path_params={},
        defaults={},
        raw_body=b"",
        files={},
        attributes={"shared": like.attributes.setdefault("shared", {})},
        by_query=False,
    )
