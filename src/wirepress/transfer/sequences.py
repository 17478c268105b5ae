"""Next ids: rows that came with ids of their own must not be met by new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.db import connection, models
from django.db.models import Max

from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta

# By WordPress's name of the table.
TABLES: Final[Mapping[str, type[models.Model]]] = {
    "posts": Post,
    "postmeta": PostMeta,
    "users": User,
    "usermeta": UserMeta,
    "terms": Term,
    "termmeta": TermMeta,
    "comments": Comment,
    "commentmeta": CommentMeta,
}


def advance_ids(at_least: Callable[[str], int] = lambda table: 0) -> None:
    """Set the next id of every table beyond its highest; `at_least` says what the old site would have given next."""
    for table, model in TABLES.items():
        key = model._meta.pk
        assert key is not None and key.column is not None
        highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
        _raise_next(model._meta.db_table, key.column, max(highest + 1, at_least(table)))


def _raise_next(table: str, column: str, value: int) -> None:
    """Give the next row the id `value` or, when that is taken, the one after the last."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [value - 1, table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s"
                " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
                [table, value - 1, table],
            )
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            sequence = cursor.fetchone()[0]
            cursor.execute(
                f"SELECT setval(%s, greatest(%s, (SELECT last_value + is_called::int FROM {sequence})), false)",
                [sequence, value],
            )


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Return ids that nobody else gets, for rows that are written at once. Call it in the transaction that writes them."""
    if count <= 0:
        return []
    key = model._meta.pk
    assert key is not None and key.column is not None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', key.column])
            sequence = cursor.fetchone()[0]
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
    start = max(highest, row[0] if row else 0) + 1
    return list(range(start, start + count))
