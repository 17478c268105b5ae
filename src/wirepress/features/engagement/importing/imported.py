"""Reads the counters of an imported REST document back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wirepress.features.engagement.importing.adopt import adopt_counts
from wirepress.features.engagement.importing.takeout import take_out


def read_back(document: Mapping[str, Any], post_id: int) -> Sequence[str]:
    """Keeps the reactions that the document's rendered content shows. Answers what was lost, in words."""
    content = document.get("content")
    html = content.get("rendered") if isinstance(content, Mapping) else None
    counts = take_out(html).counts if isinstance(html, str) else None
    if counts is None:
        return ()
    adopt_counts({post_id: counts})
    return (
        ("Reactions are counted, but not who left them: a REST document does not tell.",)
        if any(counts.values())
        else ()
    )
