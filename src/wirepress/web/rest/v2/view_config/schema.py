"""The schema of /wp/v2/view-config (WordPress 7.1; the order counts)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import item_schema

_TEXT: Final = {"type": "string"}
_FLAG: Final = {"type": "boolean"}
_WORDS: Final = {"type": "array", "items": _TEXT}
_SIZE: Final = {"type": ["string", "number"]}
_OPERATORS: Final = [
    "is",
    "isNot",
    "isAny",
    "isNone",
    "isAll",
    "isNotAll",
    "lessThan",
    "greaterThan",
    "lessThanOrEqual",
    "greaterThanOrEqual",
    "before",
    "after",
]


def _one_of(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


def _object(**parts: Any) -> Schema:
    return {"type": "object", "properties": parts}


_DENSITY: Final = _one_of("compact", "balanced", "comfortable")
_UP_DOWN: Final = _one_of("asc", "desc")
_STYLES: Final = {
    "type": "object",
    "additionalProperties": _object(
        width=_SIZE, maxWidth=_SIZE, minWidth=_SIZE, align=_one_of("start", "center", "end")
    ),
}
_TABLE: Final = {"styles": _STYLES, "density": _DENSITY, "enableMoving": _FLAG}
_GRID: Final = {"badgeFields": _WORDS, "previewSize": {"type": "number"}}
_LIST: Final = {"density": _DENSITY}


def _common() -> dict[str, Schema]:
    """Return what every kind of view has."""
    filters = {"type": "array", "items": _object(field=_TEXT, operator=_one_of(*_OPERATORS), value=[], isLocked=_FLAG)}
    names = dict.fromkeys(("titleField", "mediaField", "descriptionField"), _TEXT)
    flags = dict.fromkeys(("showTitle", "showMedia", "showDescription", "showLevels"), _FLAG)
    return {
        "filters": filters,
        "sort": _object(field=_TEXT, direction=_UP_DOWN),
        "perPage": {"type": "integer"},
        "fields": _WORDS,
        **names,
        **flags,
        "groupBy": _object(field=_TEXT, direction=_UP_DOWN, showLabel={"type": "boolean", "default": True}),
        "infiniteScrollEnabled": _FLAG,
    }


def _view() -> dict[str, Schema]:
    return {"type": _TEXT, "layout": _object(**_TABLE, **_GRID), **_common()}


def _layouts() -> dict[str, Schema]:
    def of(**layout: Any) -> Schema:
        return _object(**_common(), layout=_object(**layout))

    grid = {**_GRID, "density": _DENSITY}
    return {
        "table": of(**_TABLE),
        "list": of(**_LIST),
        "grid": of(**grid),
        "activity": of(**_LIST),
        "pickerGrid": of(**grid),
        "pickerTable": of(**_TABLE),
    }


def _form_layout() -> Schema:
    side = _one_of("top", "side", "none")
    opens = _one_of("dropdown", "modal")
    when = _object(id=_TEXT, visibility=_one_of("always", "when-collapsed"))
    return {
        "oneOf": [
            _object(type=_one_of("regular"), labelPosition=side),
            _object(
                type=_one_of("panel"),
                labelPosition=side,
                openAs={"oneOf": [opens, _object(type=opens, applyLabel=_TEXT, cancelLabel=_TEXT)]},
                summary={"oneOf": [_TEXT, _WORDS]},
                editVisibility=_one_of("always", "on-hover"),
            ),
            _object(
                type=_one_of("card"),
                withHeader=_FLAG,
                isOpened=_FLAG,
                isCollapsible=_FLAG,
                summary={"oneOf": [_TEXT, {"type": "array", "items": {"oneOf": [_TEXT, when]}}]},
            ),
            _object(
                type=_one_of("row"),
                alignment=_one_of("start", "center", "end"),
                styles={"type": "object", "additionalProperties": _object(flex=_SIZE)},
            ),
            _object(type=_one_of("details"), summary=_TEXT),
        ]
    }


def _form() -> dict[str, Schema]:
    children = {"type": "array", "items": {"oneOf": [_TEXT, {"type": "object"}]}}
    field = _object(id=_TEXT, label=_TEXT, description=_TEXT, layout=_form_layout(), children=children)
    return {"layout": _form_layout(), "fields": {"type": "array", "items": {"oneOf": [_TEXT, field]}}}


def schema() -> Schema:
    """Return the JSON schema of a view configuration."""

    def fixed(kind: str, about: str, **more: Any) -> Schema:
        return {"description": about, "type": kind, "readonly": True, **more}

    return item_schema(
        "view-config",
        {
            "kind": fixed("string", "Kind of what is listed."),
            "name": fixed("string", "Name of what is listed."),
            "version": fixed("integer", "Version of this form."),
            "default_view": fixed("object", "How the list is shown at first.", properties=_view()),
            "default_layouts": fixed("object", "How each layout begins.", properties=_layouts()),
            "view_list": fixed(
                "array", "Views that are offered.", items=_object(title=_TEXT, slug=_TEXT, view=_object(**_view()))
            ),
            "form": fixed("object", "How one item is edited.", properties=_form()),
        },
    )
