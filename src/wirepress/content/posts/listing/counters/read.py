"""Reading lists by what is kept: a total is a sum of buckets, and a page begins in the bucket that holds its first row.

Answers for published posts of one type in the order of their dates: all of them, an author's, a term's (with or without the
terms below), or those of whole days. Scheduled posts whose hour has come are mixed in where they belong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection

from wirepress.content.posts.listing.counters.scopes import AUTHOR, DAY, MONTH, NUMBER, NUMBERS, TERM, TREE, UNDATED
from wirepress.core.database.rows import read_moment

_END: Final = 2**31  # behind every period
DUE_MAX: Final = 500  # more scheduled posts than these that nobody published: the long way is taken
Row = tuple[datetime, int]  # date, id


@dataclass(frozen=True, slots=True)
class BucketList:
    """One list. `from_date` and `until_date` (excluded) are midnights; only lists of scope MONTH have them."""

    type: str
    scope: int = MONTH
    ref: int = 0
    from_date: datetime | None = None
    until_date: datetime | None = None

    @property
    def dated(self) -> bool:
        """Return whether it holds whole days only."""
        return self.from_date is not None or self.until_date is not None


@dataclass(frozen=True, slots=True)
class Buckets:
    """Periods that have posts, oldest first, with their counts."""

    periods: Sequence[tuple[int, int]]

    @property
    def total(self) -> int:
        """Return how many posts there are."""
        return sum(count for _, count in self.periods)

    @property
    def undated(self) -> bool:
        """Return whether some have no date: where they stand is the database's affair, so the list is not read this way."""
        return any(period == UNDATED for period, _ in self.periods)

    def place(self, start: int, *, descending: bool) -> tuple[int, int]:
        """Return the period of the row that `start` rows stand before, and how many rows of that period do."""
        for period, count in reversed(self.periods) if descending else self.periods:
            if start < count:
                return period, start
            start -= count
        return UNDATED, 0


def has_undated(post_type: str) -> bool:
    """Return whether published posts of a type have no date."""
    return bool(
        _fetch_rows(
            "SELECT COALESCE(sum(count), 0) FROM posts_postbucket WHERE scope = %s AND ref = 0 AND type = %s AND status = 'publish' AND period = %s",
            (MONTH, post_type, UNDATED),
        )[0][0]
    )


def read_buckets(bucket_list: BucketList, status: str = "publish") -> Buckets:
    """Return the counts of a list: by month, or by day where it holds whole days only."""
    scope = DAY if bucket_list.dated else bucket_list.scope
    sql = (
        "SELECT period, sum(count) FROM posts_postbucket WHERE scope = %s AND ref = %s AND type = %s AND status = %s AND period >= %s AND period < %s"
        " GROUP BY period HAVING sum(count) <> 0 ORDER BY period"
    )
    first = _number(bucket_list.from_date) if bucket_list.from_date else (UNDATED + 1 if bucket_list.dated else UNDATED)
    last = _number(bucket_list.until_date) if bucket_list.until_date else _END
    return Buckets(
        [
            (int(period), int(count))
            for period, count in _fetch_rows(sql, (scope, bucket_list.ref, bucket_list.type, status, first, last))
        ]
    )


def read_months(post_type: str, statuses: Sequence[str]) -> list[int]:
    """Return the periods (first days of months as numbers) that have posts of a type with one of the statuses, oldest first."""
    marks = ", ".join(["%s"] * len(statuses))
    sql = (
        f"SELECT period FROM posts_postbucket WHERE scope = %s AND ref = 0 AND type = %s AND status IN ({marks}) AND period > %s"
        " GROUP BY period HAVING sum(count) > 0 ORDER BY period"
    )
    return [int(period) for (period,) in _fetch_rows(sql, (MONTH, post_type, *statuses, UNDATED))]


def statuses_with_posts(types: Sequence[str]) -> set[str]:
    """Return the statuses that posts of the types have, as their rows say."""
    marks = ", ".join(["%s"] * len(types))
    sql = (
        f"SELECT status FROM posts_postbucket WHERE scope = %s AND ref = 0 AND type IN ({marks})"
        " GROUP BY status HAVING sum(count) > 0"
    )
    return {str(status) for (status,) in _fetch_rows(sql, (MONTH, *types))}


def count_posts(types: Sequence[str], statuses: Sequence[str]) -> int:
    """Return how many posts have one of the types and one of the statuses, as their rows say."""
    marks = ", ".join(["%s"] * len(types)), ", ".join(["%s"] * len(statuses))
    sql = f"SELECT COALESCE(sum(count), 0) FROM posts_postbucket WHERE scope = %s AND ref = 0 AND type IN ({marks[0]}) AND status IN ({marks[1]})"
    return int(_fetch_rows(sql, (MONTH, *types, *statuses))[0][0])


def count_posts_of_term(term: int) -> int:
    """Return how many published posts of all types are marked with a term."""
    return int(
        _fetch_rows("SELECT COALESCE(sum(count), 0) FROM posts_postbucket WHERE scope = %s AND ref = %s", (TERM, term))[
            0
        ][0]
    ) + _undated_marks(term)


def count_posts_of_terms(terms: Sequence[int]) -> dict[int, int]:
    """Return the same for several terms."""
    marks = ", ".join(["%s"] * len(terms)) or "NULL"
    sql = (
        f"SELECT ref, sum(count) FROM posts_postbucket WHERE scope = %s AND ref IN ({marks}) GROUP BY ref UNION ALL SELECT 0, count(*) FROM"
        " (SELECT 1 FROM posts_postbucket WHERE scope = %s AND ref = 0 AND status = 'publish' AND period = %s AND count <> 0 LIMIT 1) AS undated"
    )
    found = {int(ref): int(count) for ref, count in _fetch_rows(sql, (TERM, *terms, MONTH, UNDATED))}
    undated = found.pop(0, 0)
    return {term: found.get(term, 0) + (_undated_marks(term) if undated else 0) for term in terms}


def read_page(
    bucket_list: BucketList, buckets: Buckets, due: Sequence[Row], start: int, size: int, *, descending: bool = True
) -> list[int]:
    """Return ids of a page. `due`: rows that belong to the list though their status does not say so yet."""
    before = max(start - len(due), 0)  # so many kept rows stand before the page at least
    rows = _read_rows(bucket_list, buckets, before, start - before + size, descending=descending)
    mixed = sorted(due, reverse=descending)
    if before and rows:
        passed = [row for row in mixed if (row > rows[0] if descending else row < rows[0])]
        start, mixed = start - before - len(passed), mixed[len(passed) :]
    return [post_id for _, post_id in sorted([*rows, *mixed], reverse=descending)[start : start + size]]


def _read_rows(bucket_list: BucketList, buckets: Buckets, start: int, size: int, *, descending: bool) -> list[Row]:
    """Return so many rows from `start` on."""
    if size <= 0 or start >= buckets.total:
        return []
    period, skip = buckets.place(start, descending=descending)
    if start and bucket_list.scope == MONTH and not bucket_list.dated:
        first, behind = _month(period)
        days = read_buckets(BucketList(bucket_list.type, from_date=first, until_date=behind))
        period, skip = days.place(skip, descending=descending)
    edge = _period_start(bucket_list, period, start, descending=descending)
    where, values = _where(bucket_list)
    if edge is not None:
        where, values = f"{where} AND date {'<' if descending else '>='} %s", [*values, edge]
    for bound, sign in ((bucket_list.from_date, ">="), (bucket_list.until_date, "<")):
        if bound is not None:
            where, values = f"{where} AND date {sign} %s", [*values, bound]
    table, key = ("posts_post", "id") if bucket_list.scope in (MONTH, AUTHOR) else ("posts_listed", "post_id")
    order = "DESC" if descending else "ASC"
    sql = f"SELECT date, {key} FROM {table} WHERE {where} ORDER BY date {order}, {key} {order} LIMIT %s OFFSET %s"
    return [(read_moment(moment), int(number)) for moment, number in _fetch_rows(sql, (*values, size, skip))]


def _period_start(bucket_list: BucketList, period: int, start: int, *, descending: bool) -> datetime | None:
    """Return where the period begins, seen from the list's beginning; None: at the beginning."""
    if not start:
        return None
    first, behind = _day(period) if bucket_list.scope == MONTH else _month(period)
    return behind if descending else first


def _where(bucket_list: BucketList) -> tuple[str, list[Any]]:
    match bucket_list.scope:
        case s if s == MONTH:
            return "type = %s AND status = 'publish'", [bucket_list.type]
        case s if s == AUTHOR:
            return "author_id = %s AND type = %s AND status = 'publish'", [bucket_list.ref, bucket_list.type]
        case _:
            return "scope = %s AND ref = %s AND type = %s", [bucket_list.scope, bucket_list.ref, bucket_list.type]


def ids_by_number(post_type: str, due: Sequence[int], start: int, size: int) -> list[int]:
    """Return ids of published posts from the lowest on. `due`: posts of the type that are published though their status does not say so yet."""
    before = max(start - len(due), 0)
    known = read_buckets(BucketList(post_type, NUMBER))
    period, skip = known.place(before, descending=False)
    # SQLite would rather sort all published posts: it is told to go by the number.
    table = "posts_post" if connection.vendor == "postgresql" else "posts_post NOT INDEXED"
    sql = f"SELECT id FROM {table} WHERE type = %s AND status = 'publish' AND id >= %s ORDER BY id LIMIT %s OFFSET %s"
    found = _fetch_rows(sql, (post_type, period * NUMBERS, start - before + size, skip)) if before < known.total else []
    rows = [int(row[0]) for row in found]
    mixed = sorted(due)
    if before and rows:
        passed = [number for number in mixed if number < rows[0]]
        start, mixed = start - before - len(passed), mixed[len(passed) :]
    return sorted([*rows, *mixed])[start : start + size]


def ids_of_authors(types: Sequence[str]) -> list[int]:
    """Return ids of people who have published posts of these types."""
    marks = ", ".join(["%s"] * len(types))
    sql = f"SELECT ref FROM posts_postbucket WHERE scope = %s AND type IN ({marks}) AND status = 'publish' GROUP BY ref HAVING sum(count) > 0"
    return [int(row[0]) for row in _fetch_rows(sql, (AUTHOR, *types))]


def newest_rows_of_terms(post_type: str, terms: Sequence[int], size: int) -> list[Row]:
    """Return the newest rows that are marked with one of the terms, newest first: a short read for each term."""
    found: set[Row] = set()
    for term in terms:
        found.update(_read_rows(BucketList(post_type, TERM, term), Buckets([(1, size)]), 0, size, descending=True))
    return sorted(found, reverse=True)[:size]


def neighbouring_row(post_type: str, terms: Sequence[int] | None, row: Row, *, later: bool) -> Row | None:
    """Return the published row next to one in time (among those of the terms, where some are given)."""
    sign, order = (">", "ASC") if later else ("<", "DESC")
    found: list[Row] = []
    for term in [None] if terms is None else terms:
        where, values = _where(BucketList(post_type) if term is None else BucketList(post_type, TERM, term))
        table, key = ("posts_post", "id") if term is None else ("posts_listed", "post_id")
        for side, extra in ((f"date = %s AND {key} {sign} %s", row), (f"date {sign} %s", row[:1])):
            sql = (
                f"SELECT date, {key} FROM {table} WHERE {where} AND {side} ORDER BY date {order}, {key} {order} LIMIT 1"
            )
            some = _fetch_rows(sql, (*values, *extra))
            if some:
                found.append((read_moment(some[0][0]), int(some[0][1])))
                break
    return (min if later else max)(found, default=None)


def _undated_marks(term: int) -> int:
    """Published posts without a date that are marked with a term; hardly ever is there any."""
    sql = (
        "SELECT CASE WHEN EXISTS"
        " (SELECT 1 FROM posts_postbucket WHERE scope = %s AND ref = 0 AND status = 'publish' AND period = %s AND count <> 0) THEN"
        " (SELECT count(*) FROM terms_termpost m JOIN posts_post p ON p.id = m.post_id"
        " WHERE m.term_id = %s AND p.status = 'publish' AND p.date IS NULL)"
        " ELSE 0 END"
    )
    return int(_fetch_rows(sql, (MONTH, UNDATED, term))[0][0])


def _number(moment: datetime) -> int:
    return moment.year * 10000 + moment.month * 100 + moment.day


def _day(period: int) -> tuple[datetime, datetime]:
    """First moment of a day and of the next."""
    start = datetime(period // 10000, period // 100 % 100, period % 100)
    return start, _later(start, 1)


def _month(period: int) -> tuple[datetime, datetime]:
    """First moment of a month and of the next."""
    start = datetime(period // 10000, period // 100 % 100, 1)
    return start, _later(start, 32, first=True)


def _later(start: datetime, days: int, *, first: bool = False) -> datetime:
    try:
        moved = start + timedelta(days=days)
    except OverflowError:
        return datetime(9999, 12, 31, 23, 59, 59)
    return moved.replace(day=1) if first else moved


def _fetch_rows(sql: str, values: Sequence[Any]) -> list[Any]:
    adapt: Callable[[Any], Any] = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(sql, [adapt(value) if isinstance(value, date) else value for value in values])
        return list(cursor.fetchall())


__all__ = [
    "AUTHOR",
    "DUE_MAX",
    "MONTH",
    "TERM",
    "TREE",
    "BucketList",
    "Buckets",
    "Row",
    "count_posts",
    "count_posts_of_term",
    "count_posts_of_terms",
    "has_undated",
    "ids_by_number",
    "ids_of_authors",
    "neighbouring_row",
    "newest_rows_of_terms",
    "read_buckets",
    "read_page",
]
