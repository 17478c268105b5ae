"""Templates and styles of a theme, which the API tells in forms of their own, as documents of posts. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

Document = dict[str, Any]
STYLES_VERSION: Final = 3


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
