"""Many new rows at once: their triggers rest, and what they would have recorded row by row is recorded by a few statements for all.

All of it happens in the transaction that writes the rows, so whatever ends it leaves triggers, rows and records as they were, or all done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from wirepress.core.cache.watched import SILENT, Watched
from wirepress.server.changes import triggers
from wirepress.server.changes.install import watched_tables


@contextmanager
def record_together(table: str, column: str, numbers: Sequence[int]) -> Iterator[None]:
    """Go around an insert of rows that are new, in a transaction (see core/cache/bulk_inserts.py)."""
    watched = _together(table)
    if not watched:
        yield
        return
    with connection.cursor() as cursor:
        resting = _rest(cursor, table)
        yield
        _wake(cursor, resting)
        given: Any = list(numbers) if connection.vendor == "postgresql" else json.dumps(list(numbers))
        for one in watched:
            for statement in triggers.bulk_statements(one, column, connection.vendor):
                cursor.execute(statement, [given] * statement.replace("%%", "").count("%s"))


@cache
def _together(table: str) -> tuple[Watched, ...]:
    """Return what is watched of a table, when all of it can be recorded for many rows; else nothing."""
    model = next((one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table), None)
    found = tuple(one for one in watched_tables() if one.table == table and one.kind != SILENT)
    possible = model is not None and all(triggers.can_be_recorded_together(one) for one in found)
    return found if possible else ()


def _rest(cursor: Any, table: str) -> list[str]:
    """Let the triggers of new rows rest. Return the statements that bring them back; PostgreSQL's look at a setting of the transaction."""
    if connection.vendor == "postgresql":
        cursor.execute(f"SET LOCAL {triggers.RESTING} = 'on'")
        return []
    start = f"{triggers.PREFIX}{table}_i_"
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND substr(name, 1, %s) = %s",
        [table, len(start), start],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP TRIGGER "{name}"')
    return [sql for _, sql in found]


def _wake(cursor: Any, resting: Sequence[str]) -> None:
    if connection.vendor == "postgresql":
        cursor.execute(f"SET LOCAL {triggers.RESTING} = ''")
    for sql in resting:
        cursor.execute(sql)
