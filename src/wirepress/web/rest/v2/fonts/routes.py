"""The routes of font families and of their faces."""

from __future__ import annotations

from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route, Schema
from wirepress.web.rest.v2.fonts import faces, families
from wirepress.web.rest.v2.fonts.schema import (
    FACE_SETTINGS,
    FAMILY_SETTINGS,
    face_schema,
    family_schema,
    list_args,
    write_args,
)
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg

_FAMILY: Schema = {"font_family_id": {"description": "Number of the font family.", "type": "integer", "required": True}}
_FACE: Schema = {"id": {"description": "Number of the font face.", "type": "integer", "required": True}}
_FORCE: Schema = {"force": force_arg("Must be true: fonts have no trash.")}


def family_routes() -> list[Route]:
    """Return the routes of the list of font families and of a single one."""
    base, settings = families.KIND.rest_path, write_args("font_family_settings", FAMILY_SETTINGS)
    return [
        Route(
            "wp/v2",
            base,
            (
                Endpoint(READ, families.get_list, list_args(slugs=True), families.may_list),
                Endpoint(CREATE, families.create, settings, families.may_create),
            ),
            family_schema,
        ),
        Route(
            "wp/v2",
            base + r"/(?P<id>[\d]+)",
            (
                Endpoint(READ, families.get_one, {"id": id_arg(), "context": context_arg()}, families.may_get),
                Endpoint(EDIT, families.update, {"id": id_arg(), **settings}, families.may_update),
                Endpoint(DELETE, families.delete, {"id": id_arg(), **_FORCE}, families.may_delete),
            ),
            family_schema,
        ),
    ]


def face_routes() -> list[Route]:
    """Return the routes of the list of the faces of a family and of a single one."""
    base = families.KIND.rest_path + r"/(?P<font_family_id>[\d]+)/font-faces"
    created = {**_FAMILY, **write_args("font_face_settings", FACE_SETTINGS)}
    return [
        Route(
            "wp/v2",
            base,
            (
                Endpoint(READ, faces.get_list, {**_FAMILY, **list_args(slugs=False)}, faces.may_list),
                Endpoint(CREATE, faces.create, created, faces.may_create),
            ),
            face_schema,
        ),
        Route(
            "wp/v2",
            base + r"/(?P<id>[\d]+)",
            (
                Endpoint(READ, faces.get_one, {**_FAMILY, **_FACE, "context": context_arg()}, faces.may_get),
                Endpoint(DELETE, faces.delete, {**_FAMILY, **_FACE, **_FORCE}, faces.may_delete),
            ),
            face_schema,
        ),
    ]
