"""Documents that come as an object by name (types, statuses, taxonomies): what the three families share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.posts import access
from wirepress.content.posts import types as post_types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.response.context import filter_by_context
from wirepress.web.rest.response.shape import with_links
from wirepress.web.rest.response.wanted_fields import is_field_named, is_field_wanted, wanted_fields

Links = dict[str, list[dict[str, Any]]]


def writes_somewhere(request: Request) -> bool:
    """Return whether the actor may edit posts of any REST type."""
    return any(access.may_edit_type(request.actor, kind.name) for kind in post_types.rest_types())


def may_view(request: Request) -> RestError | None:
    """Everybody; context=edit is for whoever edits some type."""
    if request.get("context") == "edit" and not writes_somewhere(request):
        return forbidden("rest_cannot_view", "You are not allowed to edit anything here.", signed_in=request.signed_in)
    return None


def write_document(
    field_makers: Mapping[str, Any], schema: Schema, links: Links, request: Request, *, whole: bool = False
) -> tuple[dict[str, Any], Links]:
    """Return one document: the fields asked for in the context asked for, and its links. Values that are functions are called.

    `whole`: a field is asked for by its own name only, not by a part of it.
    """
    wanted, is_shown = wanted_fields(request), is_field_named if whole else is_field_wanted
    data = {
        name: value() if callable(value) else value for name, value in field_makers.items() if is_shown(name, wanted)
    }
    data = filter_by_context(data, schema, str(request.get("context") or "view"))
    shown = is_field_wanted("_links", wanted) or is_field_wanted("_embedded", wanted)
    return data, links if shown else {}


def documents_by_name(found: Mapping[str, tuple[dict[str, Any], Links]]) -> Any:
    """Return the answer of a list: an object by name."""
    return {name: with_links(data, links) for name, (data, links) in found.items()}
