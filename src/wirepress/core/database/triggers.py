"""Sets of triggers in a database, told apart by how their names begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger's name (with a mark of its text, so that a changed one is found), its table and the statements that make it."""

    name: str
    table: str
    statements: Sequence[str]


def replace_triggers(using: str, prefix: str, wanted: Iterable[Trigger]) -> tuple[list[str], list[str]]:
    """Makes what is missing of a set and drops what is no longer wanted. Answers the names of those made and of those dropped."""
    connection = connections[using]
    wish = {trigger.name: trigger for trigger in wanted}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        present = dict(_present(cursor, connection.vendor, prefix))
        old, new = [name for name in present if name not in wish], [name for name in wish if name not in present]
        for name in old:
            _drop(cursor, connection.vendor, name, present[name])
        for name in new:
            for statement in wish[name].statements:
                cursor.execute(statement)
    return new, old


def remove_triggers(using: str, prefix: str) -> None:
    """Takes all of a set away."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name, table in _present(cursor, connection.vendor, prefix):
            _drop(cursor, connection.vendor, name, table)


def _drop(cursor: Any, vendor: str, name: str, table: str) -> None:
    if vendor == "postgresql":
        cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')
    else:
        cursor.execute(f'DROP TRIGGER "{name}"')


def _present(cursor: Any, vendor: str, prefix: str) -> list[tuple[str, str]]:
    if vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND starts_with(tgname, %s) AND relnamespace = current_schema()::regnamespace",
            [prefix],
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, %s) = %s",
            [len(prefix), prefix],
        )
    return [(str(name), str(table)) for name, table in cursor.fetchall()]
