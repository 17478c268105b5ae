"""Item schema of menus (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.menus import locations
from wirepress.content.terms import taxonomies
from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.v2.properties import VIEW_EDIT, prop
from wirepress.web.rest.v2.terms.schema import term_schema

TAXONOMY: Final = taxonomies.known("nav_menu")
_NOT_SHOWN: Final = ("count", "link", "taxonomy")


def menu_schema() -> Schema:
    """Return a term's schema without what only readers' pages have, and with the menu's places."""
    schema = term_schema(TAXONOMY)
    for name in _NOT_SHOWN:
        del schema["properties"][name]
    places_of = {
        "description": "Places of the theme that show the menu.",
        "type": "array",
        "items": {"type": "string"},
        "context": list(VIEW_EDIT),
        "arg_options": {"validate": _check_places},
    }
    schema["properties"]["locations"] = places_of
    grows = {
        "description": "Whether new pages of the top level are added.",
        "context": list(VIEW_EDIT),
        "type": "boolean",
    }
    schema["properties"]["auto_add"] = grows
    return schema


def _check_places(value: Any, request: Request, name: str) -> RestError | None:
    """Only places that the theme has."""
    rule = {"type": "array", "items": {"type": "string"}}
    schemas.validate(value, rule, name)
    for place in schemas.sanitize(value, rule, name):
        if place not in locations.registered_locations():
            return RestError(
                "rest_invalid_menu_location", "The theme has no such menu location.", None, {"location": place}
            )
    return None


def location_schema() -> Schema:
    """Return the schema of a place."""
    contexts = ["embed", "view", "edit"]
    return {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "menu-location",
        "type": "object",
        "properties": {
            "name": prop("string", "The place's name.", contexts, readonly=True),
            "description": prop("string", "What the theme says of it.", contexts, readonly=True),
            "menu": prop("integer", "Number of the menu that it shows.", contexts, readonly=True),
        },
    }
