"""A question to a REST route from inside, without HTTP: for commands that hand documents on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.core.rest.routes import Actor, Request
from wirepress.web.rest.response import shape
from wirepress.web.rest.routing import dispatch


class RouteRefused(Exception):
    """The route answered with an error; the message is its code and words."""


def ask_route(route: str, query: Mapping[str, Any], actor: Actor) -> Any:
    """Return the data of a GET, with its links, as `actor` sees it. Raises RouteRefused."""
    request = Request("GET", route, actor, query=dict(query))
    request.attributes["overridden"] = False
    response = dispatch.dispatch(request, allow=False)
    if response.status >= 400:
        raise RouteRefused(f"{route}: {response.data}")
    shape.apply_fields(request, response)
    return shape.finish_data(request, response)
