"""Puts the triggers into the database after its tables were brought up to date; what was missing meanwhile is counted anew."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from wirepress.content.posts.finding import index
from wirepress.content.posts.kept import rebuild, triggers


def before_migrate(using: str = "default", plan: Any = None, **_: Any) -> None:
    """Told by Django before tables change: a trigger would hold the column fast that is to go."""
    if any(migration.app_label in ("posts", "terms") for migration, _ in plan or ()):
        remove(using)


def after_migrate(using: str = "default", **_: Any) -> None:
    """Told by Django when all tables are there."""
    if "posts_searchstale" not in connections[using].introspection.table_names():
        return
    made = install(using)
    if made:
        rebuild.rebuild(using)
    if any(trigger.tells_search for trigger in made):
        index.start_anew()


def install(using: str = "default") -> list[triggers.Trigger]:
    """Makes what is missing and drops what is no longer wanted. Answers the triggers that were missing."""
    connection = connections[using]
    wish = {trigger.name: trigger for trigger in triggers.wanted(connection.vendor)}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        present = dict(_present(cursor, connection.vendor))
        for name in present.keys() - wish.keys():
            _drop(cursor, connection.vendor, name, present[name])
        for name in wish.keys() - present.keys():
            for statement in wish[name].statements:
                cursor.execute(statement)
    return [trigger for name, trigger in wish.items() if name not in present]


def remove(using: str = "default") -> None:
    """Takes all of them away: nothing is kept until they are back."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name, table in _present(cursor, connection.vendor):
            _drop(cursor, connection.vendor, name, table)


def _drop(cursor: Any, vendor: str, name: str, table: str) -> None:
    if vendor == "postgresql":
        cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')
    else:
        cursor.execute(f'DROP TRIGGER "{name}"')


def _present(cursor: Any, vendor: str) -> list[tuple[str, str]]:
    if vendor == "postgresql":
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND starts_with(tgname, %s) AND relnamespace = current_schema()::regnamespace",
            [triggers.PREFIX],
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, %s) = %s",
            [len(triggers.PREFIX), triggers.PREFIX],
        )
    return [(str(name), str(table)) for name, table in cursor.fetchall()]
