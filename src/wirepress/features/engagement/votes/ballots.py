"""The two ballots: six reactions, and like or dislike."""

from __future__ import annotations

from typing import Final

from wirepress.features.engagement.likes.kinds import NUMBERS as LIKES_NUMBERS
from wirepress.features.engagement.models import LikeCount, ReactionCount, ReaderLike, ReaderReaction
from wirepress.features.engagement.reactions.kinds import NUMBERS
from wirepress.features.engagement.votes.ballot import Ballot

REACTIONS: Final = Ballot("reaction", ReactionCount, ReaderReaction, "reaction", NUMBERS)
LIKES: Final = Ballot("like", LikeCount, ReaderLike, "choice", LIKES_NUMBERS)
ALL: Final = (REACTIONS, LIKES)
