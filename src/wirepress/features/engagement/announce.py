"""Tells other features what readers did: which kind, on which story, when."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.events import announce_reader_actions
from wirepress.content.options import site
from wirepress.core.contract.reader_actions import ReaderAction
from wirepress.features.engagement.likes.kinds import WORDS
from wirepress.features.engagement.reactions.kinds import TITLES
from wirepress.features.engagement.votes.ballot import Ballot, Standing, Vote


def announce_votes(ballot: Ballot, votes: Sequence[Vote], standings: Sequence[Standing | None]) -> None:
    """Tell of the votes that stand; one that was taken back is told of to nobody."""
    now = site.now_gmt()
    actions = [
        ReaderAction(WORDS[vote.choice], vote.post_id, now)
        if ballot.name == "like"
        else ReaderAction(ballot.name, vote.post_id, now, TITLES[vote.choice].lower())
        for vote, found in zip(votes, standings, strict=True)
        if found is not None and found.own == vote.choice
    ]
    announce_reader_actions(actions)
