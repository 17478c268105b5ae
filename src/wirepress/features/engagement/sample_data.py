"""Invented reactions, likes and views: of the demo newspaper, and of sites that are filled for measuring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from wirepress.content.options import site, store
from wirepress.core.hooks import DemoContext, SeedContext, SeedRows
from wirepress.features.engagement.importing.adopt import adopt_counts, adopt_views
from wirepress.features.engagement.likes.kinds import DISLIKE, LIKE
from wirepress.features.engagement.models import DailyViews, ReactionCount
from wirepress.features.engagement.reactions.kinds import FIRST, LAST, NUMBERS
from wirepress.features.engagement.settings import OPTION
from wirepress.features.engagement.votes.ballots import LIKES

_NAME: Final = "engagement"
_OF_DEMO: Final = (0, 0, 1, 2, 4, 9)  # how often each reaction was left
_DAYS: Final = 7  # for which the demo has views
_SEEDED: Final = 0.15  # of all stories have a reaction
_SEEDED_MAX: Final = 40


def fill_demo(context: DemoContext) -> None:
    """Leave some reactions, likes and views on every story, and have views counted."""
    dice = context.dice(_NAME)
    adopt_counts({post_id: {number: dice.choice(_OF_DEMO) for number in NUMBERS} for post_id in context.post_ids})
    likes = {post_id: {LIKE: dice.randrange(24), DISLIKE: dice.randrange(5)} for post_id in context.post_ids}
    adopt_counts(likes, ballot=LIKES)
    store.put(f"{OPTION}[twp_be_enable_post_visit_tracking]", 1)
    today = site.to_local(site.now_gmt()).date()
    rows = [
        DailyViews(post_id=post_id, day=today - timedelta(days=back), count=int(dice.paretovariate(1.2) * 9))
        for post_id in context.post_ids
        for back in range(_DAYS)
    ]
    DailyViews.objects.bulk_create(rows, ignore_conflicts=True)
    sums: dict[int, int] = {}
    for row in rows:
        sums[row.post_id] = sums.get(row.post_id, 0) + row.count
    adopt_views(sums)


def seed_rows(context: SeedContext) -> Sequence[SeedRows]:
    """Return counters of one reaction for every seventh story or so."""
    return (SeedRows(ReactionCount, ("post_id", "reaction", "count", "imported"), _seeded(context)),)


def _seeded(context: SeedContext) -> Iterator[tuple[int, int, int, int]]:
    dice = context.dice(_NAME)
    for post_id in context.post_ids:
        if dice.random() < _SEEDED:
            yield post_id, dice.randrange(FIRST, LAST + 1), dice.randrange(1, _SEEDED_MAX), 0
