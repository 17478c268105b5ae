"""Reads documents in PostgreSQL by prepared statements. A body is read only when this process does not have it yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wirepress.content.posts.listing.counters.scopes import TERM
from wirepress.server.documents.body_cache import BodyCache
from wirepress.server.documents.postgresql_connection import PostgresConnection
from wirepress.server.documents.rows import (
    BODY,
    LIGHT,
    MOVED,
    MOVED_TAG,
    PAGE_COLUMNS,
    POST,
    TAG,
    TOTAL_OF_ALL,
    TOTAL_OF_TERM,
    UNDATED,
    Row,
)
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

# A post may have several rows, one for each transaction that changed it.
_STALE: Final = "LEFT JOIN LATERAL (SELECT max(level) AS level FROM delivery_stale WHERE id = p.id) s ON true"
_ONE: Final = f"""
    SELECT {LIGHT} FROM posts_post p JOIN delivery_document d ON d.id = p.id {_STALE}
    WHERE p.id = %s AND p.type = 'post' AND p.status = 'publish'"""
_DUE: Final = f"EXISTS (SELECT 1 FROM posts_post WHERE status = 'future' AND date_gmt <= %s::timestamptz) OR {UNDATED}"
_LIST: Final = f"""
    SELECT {LIGHT}, {TOTAL_OF_ALL}, {_DUE} FROM (
        SELECT id, date FROM posts_post WHERE type = 'post' AND status = 'publish' ORDER BY date DESC, id DESC LIMIT {{size}} OFFSET {{start}}
    ) p LEFT JOIN delivery_document d ON d.id = p.id {_STALE} ORDER BY p.date DESC, p.id DESC"""
_OF_TERM: Final = f"""
    SELECT {LIGHT}, {TOTAL_OF_TERM.format(term="%s", taxonomy="%s")}, {_DUE} FROM (
        SELECT post_id AS id, date FROM posts_listed WHERE scope = {TERM} AND ref = %s AND type = 'post'
        ORDER BY date DESC, post_id DESC LIMIT {{size}} OFFSET {{start}}
    ) p LEFT JOIN delivery_document d ON d.id = p.id {_STALE} ORDER BY p.date DESC, p.id DESC"""
_PAGE: Final = f"SELECT {PAGE_COLUMNS} FROM delivery_page WHERE key = %s"
_BODIES: Final = "SELECT id, tag, moved_tag, body, moved FROM delivery_document WHERE id IN ({ids})"


class PostgresReads:
    """Reads documents over one connection, for the thread that made it."""

    def __init__(self, conninfo: str) -> None:
        self._line = PostgresConnection(conninfo, prepares=not get_settings().redis_url)
        self._bodies = BodyCache(limits.BODIES_AT_HAND)

    def read_story(self, number: int) -> Row | None:
        """Return the row of a published story's document."""
        rows = self._attach_bodies(self._line.execute(_ONE, (number,)))
        return rows[0] if rows and rows[0][BODY] is not None else None

    def read_list(self, size: int, start: int, now: str) -> Sequence[Row]:
        """Return the rows of the newest stories' documents."""
        # Written out, because a plan for any number of rows is another one than that for ten.
        return self._attach_bodies(self._line.execute(_LIST.format(size=int(size), start=int(start)), (now,)))

    def read_term_list(self, term: int, taxonomy: str, size: int, start: int, now: str) -> Sequence[Row]:
        """Return the rows of the newest stories' documents of a term."""
        return self._attach_bodies(
            self._line.execute(_OF_TERM.format(size=int(size), start=int(start)), (term, taxonomy, now, term))
        )

    def _attach_bodies(self, rows: list[Row]) -> list[Row]:
        """Return the rows with their bodies. A document that changed meanwhile has none: Django answers then."""
        digests = {row[POST]: (row[TAG], row[MOVED_TAG]) for row in rows if row[TAG]}
        found = {
            number: body for number, digest in digests.items() if (body := self._bodies.get(number, digest)) is not None
        }
        missing = [number for number in digests if number not in found]
        if missing:
            for number, tag, moved_tag, body, moved in self._line.execute(
                _BODIES.format(ids=",".join(["%s"] * len(missing))), missing
            ):
                if digests[number] == (tag, moved_tag):
                    found[number] = body, moved
                    self._bodies.put(number, (tag, moved_tag), (body, moved))
        return [_set_body(row, found[row[POST]]) if row[POST] in found else row for row in rows]

    def read_finished_page(self, key: str) -> Row | None:
        """Return the row of a finished page."""
        rows = self._line.execute(_PAGE, (key,))
        return rows[0] if rows else None

    def read_live_values(self, sql: str, numbers: Sequence[int]) -> Sequence[Sequence[Any]]:
        """Return the rows of posts' live values."""
        return self._line.execute(sql.format(ids=",".join(["%s"] * len(numbers))), tuple(numbers))

    def close(self) -> None:
        """Close the connection."""
        self._line.close()


def _set_body(row: Row, body: tuple[bytes, bytes | None]) -> Row:
    return (*row[:BODY], body[0], *row[BODY + 1 : MOVED], body[1], *row[MOVED + 1 :])
