"""Invented reactions: of the demo newspaper, and of sites that are filled for measuring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wirepress.core.hooks import DemoContext, SeedContext, SeedRows
from wirepress.features.engagement.adopt import adopt_counts
from wirepress.features.engagement.models import ReactionCount
from wirepress.features.engagement.reactions.kinds import FIRST, LAST, NUMBERS

_NAME: Final = "engagement"
_OF_DEMO: Final = (0, 0, 1, 2, 4, 9)  # how often each reaction was left
_SEEDED: Final = 0.15  # of all stories have a reaction
_SEEDED_MAX: Final = 40


def fill_demo(context: DemoContext) -> None:
    """Leave some reactions on every story."""
    dice = context.dice(_NAME)
    adopt_counts({post_id: {number: dice.choice(_OF_DEMO) for number in NUMBERS} for post_id in context.post_ids})


def seed_rows(context: SeedContext) -> Sequence[SeedRows]:
    """Return counters of one reaction for every seventh story or so."""
    return (SeedRows(ReactionCount, ("post_id", "reaction", "count", "imported"), _seeded(context)),)


def _seeded(context: SeedContext) -> Iterator[tuple[int, int, int, int]]:
    dice = context.dice(_NAME)
    for post_id in context.post_ids:
        if dice.random() < _SEEDED:
            yield post_id, dice.randrange(FIRST, LAST + 1), dice.randrange(1, _SEEDED_MAX), 0
