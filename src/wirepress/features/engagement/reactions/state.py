"""Reads reactions: counts, percents and the reader's own, for one post or a whole list in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wirepress.core.cache import depends
from wirepress.core.markup.context import RenderContext
from wirepress.features.engagement.models import ReactionCount
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.percents import percents
from wirepress.features.engagement.reactions.reader import Reader, reader_of
from wirepress.features.engagement.votes.ballots import REACTIONS
from wirepress.features.engagement.votes.standing import standings

_EXTRA: Final = "engagement.reactions"


@dataclass(frozen=True, slots=True)
class Reactions:
    """The reactions on one post. `counts` has all six numbers; `reacted` is the reader's own."""

    counts: Mapping[int, int] = field(default_factory=lambda: dict.fromkeys(NUMBERS, 0))
    reacted: int | None = None

    @property
    def percents(self) -> dict[int, int]:
        """Share of each reaction, whole percent."""
        return percents(self.counts)

    @property
    def total(self) -> int:
        """All reactions together."""
        return sum(self.counts.values())


NONE: Final = Reactions()


def state(post_ids: Sequence[int], reader: Reader | None = None) -> dict[int, Reactions]:
    """Reactions of the posts by id, each post present. Without a reader nobody's own is looked up."""
    found = standings(REACTIONS, post_ids, reader)
    return {post_id: Reactions(one.counts, one.own) for post_id, one in found.items()}


def read_ahead(post_ids: Sequence[int], context: RenderContext) -> None:
    """Keeps the reactions of all posts of a response for the pipeline."""
    kept: dict[int, Reactions] = context.extras.setdefault(_EXTRA, {})
    missing = [post_id for post_id in post_ids if post_id not in kept]
    if missing:
        kept.update(state(missing, reader_of(context.address, context.agent)))


def of_context(post_id: int, context: RenderContext) -> Reactions:
    """The reactions of one post of a response; asked for when nobody has read ahead."""
    read_ahead((post_id,), context)
    found: Reactions = context.extras[_EXTRA][post_id]
    return found


def most_reacted(limit: int, post_ids: Sequence[int] | None = None) -> list[int]:
    """Ids of the posts with the most reactions, most first; of the given posts only when there are any given."""
    from django.db.models import Sum

    depends.on("reaction")
    rows = ReactionCount.objects.filter(post_id__in=post_ids) if post_ids is not None else ReactionCount.objects.all()
    sums = rows.values("post_id").annotate(all=Sum("count")).filter(all__gt=0).order_by("-all", "-post_id")
    return [row["post_id"] for row in sums[:limit]]
