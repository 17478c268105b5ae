"""The list of what was done to stories here because their sources changed them, with the differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from wirepress.features.wire.models import Change

_PARTS: Final = {
    "headline": "Headline",
    "text": "Text",
    "picture": "Picture",
    "byline": "Author",
    "categories": "Categories",
}


@dataclass(frozen=True, slots=True)
class PartDifference:
    """One part: its name for people, and both texts in one as HTML, what went and what came marked."""

    part: str
    name: str
    html: str


def find_changes(*, source: int = 0, item: int = 0) -> QuerySet[Change]:
    """Return the changes, the latest first."""
    rows = Change.objects.select_related("item", "item__source").order_by("-made", "-id")
    rows = rows.defer("item__entry", "item__verdict", "item__filed_parts", "item__source__standing")
    if source:
        rows = rows.filter(item__source_id=source)
    return rows.filter(item_id=item) if item else rows


def differences_of(change: Change) -> Sequence[PartDifference]:
    """Return the differences of a change, part by part."""
    from wirepress.core.markup.text.diff import diff_line, diff_texts

    found = []
    for part, name in _PARTS.items():
        texts = change.parts.get(part) if isinstance(change.parts, dict) else None
        if isinstance(texts, list) and len(texts) == 2:
            before, after = (str(text) for text in texts)
            found.append(
                PartDifference(part, name, diff_texts(before, after) if part == "text" else diff_line(before, after))
            )
    return found
