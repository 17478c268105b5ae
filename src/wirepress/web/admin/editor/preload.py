"""What the editor asks REST for when it opens, answered inside its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wirepress.core.php.json import PhpObject
from wirepress.core.php.query import parse_str
from wirepress.core.rest.routes import Actor, Request, Response
from wirepress.web.rest.response import shape
from wirepress.web.rest.routing import dispatch

Preloaded = dict[str, Any]  # path with its query -> body and headers; under OPTIONS the same for that method


def preload_answers(actor: Actor, paths: Iterable[str], options: Iterable[str] = ()) -> Preloaded:
    """Return the answers to reading these REST paths, in the form of the editor's own preloading. What is refused is left out: the
    editor asks for it again and says what it makes of it. `options`: routes of which it wants to know what the user may do there."""
    shared: dict[str, Any] = {}
    found: Preloaded = PhpObject()
    for path in paths:
        request = _reading(path, actor, shared)
        response = dispatch.dispatch(request)
        if response.status == 200:
            found[path] = _entry(request, response)
    if allowed := {path: _allowed(path, actor, shared) for path in options}:
        found["OPTIONS"] = allowed
    return found


def _reading(path: str, actor: Actor, shared: dict[str, Any], method: str = "GET") -> Request:
    route, _, query = path.partition("?")
    return Request(
        method=method,
        route=route.rstrip("/") or "/",
        actor=actor,
        query=parse_str(query),
        attributes={"shared": shared, "http_method": method, "overridden": False},
    )


def _entry(request: Request, response: Response) -> dict[str, Any]:
    shape.apply_fields(request, response)
    return {"body": shape.finish_data(request, response), "headers": response.headers}


def _allowed(path: str, actor: Actor, shared: dict[str, Any]) -> dict[str, Any]:
    """Return the Allow header alone: the editor does not read the description of the route."""
    request = _reading(path, actor, shared, "OPTIONS")
    return {"body": [], "headers": {"Allow": ", ".join(dispatch.allowed_methods_at(request))}}
