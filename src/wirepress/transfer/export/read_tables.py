"""Reads whole tables in order of their ids, a chunk at a time, all as they were at one moment.

Below Django's models: an export reads millions of rows, and what is stored is what shall go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db import connection, models, transaction

CHUNK: Final = 2000  # rows in one question
NO_DATE: Final = "0000-00-00 00:00:00"
Row = tuple[Any, ...]


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside, this thread reads the database as it was at the first question. Nobody who writes has to wait."""
    if connection.in_atomic_block:  # whoever opened the transaction has settled that
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        # Below Django, whose transactions are those of writers and would hold up all others.
        connection.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            connection.connection.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def read_rows(
    model: type[models.Model], names: Sequence[str], where: str = "", values: Sequence[Any] = ()
) -> Iterator[Row]:
    """Yield the columns of these fields, ordered by the primary key. `where`: a further condition, in SQL, with its values."""
    for chunk in read_chunks(model, names, where, values):
        yield from chunk


def read_chunks(
    model: type[models.Model], names: Sequence[str], where: str = "", values: Sequence[Any] = (), size: int = CHUNK
) -> Iterator[list[Row]]:
    """Yield the same in lists. Each question goes on behind the last key, so that none reads what was read."""
    quote = connection.ops.quote_name
    key = quote(str(model._meta.pk.column))
    columns = ", ".join(quote(str(model._meta.get_field(name).column)) for name in names)  # type: ignore[union-attr]
    condition = f"({where})" if where else "1 = 1"
    sql = f"SELECT {key}, {columns} FROM {quote(model._meta.db_table)} WHERE {condition} AND {key} > %s ORDER BY {key} LIMIT {size}"
    first = model._meta.pk.get_internal_type() if model._meta.pk else ""
    last: Any = "" if first == "CharField" else -(2**63)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(sql, (*values, last))
            found = cursor.fetchall()
            if not found:
                return
            yield [row[1:] for row in found]
            last = found[-1][0]
            if len(found) < size:
                return


def read_of_owners(
    model: type[models.Model], owner: str, names: Sequence[str], owners: Iterable[int]
) -> dict[int, list[Row]]:
    """Return owner -> columns of the rows that are theirs, in the order of the rows' ids."""
    wanted = list(owners)
    found: dict[int, list[Row]] = {}
    if not wanted:
        return found
    quote = connection.ops.quote_name
    fields = model._meta
    column = quote(str(fields.get_field(owner).column))  # type: ignore[union-attr]
    columns = ", ".join(quote(str(fields.get_field(name).column)) for name in names)  # type: ignore[union-attr]
    key = quote(str(fields.pk.column))
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT {column}, {columns} FROM {quote(fields.db_table)} WHERE {column} IN ({marks}) ORDER BY {key}",
                some,
            )
            for row in cursor.fetchall():
                found.setdefault(row[0], []).append(row[1:])
    return found


def count_rows(model: type[models.Model]) -> int:
    """Return how many rows a table has."""
    return int(model._default_manager.count())


def next_number(model: type[models.Model]) -> int:
    """Return the number that the next row of a table would get."""
    table = model._meta.db_table
    highest = model._default_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')::text", [table])
            name = cursor.fetchone()[0]
            cursor.execute(f"SELECT last_value, is_called FROM {name}")
            last, called = cursor.fetchone()
            return max(int(highest) + 1, int(last) + int(called))
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    return max(int(highest), int(row[0]) if row else 0) + 1


def mysql_date(value: Any) -> str:
    """Return a stored date as MySQL writes it; the zero date for none."""
    if value is None:
        return NO_DATE
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")[:19]
    return str(value)[:19].replace("T", " ")
