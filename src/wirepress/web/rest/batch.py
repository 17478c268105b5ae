"""/batch/v1: several writes in one request (WordPress 5.6 and later)."""

from __future__ import annotations

import functools
from contextlib import suppress
from dataclasses import replace
from typing import Any

from wirepress.core.database.retry_conflicts import retry_on_conflict
from wirepress.core.markup.links.parse_url import parse_url
from wirepress.core.php.query import parse_str
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import CREATE, Endpoint, Request, Response, Route, Schema
from wirepress.settings import limits
from wirepress.web.rest.request import args as arguments
from wirepress.web.rest.response import shape
from wirepress.web.rest.routing import dispatch

_HEADERS: Schema = {
    "type": "object",
    "properties": [],
    "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"}},
}
ARGS: dict[str, Schema] = {
    "validation": {
        "type": "string",
        "enum": ["require-all-validate", "normal"],
        "default": "normal",
    },
    "requests": {
        "required": True,
        "type": "array",
        "maxItems": limits.BATCH_MAX_REQUESTS,
        "items": {
            "type": "object",
            "properties": {
                "method": {"type": "string", "enum": ["POST", "PUT", "PATCH", "DELETE"], "default": "POST"},
                "path": {"type": "string", "required": True},
                "body": {"type": "object", "properties": [], "additionalProperties": True},
                "headers": _HEADERS,
            },
        },
    },
}


def run_batch(request: Request) -> Response:
    """Answers every request in its own envelope, all under status 207."""
    inner = [_parse_item(request, wish) for wish in request["requests"] or []]
    checked = [_check(item) for item in inner]
    if request["validation"] == "require-all-validate" and any(error is not None for error in checked):
        failed = [
            _enveloped(dispatch.error_response(error), item) if error is not None else None
            for error, item in zip(checked, inner, strict=True)
        ]
        return Response({"failed": "validation", "responses": failed}, 207)
    return Response({"responses": [_respond(item, error) for item, error in zip(inner, checked, strict=True)]}, 207)


def _parse_item(request: Request, described: dict[str, Any]) -> Request | None:
    """Return one wish as a request, or None when its path is none."""
    parts = parse_url(str(described["path"]))
    if parts is None:
        return None
    query = parts.get("query")
    headers = {
        str(name).lower().replace("_", "-"): str(value) for name, value in (described.get("headers") or {}).items()
    }
    body = described.get("body") or {}
    return replace(
        request,
        method=str(described.get("method") or "POST").upper(),
        route=str(parts.get("path") or "").rstrip("/") or "/",
        query=parse_str(str(query or "")),
        body=body if isinstance(body, dict) else {},
        json=None,
        headers=headers,
        raw_body=b"",
        files={},
        path_params={},
        defaults={},
        attributes={"shared": request.attributes.setdefault("shared", {}), "http_method": "POST"},
        by_query=False,
    )


def _check(item: Request | None) -> RestError | None:
    """Return whether a request may be part of a batch and its arguments are valid."""
    if item is None:
        return RestError("parse_path_failed", "The path of the request cannot be read.", 400)
    try:
        _, endpoint = dispatch.match_route(item)
        if not endpoint.batch:
            return RestError("rest_batch_not_allowed", "The route cannot be part of a batch.", 400)
        arguments.check_args(item, arguments.args_of(endpoint))
    except RestError as error:
        return error
    return None


def _respond(item: Request | None, error: RestError | None) -> Any:
    if item is None or error is not None:
        return _enveloped(_refusal_response(item, error or dispatch.no_route_error()), item)
    # Each for itself: where one clashes with other writers, those before it are committed and are not made again.
    item, response = retry_on_conflict(functools.partial(_dispatch_copy, item))
    shape.apply_fields(item, response)
    return _enveloped(response, item)


def _dispatch_copy(item: Request) -> tuple[Request, Response]:
    """Return a copy of the request, and its answer: what a try notes in the request goes with it."""
    copy = replace(item, query=dict(item.query), attributes=dict(item.attributes))
    return copy, dispatch.dispatch(copy)


def _refusal_response(item: Request | None, error: RestError) -> Response:
    """Return the refusal, with the methods that the route has for the actor."""
    response = dispatch.error_response(error)
    with suppress(RestError):
        allow = dispatch.allowed_methods(dispatch.match_route(item)[0], item) if item is not None else []
        if allow:
            response.headers["Allow"] = ", ".join(allow)
    return response


def _enveloped(response: Response, item: Request | None) -> Any:
    return shape.wrap_in_envelope(response, shape.finish_data(item, response) if item is not None else response.data)


def routes(release: str) -> list[Route]:
    """Return the one route; it stands right behind the root in the index."""
    return [Route("", "/batch/v1", (Endpoint(CREATE, run_batch, ARGS),))]
