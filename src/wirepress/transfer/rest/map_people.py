"""Puts the ids that people have here into a document, where they had others where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def map_people(document: Any, kind: str, here: Mapping[int, int]) -> Any:
    """Return a document that names people by their ids here. `kind`: what it is about; `here`: id there -> id here."""
    if not isinstance(document, Mapping):
        return document
    if kind == "authors":
        return {**document, "id": _id_here(document.get("id"), here)}
    changed: dict[str, Any] = {**document}
    if "author" in document:
        changed["author"] = _id_here(document["author"], here)
    embedded = document.get("_embedded")
    rows = embedded.get("author") if isinstance(embedded, Mapping) else None
    if isinstance(embedded, Mapping) and isinstance(rows, list):
        people = [{**row, "id": _id_here(row.get("id"), here)} if isinstance(row, Mapping) else row for row in rows]
        changed["_embedded"] = {**embedded, "author": people}
    return changed


def _id_here(number: Any, here: Mapping[int, int]) -> Any:
    return here.get(number, number) if isinstance(number, int) and not isinstance(number, bool) else number
