"""What a route can do, in words of JSON Schema, as OPTIONS and the index show it."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.core.rest.routes import Endpoint, Route, Schema
from wirepress.web.rest.request.args import KEYWORDS, args_of


def describe_route(pattern: str, routes: list[Route], context: str = "view") -> dict[str, Any]:
    """Return the description of one route; the schema only in context help."""
    endpoints = [endpoint for route in routes for endpoint in route.endpoints]
    methods: list[str] = []
    for endpoint in endpoints:
        methods += [method for method in endpoint.methods if method not in methods]
    data: dict[str, Any] = {
        "namespace": routes[0].namespace,
        "methods": methods,
        "endpoints": [_endpoint(endpoint) for endpoint in endpoints],
    }
    if context == "help":
        schema = next((route.schema for route in routes if route.schema), None)
        if schema:
            data["schema"] = shown_schema(schema())
    if "(" not in pattern:
        data["_links"] = {"self": [{"href": site.rest_url(pattern)}]}
    return data


def _endpoint(endpoint: Endpoint) -> dict[str, Any]:
    data: dict[str, Any] = {"methods": list(endpoint.methods)}
    if endpoint.batch is not None:
        data["allow_batch"] = {"v1": endpoint.batch}
    data["args"] = {name: _argument(arg) for name, arg in args_of(endpoint).items()}
    return data


def _argument(arg: Schema) -> dict[str, Any]:
    shown = {word: shown_schema(value) for word, value in arg.items() if word in KEYWORDS}
    shown["required"] = bool(arg.get("required"))
    return shown


def shown_schema(schema: Any) -> Any:
    """Return a schema without what is ours alone: functions and `arg_options`. An object default prints as WordPress prints it."""
    if isinstance(schema, dict):
        return {name: shown_schema(value) for name, value in schema.items() if name != "arg_options"}
    if isinstance(schema, list | tuple):
        return [shown_schema(value) for value in schema]
    return schema
