"""What readers did with stories, told by the feature that stored it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReaderAction:
    """Something that one reader did, after it was stored.

    `kind`: a word of the feature that tells of it, such as "like", "share", "goal"; `name`: which, such as the network that a story was
    shared to, "" where there is nothing to say. `address` and `agent` may be left out, and are not to be stored.
    """

    kind: str
    post_id: int
    moment: datetime  # GMT, without a time zone
    name: str = ""
    address: str = ""
    agent: str = ""
