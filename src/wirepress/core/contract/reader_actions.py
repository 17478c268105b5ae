"""What readers did with stories, told by the feature that stored it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderAction:
    """Something that a reader did. `kind`: "reaction", "share" or "goal"; `name`: which (a reaction's name, a network, what was
    reached); `address` and `agent` are not to be stored."""

    kind: str
    name: str
    post_id: int
    address: str = ""
    agent: str = ""
