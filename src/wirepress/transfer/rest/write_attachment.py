"""The file of an attachment's document: its path below the uploads folder, alternative text, size and sub-sizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from wirepress.content.media.models import MediaFile
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.rest.post_values import Document

_UPLOADS: Final = re.compile(r"/(?:wp-content/)?uploads/(?P<path>.+)")
_FOREIGN: Final = ("source_url", "mime_type")  # of a size: REST's own words, worked out anew when asked


def write_attachment(post_id: int, document: Document) -> bool:
    """Keep what the document tells about the file. Return whether anything changed."""
    file, created = MediaFile.objects.get_or_create(post_id=post_id)
    before = (file.path, file.alt, file.metadata)
    details = document.get("media_details")
    path = _path(document, details)
    if path:
        file.path = path
    if isinstance(document.get("alt_text"), str):
        file.alt = clean_text(document["alt_text"])
    if isinstance(details, Mapping) and details:
        metadata: Any = _metadata(details)
        file.metadata = metadata
    if (file.path, file.alt, file.metadata) == before:
        return created
    file.save()
    return True


def _path(document: Document, details: Any) -> str:
    inside = _UPLOADS.search(urlsplit(str(document.get("source_url") or "")).path)
    by_address = _safe_path(unquote(inside["path"])) if inside else ""
    told = details.get("file") if isinstance(details, Mapping) else None
    by_name = _safe_path(told) if isinstance(told, str) else ""
    # The site of a network names its files without the folder of its own (sites/2/) that their addresses have.
    return by_address if not by_name or by_address.endswith(f"/{by_name}") else by_name


def _safe_path(path: str) -> str:
    """Return a path that stays below the uploads folder, else nothing."""
    clean = clean_text(path, 512).replace("\\", "/").lstrip("/")
    return "" if ".." in clean.split("/") else clean


def _metadata(details: Mapping[str, Any]) -> dict[str, Any]:
    """Return REST's media_details as WordPress stores it: sizes by name with file, width, height, mime-type, without addresses."""
    found = {name: value for name, value in details.items() if name != "sizes"}
    sizes = details.get("sizes")
    if isinstance(sizes, Mapping):
        found["sizes"] = {
            name: _size(size) for name, size in sizes.items() if isinstance(size, Mapping) and name != "full"
        }
    elif "sizes" in details:
        found["sizes"] = {}
    return found


def _size(size: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in size.items():
        if name == "mime_type":
            kept["mime-type"] = value
        elif name not in _FOREIGN:
            kept[name] = value
    return kept
