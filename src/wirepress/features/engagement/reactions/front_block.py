"""The stories that readers reacted to most, on the front page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wirepress.core.hooks import FrontBlock, StoryCard
from wirepress.features.engagement.reactions import kinds
from wirepress.features.engagement.reactions.state import most_reacted, state

CANDIDATES: Final = 20
SHOWN_MIN, SHOWN_MAX = 3, 5


@dataclass(frozen=True, slots=True)
class RankedStory:
    """A story with its reactions: all of them, and the face that was chosen most."""

    card: StoryCard
    total: int
    face: str
    face_name: str


def block() -> FrontBlock:
    """Return the block, with the candidates as they are now."""
    return FrontBlock("engagement/most_reacted.html", rank, post_ids=most_reacted(CANDIDATES))


def rank(cards: Sequence[StoryCard]) -> Mapping[str, object] | None:
    """What the template shows of the first of these stories; None unless there are at least three."""
    shown = cards[:SHOWN_MAX]
    if len(shown) < SHOWN_MIN:
        return None
    found = state([card.id for card in shown])
    by_number = {kind.number: kind for kind in kinds.KINDS}
    ranked = []
    for card in shown:
        kind = by_number[_most_chosen(found[card.id].counts)]
        ranked.append(RankedStory(card, found[card.id].total, f"engagement/faces/{kind.icon}.svg", kind.title))
    return {"ranked": ranked}


def _most_chosen(counts: Mapping[int, int]) -> int:
    return max(counts, key=lambda number: (counts[number], -number))
