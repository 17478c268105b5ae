"""The columns of a row that is read: a document's, or nothing but NULL where a post has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from wirepress.content.posts.listing.counters.scopes import MONTH, TERM
from wirepress.content.posts.listing.counters.scopes import UNDATED as NO_DATE

COLUMNS: Final = (
    "p.id, d.body, d.tag, d.holes, d.moved, d.moved_tag, d.moved_holes, d.blocks, d.joins, d.shows, d.link, s.level"
)
# The same without the bodies: enough to know whether they are at hand already.
LIGHT: Final = COLUMNS.replace("d.body", "NULL").replace("d.moved,", "NULL,")
POST, BODY, TAG, HOLES, MOVED, MOVED_TAG, MOVED_HOLES, BLOCKS, JOINS, SHOWS, LINK, LEVEL = range(12)
TOTAL, DUE = (
    12,
    13,
)  # of lists: how many there are, and whether a scheduled story is due or one has no date (Django mixes those in)
_BUCKETS: Final = "FROM posts_postbucket WHERE type = 'post' AND status = 'publish' AND scope ="
TOTAL_OF_ALL: Final = f"(SELECT COALESCE(sum(count), 0) {_BUCKETS} {MONTH} AND ref = 0)"
TOTAL_OF_TERM: Final = (
    f"(SELECT COALESCE(sum(b.count), 0) FROM terms_term t JOIN posts_postbucket b ON b.ref = t.id AND b.scope = {TERM} AND b.type = 'post'"
    " AND b.status = 'publish' WHERE t.id = {term} AND t.taxonomy = {taxonomy})"
)
UNDATED: Final = f"EXISTS (SELECT 1 {_BUCKETS} {MONTH} AND ref = 0 AND period = {NO_DATE} AND count <> 0)"  # where those stand is Django's affair
PAGE_COLUMNS: Final = "place, expires, personal, tags, tag, headers, body"
PLACE, EXPIRES, PERSONAL, PAGE_TAGS, PAGE_TAG, PAGE_HEADERS, PAGE_BODY = range(7)
Row = tuple[Any, ...]


class DocumentReads(Protocol):
    """What is read from either database (see read_sqlite.py, read_postgresql.py)."""

    def read_story(self, number: int) -> Row | None:
        """Return the row of a published story's document."""

    def read_list(self, size: int, start: int, now: str) -> Sequence[Row]:
        """Return the rows of the newest stories' documents. `now`: GMT, as the database writes it."""

    def read_term_list(self, term: int, taxonomy: str, size: int, start: int, now: str) -> Sequence[Row]:
        """Return the rows of the newest stories' documents of a term."""

    def read_finished_page(self, key: str) -> Row | None:
        """Return the row of a finished page: PAGE_COLUMNS."""

    def read_live_values(self, sql: str, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
        """Return the rows of posts' live values."""

    def close(self) -> None:
        """Close the connection."""
