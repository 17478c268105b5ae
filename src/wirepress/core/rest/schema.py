"""Validates and sanitises a value against a JSON schema, with WordPress's codes and its order of checks (7.1 behaviour)."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from wirepress.core.markup.fields.emails import is_email
from wirepress.core.markup.fields.text_fields import sanitize_text_field, sanitize_textarea_field
from wirepress.core.markup.kses.urls import sanitize_url
from wirepress.core.php.dates.calendar import rest_datetime, rest_parse_date
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Schema

_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_COLOR: Final = re.compile(r"#([A-Fa-f0-9]{3}){1,2}\Z")


def _fail(code: str, message: str, **data: Any) -> RestError:
    return RestError(code, message, None, data or None)


def parse_date(text: Any) -> datetime | None:
    """Return an RFC 3339 date-time, zone optional, whose parts may overflow as in PHP; None when it is not one."""
    return rest_datetime(text) if isinstance(text, str) else None


def validate(value: Any, schema: Schema, param: str = "") -> None:
    """Raises RestError (without a status) when the value does not fit."""
    schema = _chosen(value, schema, param)
    kind = schema.get("type")
    if kind is None:
        return
    if isinstance(kind, list):
        best = types.best_type(value, kind)
        if not best:
            raise _fail("rest_invalid_type", f"{param} is not of type {','.join(kind)}.", param=param)
        kind = best
    _VALIDATORS[kind](value, schema, param)
    if schema.get("enum"):
        _enum(value, schema, kind, param)
    if "format" in schema and kind == "string":
        _format(value, schema["format"], param)


def _chosen(value: Any, schema: Schema, param: str) -> Schema:
    """Resolves anyOf and oneOf to the schema that fits."""
    for word in ("anyOf", "oneOf"):
        if word not in schema:
            continue
        fits: list[tuple[int, Schema]] = []
        reasons: list[tuple[int, RestError, Schema]] = []
        for index, option in enumerate(schema[word]):
            full = {"type": schema["type"], **option} if "type" in schema and "type" not in option else option
            try:
                validate(value, full, param)
                fits.append((index, full))
            except RestError as error:
                reasons.append((index, error, full))
            if fits and word == "anyOf":
                break
        if not fits:
            raise _no_match(value, param, reasons)
        if len(fits) > 1:
            positions = [index for index, _ in fits]
            raise _fail(
                "rest_one_of_multiple_matches", f"{param} fits more than one of the allowed forms.", positions=positions
            )
        return {**schema, **fits[0][1]}
    return schema


def _no_match(value: Any, param: str, reasons: list[tuple[int, RestError, Schema]]) -> RestError:
    """Return the error of a value that fits no form: about the form that was meant, when only one can have been."""

    def about(index: int, error: RestError) -> RestError:
        return _fail("rest_no_matching_schema", f"{param} does not fit: {error.message}", position=index)

    if len(reasons) == 1:
        return about(reasons[0][0], reasons[0][1])
    meant = [
        reason
        for reason in reasons
        if not (reason[1].code == "rest_invalid_type" and (reason[1].data or {}).get("param") == param)
    ]
    if len(meant) == 1:
        return about(meant[0][0], meant[0][1])
    if len(meant) > 1 and isinstance(value, dict):
        shared = [(len(set(value) & set(full.get("properties") or ())), index, error) for index, error, full in meant]
        best = max(shared, key=lambda entry: entry[0])
        if best[0]:
            return about(best[1], best[2])
    return _fail("rest_no_matching_schema", f"{param} fits none of the allowed forms.")


def _type_error(param: str, kind: str) -> RestError:
    return _fail("rest_invalid_type", f"{param} is not of type {kind}.", param=param)


def _plain(kind: str) -> Callable[[Any, Schema, str], None]:
    def check(value: Any, schema: Schema, param: str) -> None:
        if not types.matches(value, kind):
            raise _type_error(param, kind)

    return check


def _number(value: Any, schema: Schema, param: str) -> None:
    if not types.is_numeric(value):
        raise _type_error(param, schema.get("type") if isinstance(schema.get("type"), str) else "number")  # type: ignore[arg-type]
    number = float(value)
    step = schema.get("multipleOf")
    if step and not math.isclose(math.remainder(number, float(step)), 0, abs_tol=1e-9):
        raise _fail("rest_invalid_multiple", f"{param} must be a multiple of {step}.")
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and (number < low or (schema.get("exclusiveMinimum") and number == low)):
        raise _fail("rest_out_of_bounds", f"{param} is below {low}.")
    if high is not None and (number > high or (schema.get("exclusiveMaximum") and number == high)):
        raise _fail("rest_out_of_bounds", f"{param} is above {high}.")


def _integer(value: Any, schema: Schema, param: str) -> None:
    if types.is_numeric(value) and not types.is_integer(value):
        raise _type_error(param, "integer")
    _number(value, {**schema, "type": "integer"}, param)


def _string(value: Any, schema: Schema, param: str) -> None:
    if not isinstance(value, str):
        raise _type_error(param, "string")
    if "minLength" in schema and len(value) < schema["minLength"]:
        raise _fail("rest_too_short", f"{param} must have at least {schema['minLength']} characters.")
    if "maxLength" in schema and len(value) > schema["maxLength"]:
        raise _fail("rest_too_long", f"{param} must have at most {schema['maxLength']} characters.")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        raise _fail("rest_invalid_pattern", f"{param} does not have the form {schema['pattern']}.")


def _array(value: Any, schema: Schema, param: str) -> None:
    if not types.is_array(value):
        raise _type_error(param, "array")
    items = types.to_array(value)
    if "items" in schema:
        for index, item in enumerate(items):
            validate(item, schema["items"], f"{param}[{index}]")
    if "minItems" in schema and len(items) < schema["minItems"]:
        raise _fail("rest_too_few_items", f"{param} needs at least {schema['minItems']} items.")
    if "maxItems" in schema and len(items) > schema["maxItems"]:
        raise _fail("rest_too_many_items", f"{param} takes at most {schema['maxItems']} items.")
    if schema.get("uniqueItems") and _has_twins(items):
        raise _fail("rest_duplicate_items", f"{param} has the same item twice.")


def _has_twins(items: list[Any]) -> bool:
    seen: set[str] = set()
    for item in items:
        key = _fingerprint(item)
        if key in seen:
            return True
        seen.add(key)
    return False


def _fingerprint(item: Any) -> str:
    """Equal for equal JSON values whatever the order of keys."""
    if isinstance(item, dict):
        return "{" + ",".join(f"{key!r}:{_fingerprint(item[key])}" for key in sorted(item)) + "}"
    if isinstance(item, list):
        return "[" + ",".join(map(_fingerprint, item)) + "]"
    return f"{type(item).__name__}:{item!r}"


def _object(value: Any, schema: Schema, param: str) -> None:
    if not types.is_object(value):
        raise _type_error(param, "object")
    given = types.to_object(value)
    properties = schema.get("properties") or {}
    wanted = (
        schema["required"]
        if isinstance(schema.get("required"), list)
        else [name for name, sub in properties.items() if isinstance(sub, dict) and sub.get("required") is True]
    )
    for name in wanted:
        if name not in given:
            raise _fail("rest_property_required", f"{name} is a required property of {param}.")
    for name, item in given.items():
        sub = property_schema(schema, name)
        if sub is False:
            raise _fail("rest_additional_properties_forbidden", f"{name} is not a property of {param}.")
        if isinstance(sub, dict):
            validate(item, sub, f"{param}[{name}]")
    if "minProperties" in schema and len(given) < schema["minProperties"]:
        raise _fail("rest_too_few_properties", f"{param} needs at least {schema['minProperties']} properties.")
    if "maxProperties" in schema and len(given) > schema["maxProperties"]:
        raise _fail("rest_too_many_properties", f"{param} takes at most {schema['maxProperties']} properties.")


def property_schema(schema: Schema, name: str) -> Schema | bool | None:
    """Return the schema of one property; False: not allowed; None: anything."""
    properties = schema.get("properties") or {}
    if name in properties:
        return properties[name]  # type: ignore[no-any-return]
    for pattern, sub in (schema.get("patternProperties") or {}).items():
        if re.search(pattern, name):
            return sub  # type: ignore[no-any-return]
    more = schema.get("additionalProperties")
    return more if more is False or isinstance(more, dict) else None


def _enum(value: Any, schema: Schema, kind: str, param: str) -> None:
    mine = sanitize(value, {**schema, "type": kind}, param)
    for allowed in schema["enum"]:
        if _fingerprint(sanitize(allowed, {**schema, "type": kind}, param)) == _fingerprint(mine):
            return
    raise _fail("rest_not_in_enum", f"{param} is none of {', '.join(map(str, schema['enum']))}.")


def _format(value: str, name: str, param: str) -> None:
    if name == "hex-color" and not _COLOR.match(value):
        raise _fail("rest_invalid_hex_color", f"{param} is not a colour like #0a7.")
    if name == "date-time" and rest_parse_date(value) is False:
        raise _fail("rest_invalid_date", f"{param} is not a date like 2026-01-31T18:00:00.")
    if name == "email" and not is_email(value):
        raise _fail("rest_invalid_email", f"{param} is not a mail address.")
    if name == "ip" and not _is_ip(value):
        raise _fail("rest_invalid_ip", f"{param} is not an IP address.")
    if name == "uuid" and not _UUID.match(value):
        raise _fail("rest_invalid_uuid", f"{param} is not a UUID.")


def _is_ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


_VALIDATORS: Final[dict[str, Callable[[Any, Schema, str], None]]] = {
    "null": _plain("null"),
    "boolean": _plain("boolean"),
    "object": _object,
    "array": _array,
    "number": _number,
    "integer": _integer,
    "string": _string,
}

_TEXT_FORMATS: Final[dict[str, Callable[[str], Any]]] = {
    "hex-color": lambda text: text if _COLOR.match(text) else None,
    "date-time": sanitize_text_field,
    "email": sanitize_text_field,
    "ip": sanitize_text_field,
    "uuid": sanitize_text_field,
    "uri": sanitize_url,
    "text-field": sanitize_text_field,
    "textarea-field": sanitize_textarea_field,
}


def sanitize(value: Any, schema: Schema, param: str = "") -> Any:
    """Return the value in its type, nested values too; unknown properties are dropped where the schema forbids them."""
    if "anyOf" in schema or "oneOf" in schema:
        try:
            schema = _chosen(value, schema, param)
        except RestError:
            return value
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = types.best_type(value, kind)
        if not kind:
            return None
    if kind is None:
        return value
    return _SANITIZERS[kind](value, schema, param)


def _sanitize_array(value: Any, schema: Schema, param: str) -> list[Any]:
    items = types.to_array(value)
    if "items" in schema:
        items = [sanitize(item, schema["items"], f"{param}[{index}]") for index, item in enumerate(items)]
    return items


def _sanitize_object(value: Any, schema: Schema, param: str) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for name, item in types.to_object(value).items():
        sub = property_schema(schema, name)
        if sub is False:
            continue
        clean[name] = sanitize(item, sub, f"{param}[{name}]") if isinstance(sub, dict) else item
    return clean


def _sanitize_string(value: Any, schema: Schema, param: str) -> Any:
    text = types.to_text(value)
    clean = _TEXT_FORMATS.get(schema.get("format", ""))
    return clean(text) if clean else text


def _sanitize_number(value: Any, schema: Schema, param: str) -> Any:
    number = types.to_number(value)
    return int(number) if number.is_integer() and isinstance(value, int) else number


_SANITIZERS: Final[dict[str, Callable[[Any, Schema, str], Any]]] = {
    "null": lambda value, schema, param: None,
    "boolean": lambda value, schema, param: types.to_boolean(value),
    "integer": lambda value, schema, param: types.to_int(value),
    "number": _sanitize_number,
    "string": _sanitize_string,
    "array": _sanitize_array,
    "object": _sanitize_object,
}
