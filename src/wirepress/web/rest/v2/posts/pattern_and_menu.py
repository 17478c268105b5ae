"""Where single post types leave the common document: patterns (wp_block) and menus of templates (wp_navigation), WordPress 7.1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import VIEW_EDIT, VIEW_EDIT_EMBED

_SYNC: Final = "wp_pattern_sync_status"


def _pattern_schema(properties: dict[str, Schema]) -> None:
    """A pattern is shown as it is stored: whoever reads it puts it into a story of their own."""
    for name in ("title", "content"):
        inner = properties[name]["properties"]
        inner["raw"]["context"] = list(VIEW_EDIT)
        del inner["rendered"]


def _menu_schema(properties: dict[str, Schema]) -> None:
    """An embedded menu is whole: the editor takes it from the answer about the menu to fall back to."""
    for name, part in (("status", ""), ("content", ""), ("content", "rendered")):
        target = properties[name]["properties"][part] if part else properties[name]
        target["context"] = list(VIEW_EDIT_EMBED)
    for name, part in (("content", "raw"), ("content", "block_version"), ("title", "raw")):
        properties[name]["properties"][part]["context"] = ["edit", "embed"]


def _pattern_document(data: dict[str, Any]) -> None:
    """Without what is rendered; the state of synchronisation stands at the top, not in `meta`."""
    for name in ("title", "content"):
        if isinstance(data.get(name), dict):
            data[name].pop("rendered", None)
    meta = data.get("meta")
    status = meta.pop(_SYNC, None) if isinstance(meta, dict) else None
    data[_SYNC] = status or ""


_SCHEMAS: Final[dict[str, Callable[[dict[str, Schema]], None]]] = {
    "wp_block": _pattern_schema,
    "wp_navigation": _menu_schema,
}
_DOCUMENTS: Final[dict[str, Callable[[dict[str, Any]], None]]] = {"wp_block": _pattern_document}


def vary_schema(name: str, properties: dict[str, Schema]) -> None:
    """Change the properties of a post type's schema in place."""
    if name in _SCHEMAS:
        _SCHEMAS[name](properties)


def vary_document(name: str, data: dict[str, Any]) -> None:
    """Change a post's finished document in place."""
    if name in _DOCUMENTS:
        _DOCUMENTS[name](data)
