"""Leaves reactions: the same one again takes it back, another one moves it. Those of many readers go into one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wirepress.features.engagement.announce import announce_votes
from wirepress.features.engagement.reactions.reader import Reader
from wirepress.features.engagement.reactions.state import Reactions, state
from wirepress.features.engagement.votes import ballot, ledger
from wirepress.features.engagement.votes.ballots import REACTIONS
from wirepress.features.engagement.votes.published import UnknownPost, require_post

__all__ = ["UnknownPost", "UnknownReaction", "Vote", "current", "react", "react_together", "require_post"]
UnknownReaction = ledger.UnknownChoice  # a reaction is a number from 1 to 6


@dataclass(frozen=True, slots=True)
class Vote:
    """One click of one reader."""

    post_id: int
    reaction: int
    reader: Reader


def react(post_id: int, reaction: int, reader: Reader) -> Reactions:
    """Count the reader's reaction and return how things stand now.

    Raises UnknownReaction and UnknownPost; nothing is written then.
    """
    found = react_together([Vote(post_id, reaction, reader)])[0]
    if found is None:
        raise UnknownPost(str(post_id))
    return found


def react_together(votes: Sequence[Vote]) -> list[Reactions | None]:
    """Count votes in their order, in one transaction; how things stood after each, None where no published post has that id.

    Raises UnknownReaction; nothing is written then.
    """
    given = [ballot.Vote(vote.post_id, vote.reaction, vote.reader) for vote in votes]
    found = ledger.count_together(REACTIONS, given)
    announce_votes(REACTIONS, given, found)
    return [Reactions(one.counts, one.own) if one is not None else None for one in found]


def current(post_id: int, reader: Reader) -> Reactions:
    """Return how things stand on a post. Raises UnknownPost."""
    require_post(post_id)
    return state([post_id], reader)[post_id]
