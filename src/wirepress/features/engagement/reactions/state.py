"""Reads reactions: counts, percents and the reader's own, for one post or a whole list in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wirepress.core.cache import depends
from wirepress.core.database.rows import placeholders, query_rows
from wirepress.core.markup.context import RenderContext
from wirepress.features.engagement.models import ReactionCount, ReaderReaction
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.percents import percents
from wirepress.features.engagement.reactions.reader import Reader, reader_of

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
    depends.on(*(f"reaction:{post_id}" for post_id in post_ids))
    known = reader.known if reader is not None else ()
    sql = (
        "SELECT post_id, reaction, count, EXISTS (SELECT 1 FROM engagement_readerreaction own WHERE own.post_id = every.post_id"
        f" AND own.reaction = every.reaction AND own.reader IN ({placeholders(known)})) FROM engagement_reactioncount every"
        f" WHERE post_id IN ({placeholders(post_ids)}) AND reaction IN ({placeholders(NUMBERS)})"
    )
    counts: dict[int, dict[int, int]] = {post_id: dict.fromkeys(NUMBERS, 0) for post_id in post_ids}
    reacted: dict[int, int] = {}
    for post_id, reaction, count, mine in query_rows(ReactionCount, sql, (*known, *post_ids, *NUMBERS)):
        counts[post_id][reaction] = count
        if mine:
            reacted[post_id] = reaction
    if reader is not None:
        depends.on_reader(own=bool(reacted))
    return {post_id: Reactions(counts[post_id], reacted.get(post_id)) for post_id in post_ids}


def has_reacted(post_ids: Sequence[int], reader: Reader) -> bool:
    """Whether the reader left a reaction on one of the posts; on any at all, when none is named."""
    rows = ReaderReaction.objects.filter(reader__in=reader.known)
    return (rows.filter(post_id__in=post_ids) if post_ids else rows).exists()


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
