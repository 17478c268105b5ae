"""Leaves a reaction: the same one again takes it back, another one moves it."""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F

from wirepress.content.options import site
from wirepress.content.posts import statuses
from wirepress.content.posts.models import Post
from wirepress.features.engagement.models import ReactionCount, ReaderReaction
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.reactions.state import Reactions, state

ID_MAX: Final = 2**63 - 1


class UnknownPost(LookupError):
    """No published post has that id."""


class UnknownReaction(ValueError):
    """A reaction is a number from 1 to 6."""


def react(post_id: int, reaction: int, reader: Reader) -> Reactions:
    """Counts the reader's reaction and answers how things stand now.

    Raises UnknownReaction and UnknownPost; nothing is written then. Votes on one post wait for each other: its counters
    are locked in their order (PostgreSQL), or the whole transaction is the only writer (SQLite).
    """
    if reaction not in NUMBERS:
        raise UnknownReaction(str(reaction))
    require_post(post_id)
    try:
        with transaction.atomic():
            counts = _locked(post_id)
            reacted = _swap(post_id, reaction, reader, counts)
    except IntegrityError:  # the post was deleted meanwhile
        raise UnknownPost(str(post_id)) from None
    return Reactions(counts, reacted)


def require_post(post_id: int) -> None:
    """Raises UnknownPost unless the id is that of a published story."""
    post = (
        Post.objects.filter(pk=post_id, type="post").only("id", "type", "status", "date_gmt").first()
        if 0 < post_id <= ID_MAX
        else None
    )
    if post is None or not statuses.is_public(post):
        raise UnknownPost(str(post_id))


def current(post_id: int, reader: Reader) -> Reactions:
    """How things stand on a post. Raises UnknownPost."""
    require_post(post_id)
    return state([post_id], reader)[post_id]


def _locked(post_id: int) -> dict[int, int]:
    """The six counters, made if need be, locked until the transaction ends."""
    rows = ReactionCount.objects.filter(post_id=post_id, reaction__in=NUMBERS).order_by("reaction").select_for_update()
    counts = dict(rows.values_list("reaction", "count"))
    if len(counts) < len(NUMBERS):
        ReactionCount.objects.bulk_create(
            [ReactionCount(post_id=post_id, reaction=number) for number in NUMBERS if number not in counts],
            ignore_conflicts=True,
        )
        counts = dict(rows.values_list("reaction", "count"))
    return counts


def _swap(post_id: int, reaction: int, reader: Reader, counts: dict[int, int]) -> int | None:
    """Takes the reader's old reactions away and leaves the new one, unless it was one of the old. Changes `counts` too."""
    mine = ReaderReaction.objects.filter(post_id=post_id, reader__in=reader.known)
    old = list(mine.values_list("reaction", flat=True))
    again = reaction in old
    if old:
        mine.delete()
    if not again:
        ReaderReaction.objects.create(post_id=post_id, reader=reader.name, reaction=reaction, day=site.now_gmt().date())
    changes: dict[int, int] = {} if again else {reaction: 1}
    for number in old:
        changes[number] = changes.get(number, 0) - 1
    for number, change in sorted(changes.items()):
        ReactionCount.objects.filter(post_id=post_id, reaction=number).update(count=F("count") + change)
        counts[number] += change
    return None if again else reaction
