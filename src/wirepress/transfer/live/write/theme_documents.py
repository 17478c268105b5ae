"""Menus, templates and styles of a theme, which the API tells in forms of their own, as documents of posts and terms. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

Document = dict[str, Any]
STYLES_VERSION: Final = 3


def menu_document(row: Mapping[str, Any]) -> Document:
    """Return a classic menu as the document of a term."""
    return {**row, "taxonomy": "nav_menu", "parent": 0}


def menu_item_document(row: Mapping[str, Any], titles: Mapping[tuple[str, int], str]) -> Document:
    """Return an entry of a menu as the document of a post.

    `titles`: (post_type or taxonomy, id) -> title of what entries lead to: one that has the title of that has none of its own, for
    WordPress.
    """
    kind, number = str(row.get("type") or "custom"), row.get("id")
    target = row.get("object_id")
    title = _raw(row.get("title"))
    if isinstance(target, int) and titles.get((kind, target)) == title:
        title = ""
    custom = kind == "custom"
    meta = {
        "_menu_item_type": kind,
        "_menu_item_menu_item_parent": str(_number(row.get("parent"))),
        "_menu_item_object_id": str(number if custom else _number(target)),
        "_menu_item_object": str(row.get("object") or "custom"),
        "_menu_item_target": str(row.get("target") or ""),
        "_menu_item_classes": _texts(row.get("classes")) or [""],
        "_menu_item_xfn": " ".join(_texts(row.get("xfn"))).strip(),
        "_menu_item_url": str(row.get("url") or "") if custom else "",
    }
    menu = _number(row.get("menus"))
    return {
        "id": number,
        "type": "nav_menu_item",
        "status": row.get("status") if row.get("status") in ("publish", "draft") else "publish",
        "slug": str(number),
        "title": {"raw": title},
        "content": {"raw": str(row.get("description") or "")},
        "excerpt": {"raw": str(row.get("attr_title") or "")},
        "menu_order": _number(row.get("menu_order")),
        "menus": [menu] if menu > 0 else [],
        "meta": meta,
    }


def template_document(row: Mapping[str, Any], kind: str) -> Document | None:
    """Return a template or part (`kind`: its post type) that people have changed as the document of a post; None for a theme's file."""
    number = row.get("wp_id")
    if row.get("source") != "custom" or not isinstance(number, int) or number <= 0:
        return None
    return {
        "id": number,
        "type": kind,
        "status": str(row.get("status") or "publish"),
        "slug": str(row.get("slug") or ""),
        "title": {"raw": _raw(row.get("title"))},
        "content": {"raw": _raw(row.get("content"))},
        "excerpt": {"raw": str(row.get("description") or "")},
        **({"author": row["author"]} if isinstance(row.get("author"), int) else {}),
        **({"modified": row["modified"]} if isinstance(row.get("modified"), str) else {}),
    }


def styles_document(row: Mapping[str, Any], theme: str) -> Document:
    """Return what people have chosen of a theme's styles as the document of a post."""
    content = {
        "styles": row.get("styles") or {},
        "settings": row.get("settings") or {},
        "isGlobalStylesUserThemeJSON": True,
        "version": STYLES_VERSION,
    }
    return {
        "id": row.get("id"),
        "type": "wp_global_styles",
        "status": "publish",
        "slug": f"wp-global-styles-{theme}",
        "title": {"raw": _raw(row.get("title")) or "Custom Styles"},
        "content": {"raw": json.dumps(content, ensure_ascii=False)},
    }


def _raw(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("raw", value.get("rendered"))
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
