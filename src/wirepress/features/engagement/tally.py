"""Numbers that only grow (views, shares): many additions in one transaction, none of them read before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, connection, transaction

from wirepress.core.database.retry_conflicts import retry_on_conflict
from wirepress.core.database.rows import placeholders, query_rows
from wirepress.features.engagement.models import PostCount

VIEWS = "views"
SHARE = "share."  # before the network's name
_ADD = (
    "INSERT INTO engagement_postcount (post_id, name, count, imported) VALUES (%s, %s, %s, 0)"
    " ON CONFLICT (post_id, name) DO UPDATE SET count = engagement_postcount.count + excluded.count"
)
_ADD_DAY = (
    "INSERT INTO engagement_dailyviews (post_id, day, count) VALUES (%s, %s, %s)"
    " ON CONFLICT (post_id, day) DO UPDATE SET count = engagement_dailyviews.count + excluded.count"
)
Places = Sequence[tuple[int, str]]  # post, name


def add_together(places: Places, *, day: date | None = None) -> None:
    """Add one to the number of each post (of published stories: the caller has looked), in one transaction. `day`: views are counted
    for that day, too. Rows are taken in one order, so that no two writers wait for each other."""
    try:
        retry_on_conflict(lambda: _write(Counter(places), day))
    except IntegrityError:  # a post was deleted meanwhile
        for place in places if len(places) > 1 else ():
            add_together([place], day=day)


def _write(sums: Mapping[tuple[int, str], int], day: date | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_ADD, [(*place, more) for place, more in sorted(sums.items())])
        views = [(post, day, more) for (post, name), more in sorted(sums.items()) if name == VIEWS]
        if day is not None and views:
            cursor.executemany(_ADD_DAY, views)


def read_counts(post_ids: Sequence[int], prefix: str) -> dict[int, dict[str, int]]:
    """Return the numbers of posts whose names begin so, each post present; counts below zero do not exist."""
    found: dict[int, dict[str, int]] = {post_id: {} for post_id in post_ids}
    sql = f"SELECT post_id, name, count FROM engagement_postcount WHERE post_id IN ({placeholders(post_ids)})"
    for post_id, name, count in query_rows(PostCount, sql, post_ids):
        if name.startswith(prefix):
            found[post_id][name] = count
    return found


def read_imported_views(post_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Return the views that an import brought, of those posts that have any."""
    sql = (
        "SELECT post_id, imported FROM engagement_postcount"
        f" WHERE post_id IN ({placeholders(post_ids)}) AND name = %s AND imported > 0"
    )
    return [(post_id, imported) for post_id, imported in query_rows(PostCount, sql, (*post_ids, VIEWS))]
