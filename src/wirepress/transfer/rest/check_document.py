"""Whether a document has the shape that WordPress answers: the first thing wrong with it, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

_TYPE: Final = re.compile(r"[a-z0-9_-]{1,20}")
_INT64: Final = 2**63
DEPTH_MAX: Final = 100

Checker = Callable[[Any], str]  # what is wrong, in words; empty: nothing


class BrokenDocument(ValueError):
    """A document that cannot go in. `path` is a JSON path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


def check_document(document: Any) -> None:
    """Check a post's document. Raises BrokenDocument at the first fault."""
    if not isinstance(document, Mapping):
        raise BrokenDocument("$", "a document is an object")
    if "code" in document and "message" in document and "id" not in document:
        raise BrokenDocument("$.code", f"is an error answer, {str(document['code'])[:80]}")
    if _depth(document) > DEPTH_MAX:
        raise BrokenDocument("$", f"is nested deeper than {DEPTH_MAX} levels")
    for name in ("id", "type"):
        if name not in document:
            raise BrokenDocument(f"$.{name}", "is missing")
    for name, checker in _FIELDS.items():
        if name in document:
            fault = checker(document[name])
            if fault:
                raise BrokenDocument(f"$.{name}", fault)
    for name in _TEXTS:
        if name in document:
            _check_text(document[name], name)
    if "_embedded" in document and not isinstance(document["_embedded"], Mapping):
        raise BrokenDocument("$._embedded", "must be an object")


def _check_id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "must be a whole number"
    return "" if 0 < value < _INT64 else "must be above 0 and below 2^63"


def _check_count(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, bool) or not isinstance(value, int):
        return "must be a whole number"
    return "" if -_INT64 < value < _INT64 else "is beyond 64 bits"


def _check_kind(value: Any) -> str:
    if not isinstance(value, str):
        return "must be text"
    return "" if _TYPE.fullmatch(value) else "is no name of a post type"


def _check_string(value: Any) -> str:
    return "" if value is None or isinstance(value, str) else "must be text"


def _check_boolean(value: Any) -> str:
    return "" if value is None or isinstance(value, bool) else "must be true or false"


def _check_date(value: Any) -> str:
    if value is None or value is False:
        return ""
    if not isinstance(value, str):
        return "must be a date"
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return f"is no date: {value[:40]!r}"
    return ""


def _check_ids(value: Any) -> str:
    if not isinstance(value, list):
        return "must be a list of ids"
    for place, item in enumerate(value):
        if _check_id(item):
            return f"[{place}] {_check_id(item)}"
    return ""


def _check_classes(value: Any) -> str:
    items = value.values() if isinstance(value, Mapping) else value
    if isinstance(items, str) or not hasattr(items, "__iter__"):
        return "must be a list of texts"
    return "" if all(isinstance(item, str) for item in items) else "must be a list of texts"


def _check_map(value: Any) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else "must be an object"


_FIELDS: Final[Mapping[str, Checker]] = {
    "id": _check_id,
    "type": _check_kind,
    **dict.fromkeys(("date", "date_gmt", "modified", "modified_gmt"), _check_date),
    **dict.fromkeys(
        (
            "slug",
            "status",
            "link",
            "comment_status",
            "ping_status",
            "template",
            "format",
            "password",
            "alt_text",
            "mime_type",
            "source_url",
        ),
        _check_string,
    ),
    **dict.fromkeys(("author", "featured_media", "parent", "menu_order", "post"), _check_count),
    **dict.fromkeys(("categories", "tags"), _check_ids),
    "sticky": _check_boolean,
    "class_list": _check_classes,
    **dict.fromkeys(("meta", "media_details", "_links"), _check_map),
}
_TEXTS: Final = ("guid", "title", "content", "excerpt", "caption", "description")


def _check_text(value: Any, name: str) -> None:
    if value is None or isinstance(value, str):
        return
    if not isinstance(value, Mapping):
        raise BrokenDocument(f"$.{name}", "must be an object with rendered or raw")
    for part in ("rendered", "raw"):
        if not isinstance(value.get(part, ""), str):
            raise BrokenDocument(f"$.{name}.{part}", "must be text")


def _depth(document: Any) -> int:
    """Return how deep lists and objects lie in each other; looks no further than DEPTH_MAX + 1."""
    level = [document]
    for depth in range(DEPTH_MAX + 1):
        level = [
            item
            for holder in level
            for item in (holder.values() if isinstance(holder, Mapping) else holder)
            if isinstance(item, Mapping | list)
        ]
        if not level:
            return depth + 1
    return DEPTH_MAX + 1
