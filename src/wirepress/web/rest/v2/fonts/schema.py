"""Schemas and arguments of font families and faces (WordPress 7.1)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.markup.html.escape import sanitize_url
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.php import json
from wirepress.core.rest import schema as schemas
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Schema
from wirepress.web.rest.response.paging import NUMBERS
from wirepress.web.rest.v2.properties import VIEW_EDIT_EMBED, context_arg, id_list, item_schema, prop

VERSION: Final = 3  # newest version of theme.json
_OLDEST: Final = 2


def _text(description: str, **more: Any) -> Schema:
    return {"description": description, "type": "string", **more}


FAMILY_SETTINGS: Final[Schema] = {
    "description": "The family as theme.json describes it.",
    "type": "object",
    "context": list(VIEW_EDIT_EMBED),
    "properties": {
        "name": _text("What people call it."),
        "slug": _text("Its own name in CSS."),
        "fontFamily": _text("The font-family of CSS."),
        "preview": _text("Address of a picture that shows it.", format="uri", default=""),
    },
    "required": ["name", "slug", "fontFamily"],
    "additionalProperties": False,
}
_FACE_TEXTS: Final = (
    "fontStretch",
    "ascentOverride",
    "descentOverride",
    "fontVariant",
    "fontFeatureSettings",
    "fontVariationSettings",
    "lineGapOverride",
    "sizeAdjust",
    "unicodeRange",
)
FACE_SETTINGS: Final[Schema] = {
    "description": "The face as theme.json describes it.",
    "type": "object",
    "context": list(VIEW_EDIT_EMBED),
    "properties": {
        "fontFamily": _text("The font-family of CSS.", default=""),
        "fontStyle": _text("The font-style of CSS.", default="normal"),
        "fontWeight": {"description": "The font-weight of CSS.", "default": "400", "type": ["string", "integer"]},
        "fontDisplay": _text(
            "The font-display of CSS.", default="fallback", enum=["auto", "block", "fallback", "swap", "optional"]
        ),
        "src": {
            "description": "Addresses of its files, or names of files in this request.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "default": [],
        },
        **{name: _text(f"The value of {name} in CSS.") for name in _FACE_TEXTS},
        "preview": _text("Address of a picture that shows it.", format="uri", default=""),
    },
    "required": ["fontFamily", "src"],
    "additionalProperties": False,
}


def _common() -> dict[str, Schema]:
    version = prop(
        "integer", "Version of the theme.json format.", None, default=VERSION, minimum=_OLDEST, maximum=VERSION
    )
    return {
        "id": prop("integer", "Its number.", readonly=True),
        "theme_json_version": {**version, "context": list(VIEW_EDIT_EMBED)},
    }


def family_schema() -> Schema:
    """Return the schema of a family."""
    faces = prop("array", "Numbers of its faces.", items={"type": "integer"})
    return item_schema("wp_font_family", {**_common(), "font_faces": faces, "font_family_settings": FAMILY_SETTINGS})


def face_schema() -> Schema:
    """Return the schema of a face."""
    return item_schema(
        "wp_font_face",
        {**_common(), "parent": prop("integer", "Number of its family."), "font_face_settings": FACE_SETTINGS},
    )


def list_args(*, slugs: bool) -> dict[str, Schema]:
    """Arguments of a list."""
    args: dict[str, Schema] = {
        "context": context_arg(),
        **NUMBERS,
        "exclude": id_list("Without these numbers.", default=[]),
        "include": id_list("Only these numbers.", default=[]),
        "search_semantics": {"description": "How a search compares.", "type": "string", "enum": ["exact"]},
        "offset": {"description": "Leave out this many.", "type": "integer"},
        "order": {"description": "Upwards or downwards.", "type": "string", "default": "desc", "enum": ["asc", "desc"]},
        "orderby": {
            "description": "What the list is ordered by.",
            "type": "string",
            "default": "id",
            "enum": ["id", "include"],
        },
    }
    if slugs:
        args["slug"] = {"description": "Only these slugs.", "type": "array", "items": {"type": "string"}}
    return args


def write_args(name: str, rules: Schema) -> dict[str, Schema]:
    """Arguments of a write: the settings come as a text that holds JSON, because files may come beside them."""

    def check(value: Any, request: Request, _: str) -> RestError | None:
        return _check(value, request, name, rules)

    version = {
        "description": "Version of the theme.json format.",
        "type": "integer",
        "default": VERSION,
        "minimum": _OLDEST,
        "maximum": VERSION,
    }
    settings = {
        "description": "The settings, as JSON.",
        "type": "string",
        "required": True,
        "validate": check,
        "sanitize": _read,
    }
    return {"theme_json_version": version, name: settings}


def _refuse(message: str) -> RestError:
    return RestError("rest_invalid_param", message, 400)


def _check(value: Any, request: Request, name: str, rules: Schema) -> RestError | None:
    try:
        settings = json.decode(value) if isinstance(value, str) else None
    except json.JsonError:
        settings = None
    if not isinstance(settings, dict):
        return _refuse(f"{name} must be a text that holds a JSON object.")
    changing = "id" in request.path_params
    needed = rules["required"]
    try:
        schemas.validate(
            settings, {key: rule for key, rule in rules.items() if not (changing and key == "required")}, name
        )
    except RestError as error:
        return error
    empty = [key for key in needed if key in settings and not settings[key]]
    if empty:
        return _refuse(f"{name}[{empty[0]}] must not be empty.")
    return None


def _read(value: Any, request: Request, name: str) -> dict[str, Any]:
    settings: dict[str, Any] = json.decode(value)
    cleaned: dict[str, Any] = {}
    for key, given in settings.items():
        if key == "slug":
            cleaned[key] = sanitize_title(str(given))
        elif key == "preview":
            cleaned[key] = sanitize_url(str(given))
        elif key in ("fontFamily", "name") or (key in _FACE_TEXTS):
            cleaned[key] = " ".join(str(given).replace("<", "").split())
        else:
            cleaned[key] = given
    return cleaned
