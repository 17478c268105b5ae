"""From a document's fields to a post's columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wirepress.content.options import site
from wirepress.content.options.features import extensions

_COLUMNS = {
    "slug": "slug", "status": "status", "comment_status": "comment_status", "ping_status": "ping_status", "template": "template",
    "menu_order": "menu_order", "mime_type": "mime_type", "password": "password",
}  # fmt: skip
_LENGTHS = {"slug": 200, "status": 20, "comment_status": 20, "ping_status": 20, "template": 200, "mime_type": 100, "password": 255}


def columns(document: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    """Column -> value for every column that the document speaks of."""
    found: dict[str, Any] = {"type": document["type"]}
    for name, column in _COLUMNS.items():
        value = document.get(name)
        if value is not None:
            found[column] = value[: _LENGTHS[name]] if isinstance(value, str) else value
    for name in ("date", "date_gmt", "modified", "modified_gmt"):
        if document.get(name):
            found[name] = _moment(document[name])
    if "date" in found and "date_gmt" not in found:
        found["date_gmt"] = site.to_gmt(found["date"])
    if "modified" in found and "modified_gmt" not in found:
        found["modified_gmt"] = site.to_gmt(found["modified"])
    if document.get("author") is not None:
        found["author_id"] = int(document["author"] or 0)
    if document.get("featured_media") is not None:
        found["featured_media"] = int(document["featured_media"] or 0)
    if "sticky" in document:
        found["sticky"] = bool(document["sticky"])
    parent = document.get("parent") if "parent" in document else document.get("post")
    if parent is not None:
        found["parent_id"] = int(parent or 0)
    guid = part(document.get("guid"), "raw") or part(document.get("guid"), "rendered")
    if guid:
        found["guid"] = guid[:255]
    found.update(texts(document, site_url))
    if document["type"] == "attachment":
        found.setdefault("status", "inherit")
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(site.zone()).replace(tzinfo=None) if moment.tzinfo else moment


def part(value: Any, name: str) -> str | None:
    """`raw` or `rendered` of a text field; a bare text counts as rendered."""
    if isinstance(value, Mapping):
        found = value.get(name)
        return found if isinstance(found, str) else None
    return value if isinstance(value, str) and name == "rendered" else None


def texts(document: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    """title, content and excerpt, and which of them are known only rendered."""
    names = {"title": "title", "content": "content", "excerpt": "excerpt"}
    if document["type"] == "attachment":
        names = {"title": "title", "description": "content", "caption": "excerpt"}
    found: dict[str, Any] = {}
    rendered: list[str] = []
    for field, column in names.items():
        if field not in document:
            continue
        raw = part(document[field], "raw")
        html = raw if raw is not None else part(document[field], "rendered")
        if html is None:
            continue
        if raw is None:
            if field == "content":
                html = _story(document, html)
            rendered.append(column)
        found[column] = html.replace(site_url, site.home()) if site_url and site_url != site.home() else html
    found["rendered_fields"] = " ".join(column for column in ("title", "content", "excerpt") if column in rendered)
    return found


def _story(document: Mapping[str, Any], html: str) -> str:
    """The story without what plugins wove into it."""
    for story in extensions().ask("take_out_of_import", document=document, html=html):
        html = story
    return html
