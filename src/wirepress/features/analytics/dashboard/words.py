"""What each number means, in a sentence. docs/analytics.md says it at length."""

from __future__ import annotations

from typing import Final

EXPLAINED: Final[dict[str, str]] = {
    "views": "Pages that were opened. Programs and signed-in staff are left out.",
    "readers": "Different readers of each day, added up: who comes on three days counts three times, as nobody is known again.",
    "visits": "Times that somebody came: a new one begins after half an hour without a sign.",
    "seconds": "Attention: time with the page in front and a hand on it, per page view.",
    "depth": "Pages per visit.",
    "events": "How often it happened.",
    "now": "Readers who were heard of in the last five minutes.",
    "usual": "The mean of the same weekday in the last four weeks, up to this time of day.",
    "change": "Against the period that it is compared with.",
    "share": "Part of all rows, also of those that are not shown.",
    "loyalty": (
        "How often readers came back within one day. Whoever comes on another day is a new reader here: what would tell "
        "them apart is thrown away each night."
    ),
    "scroll": "How far down the page was seen, of the views that told it. Readers without JavaScript tell nothing.",
    "versions": (
        "A new version begins when headline or text of a story change. Attention per view tells best which headline kept "
        "its promise."
    ),
}
