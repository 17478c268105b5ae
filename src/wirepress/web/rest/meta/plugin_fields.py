"""Further fields of documents: what plugins add to posts, terms, users and comments by the `rest_fields` hook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wirepress.content.options.features import extensions
from wirepress.core.hooks import RestField
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.response.wanted_fields import is_field_wanted


def fields_of(name: str, *, public: bool = False) -> Iterator[RestField]:
    """The fields of a post type, a taxonomy, "user" or "comment"; those of `*post` too when it is a public post type."""
    for field in extensions().declared("rest_fields"):
        if name in field.objects or (public and "*post" in field.objects):
            yield field


def schemas(name: str, *, public: bool = False) -> dict[str, Schema]:
    """Return the described fields as properties of the item's schema."""
    return {field.name: dict(field.schema) for field in fields_of(name, public=public) if field.schema is not None}


def values(
    name: str, row: Any, wanted: list[str] | None, context: Any = None, *, public: bool = False
) -> dict[str, Any]:
    """Return the fields' values that are asked for. `context` is the render context, for posts only."""
    return {
        field.name: field.get(row, context)
        for field in fields_of(name, public=public)
        if is_field_wanted(field.name, wanted)
    }


def write(name: str, row: Any, request: Request, *, public: bool = False) -> None:
    """Hands the fields that the request gives to those who keep them. Raises what they raise (RestError)."""
    for field in fields_of(name, public=public):
        if field.update is not None and field.schema is not None and request.get(field.name) is not None:
            field.update(request[field.name], row)
