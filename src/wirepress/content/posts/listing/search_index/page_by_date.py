"""Pages of a large result: by date, without sorting all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection

from wirepress.content.posts.listing.counters.read import Row
from wirepress.content.posts.listing.search_index.bitmaps import BitMap

FEW: Final = 2000  # rows that are fetched by their number and sorted
_CHUNK_MAX: Final = 20_000


def read_page(slots: BitMap, more_rows: Sequence[Row], start: int, size: int, *, descending: bool) -> list[int]:
    """Return ids of a page of the posts of some slots and of further rows that stand beside the index."""
    before = max(start - len(more_rows), 0)  # so many rows of the index stand before the page at least
    rows = _rows(slots, before, start - before + size, descending=descending)
    mixed = sorted(more_rows, reverse=descending)
    if before and rows:
        passed = [row for row in mixed if (row > rows[0] if descending else row < rows[0])]
        start, mixed = start - before - len(passed), mixed[len(passed) :]
    return [number for _, number in sorted([*rows, *mixed], reverse=descending)[start : start + size]]


def _rows(slots: BitMap, start: int, size: int, *, descending: bool) -> list[Row]:
    if size <= 0 or start >= len(slots):
        return []
    order = "DESC" if descending else "ASC"
    if len(slots) <= FEW:
        chosen = ",".join(map(str, slots))
        sql = f"SELECT date, post_id FROM posts_searchslot WHERE slot IN ({chosen}) ORDER BY date {order}, post_id {order} LIMIT %s OFFSET %s"
        return [(_moment(row[0]), int(row[1])) for row in _fetch_rows(sql, (size, start))]
    return _walk(slots, start, size, order)


def _walk(slots: BitMap, start: int, size: int, order: str) -> list[Row]:
    """Go through all posts from the newest (or oldest) until enough of them were in the result."""
    found: list[Row] = []
    sql, values = "date IS NOT NULL", list[Any]()
    sign = "<" if order == "DESC" else ">"
    step, passed = 2 * (start + size) + 100, 0
    while len(found) < size:
        # The limit is a number in the text: PostgreSQL plans a prepared statement for whatever limit otherwise.
        chunk = _fetch_rows(
            f"SELECT date, post_id, slot FROM posts_searchslot WHERE {sql} ORDER BY date {order}, post_id {order} LIMIT {step}",
            values,
        )
        for date, number, slot in chunk:
            if slot in slots:
                passed += 1
                if passed > start:
                    found.append((_moment(date), int(number)))
                    if len(found) == size:
                        break
        if len(chunk) < step:
            break
        date, number, _ = chunk[-1]
        sql, values = f"date IS NOT NULL AND (date, post_id) {sign} (%s, %s)", [date, number]
        step = min(step * 4, _CHUNK_MAX)
    return found


def _moment(value: Any) -> datetime:
    """Return a date as the database's driver gives it, naive."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _fetch_rows(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [
                connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
                for value in values
            ],
        )
        return list(cursor.fetchall())
