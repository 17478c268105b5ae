"""Turns: what several writers want at the same moment they get one after the other, each until its transaction ends.

SQLite lets one transaction write at a time by itself (transactions begin IMMEDIATE); PostgreSQL is asked for locks.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def lock_name(name: str) -> None:
    """Wait until nobody else writes under a name that no row stands for: a slug, the terms of a taxonomy, an option."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def lock_names(names: Iterable[str]) -> None:
    """Take turns under several names, always in one order, so that no two writers wait for each other."""
    if connection.vendor == "postgresql" and (sorted_names := sorted(set(names))):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM (SELECT unnest(%s::text[]) AS name) AS names",
                [sorted_names],
            )


def lock_rows(row: Model) -> bool:
    """Bring the row's columns up to date and keep other writers off it. False: it is gone."""
    columns = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    rows = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk)
    fresh = rows.values_list(*columns).first()
    if fresh is None:
        return False
    for name, value in zip(columns, fresh, strict=True):
        setattr(row, name, value)
    return True
