"""A row of a read: a document's columns, or nothing but NULL where a post has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

COLUMNS: Final = "p.id, d.body, d.tag, d.holes, d.moved, d.moved_tag, d.moved_holes, d.blocks, d.joins, d.shows, d.link, s.level"
POST, BODY, TAG, HOLES, MOVED, MOVED_TAG, MOVED_HOLES, BLOCKS, JOINS, SHOWS, LINK, LEVEL = range(12)
TOTAL, DUE = 12, 13  # of lists: how many there are, and whether a scheduled story is due (then that cannot be told without counting)
PAGE_COLUMNS: Final = "place, expires, personal, tags, tag, headers, body"
PLACE, EXPIRES, PERSONAL, PAGE_TAGS, PAGE_TAG, PAGE_HEADERS, PAGE_BODY = range(7)
Row = tuple[Any, ...]


class Reads(Protocol):
    """What both databases answer (see sqlite.py, postgresql.py)."""

    def one(self, number: int) -> Row | None:
        """The document of a published story."""

    def page(self, size: int, start: int, now: str) -> Sequence[Row]:
        """Newest stories."""

    def page_of(self, term: int, taxonomy: str, size: int, start: int, now: str) -> Sequence[Row]:
        """Newest stories of a term."""

    def page_kept(self, key: str) -> Row | None:
        """A finished page: PAGE_COLUMNS."""

    def values(self, sql: str, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
        """Rows of live values of posts."""

    def close(self) -> None:
        """End the connection."""
