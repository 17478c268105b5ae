"""The answer to OPTIONS."""

from __future__ import annotations

from wirepress.core.rest.routes import Request, Response
from wirepress.web.rest.routing import dispatch
from wirepress.web.rest.routing.describe import describe_route
from wirepress.web.rest.routing.registry import route_table


def answer_options(request: Request) -> Response:
    """Return the answer to OPTIONS: the route's endpoints and schema, Allow with what the actor may do here."""
    for pattern, params in route_table().find(request.route):
        routes = route_table().routes[pattern]
        request.path_params = dict(params)
        response = Response(describe_route(pattern, routes, "help"))
        allow = dispatch.allowed_methods(routes[0], request)
        if allow:
            response.headers["Allow"] = ", ".join(allow)
        return response
    raise dispatch.no_route_error()
