"""The stories that are read most, on the front page, where views are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wirepress.core.hooks import FrontBlock, StoryCard
from wirepress.features.engagement import settings
from wirepress.features.engagement.lists.most import most

CANDIDATES: Final = 10
SHOWN_MIN, SHOWN_MAX = 3, 5


def block() -> FrontBlock | None:
    """Return the block with the candidates as they are now; None where views are not counted."""
    if not settings.read().views:
        return None
    ids = most("read", CANDIDATES, settings.read_own().most_read_days)
    return FrontBlock("engagement/most_read.html", rank, post_ids=ids, order=9)


def rank(cards: Sequence[StoryCard]) -> Mapping[str, object] | None:
    """Return what the template shows; None unless there are at least three stories."""
    shown = cards[:SHOWN_MAX]
    return {"ranked": shown} if len(shown) >= SHOWN_MIN else None
