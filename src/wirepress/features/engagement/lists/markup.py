"""A list of the most read or most reacted stories inside a story or a page."""

from __future__ import annotations

from typing import Any, Final

from django.template.loader import render_to_string

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.features.engagement.headlines import as_text
from wirepress.features.engagement.lists.most import counts_of, load, most

TITLES: Final = {"read": "Most read", "reacted": "What moved readers", "liked": "Most liked"}
SHOWN_MAX: Final = 50
_UNITS: Final = {"read": "view", "reacted": "reaction", "liked": "like"}


def listing(kind: str, *, count: int, days: int, title: str = "", numbers: bool = False) -> str:
    """Return the list as HTML; "" when there is nothing in it. `numbers`: with how often."""
    ids = most(kind, min(max(count, 1), SHOWN_MAX), days)
    if not ids:
        return ""
    counts = counts_of(kind, ids, days) if numbers else {}
    rows: list[dict[str, Any]] = [
        {
            "title": as_text(post.title),
            "url": post_link(post),
            "count": counts.get(post.pk, 0),
        }
        for post in load(ids)
    ]
    context = {"rows": rows, "title": title, "kind": kind, "unit": _UNITS[kind], "numbers": numbers}
    return render_to_string("engagement/most_list.html", context).strip()
