"""Where an answer lies among the files. Pure."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote_to_bytes

NAME_MOST: Final = 240  # bytes of a name; file systems hold 255
_INDEX: Final = {"text/html": "index.html", "application/json": "index.json"}
_FEEDS: Final = ("xml", "rss", "atom", "rdf")


class UnwritableName(ValueError):
    """An address that no file can stand for."""


def file_of(path: str, content_type: str) -> str:
    """Return the file of an address's path (percent-encoded, without query). Raises UnwritableName.

    What has no ending of its own becomes the index of a folder: `/2026/05/ferry/` is `2026/05/ferry/index.html`, feeds are `index.xml`, REST
    documents `index.json`.
    """
    kind = content_type.partition(";")[0].strip().lower()
    parts = [_part(raw) for raw in path.split("/") if raw]
    last = parts[-1] if parts else ""
    if not path.endswith("/") and "." in last.strip(".") and not _has_index(last, kind):
        return "/".join(parts)
    index = _INDEX.get(kind) or ("index.xml" if any(word in kind for word in _FEEDS) else "index.html")
    return "/".join([*parts, index])


def _has_index(last: str, kind: str) -> bool:
    """Return whether a page has a dot in its name that is no ending of a file, as `version-2.0` has."""
    ending = last.rpartition(".")[2].lower()
    return kind == "text/html" and ending not in ("html", "htm", "xhtml", "php")


def _part(raw: str) -> str:
    try:
        name = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        name = raw
    if name in (".", "..") or "/" in name or "\\" in name or not name.isprintable() or len(name.encode()) > NAME_MOST:
        raise UnwritableName(raw[:80])
    return name
