"""What readers may vote for on a story, and in which tables their votes are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from wirepress.features.engagement.reactions.reader import Reader


@dataclass(frozen=True, slots=True)
class Ballot:
    """One sort of vote: a reader has one of its choices on a story, the same one again takes it back, another one moves it.

    Both models have `post` and the column `choice`; `counts` has `count` and `imported`, `readers` has `reader` and `day`.
    """

    name: str
    counts: type[Model]
    readers: type[Model]
    choice: str
    choices: tuple[int, ...]

    @property
    def counts_table(self) -> str:
        """The table of the counters."""
        return self.counts._meta.db_table

    @property
    def readers_table(self) -> str:
        """The table of who voted for what."""
        return self.readers._meta.db_table


@dataclass(frozen=True, slots=True)
class Vote:
    """One click of one reader."""

    post_id: int
    choice: int
    reader: Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand on a story: counts of every choice, and the reader's own."""

    counts: Mapping[int, int]
    own: int | None = None
