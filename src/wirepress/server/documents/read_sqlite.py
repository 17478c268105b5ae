"""Reads documents in SQLite by hand-written SQL, in the fewest steps that the database can take."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from wirepress.content.posts.listing.counters.scopes import TERM
from wirepress.server.documents.rows import COLUMNS, PAGE_COLUMNS, TOTAL_OF_ALL, TOTAL_OF_TERM, UNDATED, Row

_ONE: Final = f"""
    SELECT {COLUMNS} FROM posts_post p JOIN delivery_document d ON d.id = p.id LEFT JOIN delivery_stale s ON s.id = p.id
    WHERE p.id = ? AND p.type = 'post' AND p.status = 'publish'"""
_DUE: Final = f"EXISTS (SELECT 1 FROM posts_post WHERE status = 'future' AND date_gmt <= ?) OR {UNDATED}"
_LIST: Final = f"""
    SELECT {COLUMNS}, {TOTAL_OF_ALL}, {_DUE} FROM (
        SELECT id FROM posts_post WHERE type = 'post' AND status = 'publish' ORDER BY date DESC, id DESC LIMIT ? OFFSET ?
    ) p LEFT JOIN delivery_document d ON d.id = p.id LEFT JOIN delivery_stale s ON s.id = p.id"""
_OF_TERM: Final = f"""
    SELECT {COLUMNS}, {TOTAL_OF_TERM.format(term="?", taxonomy="?")}, {_DUE} FROM (
        SELECT post_id AS id FROM posts_listed WHERE scope = {TERM} AND ref = ? AND type = 'post'
        ORDER BY date DESC, post_id DESC LIMIT ? OFFSET ?
    ) p LEFT JOIN delivery_document d ON d.id = p.id LEFT JOIN delivery_stale s ON s.id = p.id"""
_PAGE: Final = f"SELECT {PAGE_COLUMNS} FROM delivery_page WHERE key = ?"


class SqliteReads:
    """Reads documents over one connection, for the thread that made it."""

    def __init__(self, path: str) -> None:
        address = f"{Path(path).absolute().as_uri()}?mode=rw"  # never makes the file
        self._connection = sqlite3.connect(address, uri=True, timeout=1, isolation_level=None, cached_statements=256)
        self._connection.execute("PRAGMA query_only = 1")
        self._connection.execute("PRAGMA mmap_size = 268435456")

    def read_story(self, number: int) -> Row | None:
        """Return the row of a published story's document."""
        row: Row | None = self._connection.execute(_ONE, (number,)).fetchone()
        return row

    def read_list(self, size: int, start: int, now: str) -> Sequence[Row]:
        """Return the rows of the newest stories' documents."""
        return self._connection.execute(_LIST, (now, size, start)).fetchall()

    def read_term_list(self, term: int, taxonomy: str, size: int, start: int, now: str) -> Sequence[Row]:
        """Return the rows of the newest stories' documents of a term."""
        return self._connection.execute(_OF_TERM, (term, taxonomy, now, term, size, start)).fetchall()

    def read_finished_page(self, key: str) -> Row | None:
        """Return the row of a finished page."""
        row: Row | None = self._connection.execute(_PAGE, (key,)).fetchone()
        return row

    def read_live_values(self, sql: str, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
        """Return the rows of posts' live values."""
        marks = ",".join("?" * len(numbers))
        return self._connection.execute(sql.format(ids=marks), tuple(numbers)).fetchall()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
