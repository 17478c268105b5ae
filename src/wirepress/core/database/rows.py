"""Rows by hand-written conditions, for the questions that every write asks.

The ORM builds a question anew each time, which costs ten times what the database takes to answer one of these. Here the columns
and their converters are found out once; the condition is the caller's SQL, with `%s` for its values and the columns' own names.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, router

_Row = TypeVar("_Row", bound=models.Model)
_Converter = tuple[
    int, Callable[[Any, Any, Any], Any], Any
]  # place, (value, expression, connection) -> value, expression
MOST: Final = 900  # values in one question (SQLite's oldest limit is 999)
_PLANS: Final = "_wirepress_rows"


def placeholders(values: Sequence[Any]) -> str:
    """Return so many placeholders, for `IN (...)`; of none, something that nothing is in."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def find_rows(model: type[_Row], condition: str, values: Iterable[Any] = ()) -> list[_Row]:
    """Return rows of a table whose condition holds. `condition`: SQL behind WHERE; ORDER BY and LIMIT may follow in it."""
    return [row for row, _ in find_rows_joined(model, "", f"WHERE {condition}", values)]


def find_rows_joined(
    model: type[_Row], more: str, rest: str, values: Iterable[Any] = ()
) -> list[tuple[_Row, tuple[Any, ...]]]:
    """Return rows, and beside each the columns that `more` names ("" or `, column ...`). `rest`: SQL behind the table's name."""
    alias = router.db_for_read(model)
    connection = connections[alias]
    plans = connection.__dict__.setdefault(_PLANS, {})
    plan = plans.get(model)
    if plan is None:
        plan = plans[model] = _plan(model, connection)
    columns, table, names, converters = plan
    found = _fetched(connection, f"SELECT {columns}{more} FROM {table} {rest}", tuple(values))
    size = len(names)
    made = []
    for given in found:
        row = list(given[:size])
        for place, convert, expression in converters:
            row[place] = convert(row[place], expression, connection)
        made.append((model.from_db(alias, names, row), given[size:]))
    return made


def select_in(model: type[_Row], column: str, numbers: Iterable[int]) -> list[_Row]:
    """Return rows whose column is one of these numbers, each once, in no order."""
    return [row for some in in_chunks(numbers) for row in find_rows(model, f"{column} IN ({placeholders(some)})", some)]


def in_chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers, each once, in lists that fit into one question."""
    wanted = list(dict.fromkeys(numbers))
    for start in range(0, len(wanted), MOST):
        yield wanted[start : start + MOST]


def insert_rows(row: models.Model) -> None:
    """Write a new row that has its number already, as `save(force_insert=True)` does, in the database that is written."""
    model = type(row)
    alias = router.db_for_write(model)
    connection = connections[alias]
    fields = model._meta.concrete_fields
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({placeholders(values)})", values
        )
    row._state.adding, row._state.db = False, alias


def next_numbers(model: type[models.Model], count: int = 1) -> list[int]:
    """Return numbers that no row of a table has and none will get. On SQLite the caller's transaction has to be one that writes."""
    table = model._meta.db_table
    connection = connections[router.db_for_write(model)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    last = int(row[0]) if row else 0
    return list(range(last + 1, last + 1 + count))


def query_rows(model: type[models.Model], sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Bare columns, of the database that is read for this model."""
    return _fetched(connections[router.db_for_read(model)], sql, tuple(values))


def stored_moment(model: type[models.Model], moment: datetime) -> Any:
    """Return a moment as a value of a hand-written condition on a column of dates."""
    return connections[router.db_for_read(model)].ops.adapt_datetimefield_value(moment)


def read_moment(value: Any) -> datetime:
    """Return a date as the database's driver gives it, naive."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def index_hint(model: type[models.Model], index: str) -> str:
    """Return what stands behind the table's name where a question has one right index: the rule for all such questions.

    SQLite's planner knows nothing of how many rows have a value unless it was told (ANALYZE), and then only on an average;
    for a few rows among a million it may look through all of them. PostgreSQL finds the index itself: nothing stands there.
    The condition must be one that the index can serve, a partial index's own condition among it; else SQLite refuses.
    """
    return f" INDEXED BY {index}" if connections[router.db_for_read(model)].vendor == "sqlite" else ""


def execute(sql: str, values: Iterable[Any]) -> int:
    """Write by SQL to the primary database; how many rows it touched."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(sql, tuple(values))
        return int(cursor.rowcount)


def _fetched(connection: Any, sql: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Return all rows of an answer. SQLite is asked below Django's cursors, whose layers cost as much as the answer, unless somebody listens in."""
    if connection.vendor == "sqlite" and not connection.queries_logged and not connection.execute_wrappers:
        connection.ensure_connection()
        connection.validate_thread_sharing()
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors:
            found: list[tuple[Any, ...]] = connection.connection.execute(_in_sqlite(sql), values).fetchall()
            return found
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@functools.lru_cache(maxsize=512)
def _in_sqlite(sql: str) -> str:
    return sql.replace("%s", "?")


def _plan(model: type[models.Model], connection: Any) -> tuple[str, str, tuple[str, ...], list[_Converter]]:
    quoted = connection.ops.quote_name
    fields, table = model._meta.concrete_fields, quoted(model._meta.db_table)
    converters: list[_Converter] = []
    for place, field in enumerate(fields):
        expression = field.get_col(model._meta.db_table)
        for convert in (*connection.ops.get_db_converters(expression), *expression.get_db_converters(connection)):
            converters.append((place, convert, expression))
    return (
        ", ".join(f"{table}.{quoted(str(field.column))}" for field in fields),
        table,
        tuple(field.attname for field in fields),
        converters,
    )
