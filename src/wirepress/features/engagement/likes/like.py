"""Likes and dislikes: the same again takes it back, the other one moves it. Those of many readers go into one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirepress.features.engagement.announce import announce_votes
from wirepress.features.engagement.likes.kinds import DISLIKE, LIKE
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.votes.ballot import Standing, Vote
from wirepress.features.engagement.votes.ballots import LIKES
from wirepress.features.engagement.votes.ledger import count_together
from wirepress.features.engagement.votes.published import UnknownPost, require_post
from wirepress.features.engagement.votes.standing import standings


@dataclass(frozen=True, slots=True)
class Likes:
    """How often a story was liked and disliked. `own` is the reader's: LIKE, DISLIKE or None."""

    likes: int
    dislikes: int
    own: int | None = None


def like(post_id: int, choice: int, reader: Reader) -> Likes:
    """Count the reader's click and return how things stand now. Raises UnknownChoice and UnknownPost; nothing is written then."""
    found = like_together([Vote(post_id, choice, reader)])[0]
    if found is None:
        raise UnknownPost(str(post_id))
    return found


def like_together(votes: Sequence[Vote]) -> list[Likes | None]:
    """Count clicks in their order, in one transaction; how things stood after each, None where no published post has that id."""
    found = count_together(LIKES, votes)
    announce_votes(LIKES, votes, found)
    return [_likes(one) if one is not None else None for one in found]


def take_back(post_id: int, reader: Reader) -> None:
    """Take the reader's like of a story back, if there is one."""
    if read_likes([post_id], reader)[post_id].own == LIKE:
        like(post_id, LIKE, reader)


def current(post_id: int, reader: Reader) -> Likes:
    """Return how things stand on a story. Raises UnknownPost."""
    require_post(post_id)
    return read_likes([post_id], reader)[post_id]


def read_likes(post_ids: Sequence[int], reader: Reader | None = None, *, follow: bool = True) -> dict[int, Likes]:
    """Return the likes of posts, each present, in one query. Without a reader nobody's own is looked up. `follow`: the answer is made
    anew when they change."""
    return {post_id: _likes(one) for post_id, one in standings(LIKES, post_ids, reader, follow=follow).items()}


def _likes(found: Standing) -> Likes:
    return Likes(found.counts[LIKE], found.counts[DISLIKE], found.own)
