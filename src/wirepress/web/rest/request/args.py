"""Checks a request's parameters against its endpoint's arguments: required, then validation, then sanitising (WordPress 7.1's order)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError, invalid_params
from wirepress.core.rest.routes import Args, Endpoint, Request, Schema

KEYWORDS = (
    "title",
    "description",
    "default",
    "type",
    "format",
    "enum",
    "items",
    "properties",
    "additionalProperties",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "anyOf",
    "oneOf",
)


def args_of(endpoint: Endpoint) -> Args:
    """Return the endpoint's arguments; computed ones are computed now."""
    return endpoint.args() if callable(endpoint.args) else endpoint.args


def defaults_of(args: Args) -> dict[str, Any]:
    """Return the defaults of the arguments that have one."""
    return {name: arg["default"] for name, arg in args.items() if arg.get("default") is not None}


def check_args(request: Request, args: Args) -> None:
    """Validates and sanitises in place. Raises RestError (400) naming every wrong parameter of the first failing stage."""
    malformed = request.attributes.get("json_error")
    if malformed is not None:
        raise malformed
    missing = [name for name, arg in args.items() if arg.get("required") and request.get(name) is None]
    if missing:
        raise RestError(
            "rest_missing_callback_param", "Missing parameter(s): " + ", ".join(missing), 400, {"params": missing}
        )
    _validate(request, args)
    _sanitize(request, args)


def _validate(request: Request, args: Args) -> None:
    errors: dict[str, RestError] = {}
    vague: dict[str, str] = {}
    for name, arg in args.items():
        rule = arg.get("validate")
        value = request.get(name)
        if value is None or not rule:
            continue
        try:
            verdict = None
            if rule is True:
                schemas.validate(value, arg, name)
            else:
                verdict = rule(value, request, name)
        except RestError as error:
            verdict = error
        if isinstance(verdict, RestError):
            errors[name] = verdict
        elif verdict is False:
            vague[name] = "Invalid parameter."
    _raise_invalid(errors, vague)


def _sanitize(request: Request, args: Args) -> None:
    errors: dict[str, RestError] = {}
    for source in request.sources():
        for name in list(source):
            arg = args.get(name)
            if arg is None:
                continue
            try:
                source[name] = _sanitized(source[name], request, name, arg)
            except RestError as error:
                errors[name] = error
    _raise_invalid(errors, {})


def _sanitized(value: Any, request: Request, name: str, arg: Schema) -> Any:
    if "sanitize" not in arg:
        if not arg.get("type") and "oneOf" not in arg and "anyOf" not in arg:
            return value
        schemas.validate(value, arg, name)
        return schemas.sanitize(value, arg, name)
    rule = arg["sanitize"]
    if rule is None:
        return value
    return schemas.sanitize(value, arg, name) if rule is True else rule(value, request, name)


def _raise_invalid(errors: Mapping[str, RestError], vague: Mapping[str, str]) -> None:
    if not errors and not vague:
        return
    error = invalid_params(errors)
    error.data["params"] = {**error.data["params"], **vague}
    raise error


def args_from_schema(item_schema: Schema, method: str) -> dict[str, Schema]:
    """Arguments out of an item schema's writable properties; defaults and required only when creating.

    A property's `arg_options` (sanitize, validate, required ...) win over what the schema says.
    """
    creating = method == "POST"
    result: dict[str, Schema] = {}
    for name, prop in item_schema["properties"].items():
        if prop.get("readonly"):
            continue
        arg: Schema = {"validate": True, "sanitize": True}
        if creating and prop.get("default") is not None:
            arg["default"] = prop["default"]
        if creating and prop.get("required"):
            arg["required"] = True
        arg.update({word: prop[word] for word in KEYWORDS if word != "default" and prop.get(word) is not None})
        options = prop.get("arg_options") or {}
        arg.update({word: rule for word, rule in options.items() if creating or word not in ("required", "default")})
        result[name] = arg
    return result
