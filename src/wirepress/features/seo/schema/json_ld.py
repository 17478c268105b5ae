"""Small helpers of JSON-LD."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wirepress.content.options import site, store

Node = dict[str, Any]


def node(kind: str, name: str = "", /, **properties: Any) -> Node:
    """Return a node without what is empty. `name` is its @id."""
    made: Node = {"@type": kind}
    if name:
        made["@id"] = name
    made.update({key: value for key, value in properties.items() if value not in (None, "", [], {}, ())})
    return made


def ref(name: str) -> Node:
    """Return a reference to another node."""
    return {"@id": name}


def language() -> str:
    """Return the site's language, en-US."""
    return str(store.get("WPLANG") or "en_US").replace("_", "-")


def local_moment(moment: datetime | None) -> str:
    """Return a local time of the site as ISO 8601 with its offset, "" for none."""
    if moment is None:
        return ""
    return moment.replace(tzinfo=site.zone()).isoformat(timespec="seconds")


def gmt_moment(moment: datetime | None) -> str:
    """Return a moment of GMT as ISO 8601, "" for none."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}+00:00" if moment else ""
