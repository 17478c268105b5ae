"""What readers did with a story, as features tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReaderAction:
    """Something that one reader did, after it was stored. It says nothing of who that was.

    `kind`: the word of the feature that announces it. `detail`: what belongs to it, such as the
    network that a story was shared to; "" where there is nothing to say.
    """

    kind: str
    post_id: int
    moment: datetime  # GMT, without a time zone
    detail: str = ""
