"""Changing registered meta by REST: what a request's `meta` asks for, judged field by field (WordPress 7.1 behaviour)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wirepress.core.hooks import MetaField
from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Actor, Request
from wirepress.web.rest.meta.describe import field_schema, fields_of


def write_meta_rows(
    rows: Any,
    object_type: str,
    subtype: str,
    request: Request,
    may_write: Callable[[MetaField], bool] = lambda field: True,
) -> None:
    """Write the request's `meta` into an object's meta rows (their related manager); null removes, so that the default counts
    again. Fields are written in the order of registration; those before a wrong one are kept, as in WordPress.

    Raises RestError 400, 401 or 403, and 500 when null meets a stored value that the field's schema does not allow.
    """
    values = request["meta"]
    given = {str(key): value for key, value in values.items()} if isinstance(values, Mapping) else {}
    for field in fields_of(object_type, subtype) if given else ():
        if field.key not in given:
            continue
        value = given[field.key]
        removed = value is None or (not field.single and value in ([], {}))
        if not may_write(field):
            raise _refusal(field, removed, request.signed_in)
        stored = list(rows.filter(key=field.row_key).order_by("id"))
        if removed:
            _check_stored(field, stored)
            rows.filter(key=field.row_key).delete()
        else:
            clean = _clean(field, value, request.actor)
            _replace_values(rows, field.row_key, [clean] if field.single else list(clean), stored)


def _replace_values(rows: Any, key: str, values: list[Any], stored: list[Any]) -> None:
    """Exactly these values; rows that are there already are used again."""
    for row, value in zip(stored, values, strict=False):
        row.value = value
        row.save(update_fields=["value"])
    for row in stored[len(values) :]:
        row.delete()
    for value in values[len(stored) :]:
        rows.create(key=key, value=value)


def _clean(field: MetaField, value: Any, actor: Actor) -> Any:
    schema = {name: rule for name, rule in field_schema(field).items() if name != "default"}
    place = f"meta.{field.key}"
    try:
        schemas.validate(value, schema, place)
    except RestError as error:
        raise _as_meta_error(error) from None
    clean = schemas.sanitize(value, schema, place)
    return field.clean(clean, actor) if field.clean is not None else clean


def _as_meta_error(error: RestError) -> RestError:
    """Return a schema's error with the status in `data` and what `data` held before beside it."""
    before = {name: value for name, value in (error.data or {}).items() if name != "status"}
    return RestError(error.code, error.message, 400, additional_data=[before] if before else None)


def _check_stored(field: MetaField, stored: list[Any]) -> None:
    """null removes only what could be shown: else the stored value would be lost unseen."""
    if not field.single or not stored:
        return
    value = field.prepare(stored[0].value) if field.prepare is not None else stored[0].value
    try:
        schemas.validate(value, field_schema(field), field.key)
    except RestError:
        raise RestError(
            "rest_invalid_stored_value",
            f"The stored value of {field.key} does not match its schema, so it is not removed.",
            500,
        ) from None


def _refusal(field: MetaField, removed: bool, signed_in: bool) -> RestError:
    code = "rest_cannot_delete" if removed else "rest_cannot_update"
    status = 403 if signed_in else 401
    error = RestError(code, f"You are not allowed to change {field.key}.", status)
    error.data = {"key": field.key, "status": status}
    return error
