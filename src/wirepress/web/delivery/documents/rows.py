"""A row of a read: a document's columns, or nothing but NULL where a post has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

# post, body, moved, blocks, joins, media, stale level, and what only some reads need
COLUMNS: Final = "p.id, d.body, d.moved, d.blocks, d.joins, d.media, s.level, d.holes, d.moved_holes, d.link"
POST, BODY, MOVED, BLOCKS, JOINS, MEDIA, LEVEL, HOLES, MOVED_HOLES, LINK = range(10)
Row = tuple[Any, ...]


class Reads(Protocol):
    """What both databases answer (see sqlite.py, postgresql.py)."""

    def one(self, number: int) -> Row | None:
        """The document of a published story."""

    def page(self, size: int, start: int, now: str) -> tuple[int | None, Sequence[Row]]:
        """Newest stories, and how many there are."""

    def page_of(self, term: int, taxonomy: str, size: int, start: int, now: str) -> tuple[int | None, Sequence[Row]]:
        """Newest stories of a term, and how many it has."""

    def values(self, sql: str, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
        """Rows of live values of posts."""

    def close(self) -> None:
        """End the connection."""
