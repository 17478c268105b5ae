"""The reads of documents in PostgreSQL, by hand and prepared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import psycopg

from wirepress.config.settings import get_settings
from wirepress.content.posts.kept.scopes import TERM
from wirepress.web.delivery.documents.rows import COLUMNS, PAGE_COLUMNS, TOTAL_OF_ALL, TOTAL_OF_TERM, UNDATED, Row

_ONE: Final = f"""
    SELECT {COLUMNS} FROM posts_post p JOIN delivery_document d ON d.id = p.id LEFT JOIN delivery_stale s ON s.id = p.id
    WHERE p.id = %s AND p.type = 'post' AND p.status = 'publish'"""
_DUE: Final = f"EXISTS (SELECT 1 FROM posts_post WHERE status = 'future' AND date_gmt <= %s::timestamptz) OR {UNDATED}"
_LIST: Final = f"""
    SELECT {COLUMNS}, {TOTAL_OF_ALL}, {_DUE} FROM (
        SELECT id, date FROM posts_post WHERE type = 'post' AND status = 'publish' ORDER BY date DESC, id DESC LIMIT %s OFFSET %s
    ) p LEFT JOIN delivery_document d ON d.id = p.id LEFT JOIN delivery_stale s ON s.id = p.id ORDER BY p.date DESC, p.id DESC"""
_OF_TERM: Final = f"""
    SELECT {COLUMNS}, {TOTAL_OF_TERM.format(term="%s", taxonomy="%s")}, {_DUE} FROM (
        SELECT post_id AS id, date FROM posts_listed WHERE scope = {TERM} AND ref = %s AND type = 'post'
        ORDER BY date DESC, post_id DESC LIMIT %s OFFSET %s
    ) p LEFT JOIN delivery_document d ON d.id = p.id LEFT JOIN delivery_stale s ON s.id = p.id ORDER BY p.date DESC, p.id DESC"""
_PAGE: Final = f"SELECT {PAGE_COLUMNS} FROM delivery_page WHERE key = %s"


class Reads:
    """One connection that only reads, for the thread that made it. A cut line is mended at the next question."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._connection: psycopg.Connection[Any] | None = None

    def _ask(self, sql: str, values: Sequence[Any]) -> list[Any]:
        if self._connection is None or self._connection.closed:
            prepare = None if get_settings().redis_url else 0  # behind a pool what was prepared is another connection's
            options = "-c default_transaction_read_only=on -c timezone=UTC"
            self._connection = psycopg.connect(self._conninfo, autocommit=True, connect_timeout=2, prepare_threshold=prepare, options=options)
        with psycopg.Cursor(self._connection) as cursor:
            return cursor.execute(sql.encode(), values, binary=True).fetchall()

    def one(self, number: int) -> Row | None:
        """The document of a published story."""
        rows = self._ask(_ONE, (number,))
        return rows[0] if rows else None

    def page(self, size: int, start: int, now: str) -> Sequence[Row]:
        """Newest stories."""
        return self._ask(_LIST, (now, size, start))

    def page_of(self, term: int, taxonomy: str, size: int, start: int, now: str) -> Sequence[Row]:
        """Newest stories of a term."""
        return self._ask(_OF_TERM, (term, taxonomy, now, term, size, start))

    def page_kept(self, key: str) -> Row | None:
        """A finished page."""
        rows = self._ask(_PAGE, (key,))
        return rows[0] if rows else None

    def values(self, sql: str, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
        """Rows of live values of posts."""
        return self._ask(sql.format(ids=",".join(["%s"] * len(numbers))), tuple(numbers))

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
