"""Installs the triggers after the tables were migrated, and drops those that are not wanted any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, transaction

from wirepress.core.cache.watched import OTHER, SILENT, Watched
from wirepress.core.database.triggers import Trigger, remove_triggers, replace_triggers
from wirepress.core.extensions import Extensions, discover
from wirepress.server.changes import triggers
from wirepress.server.changes.watched_tables import CONTENT, HOUSEKEEPING
from wirepress.settings.settings import get_settings


def watched_tables() -> list[Watched]:
    """Return what our tables and those of every installed feature have declared, whether the feature is switched on or not."""
    features = Extensions(discover(tuple(get_settings().plugins)).values())
    return [*CONTENT, *features.declared("watched_tables")]


def wanted_triggers(vendor: str) -> Iterator[Trigger]:
    """Yield every trigger that belongs into the database."""
    by_table: dict[str, list[Watched]] = {}
    for watched in watched_tables():
        by_table.setdefault(watched.table, []).append(watched)
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if not model._meta.managed or model._meta.proxy or table in HOUSEKEEPING or model._meta.app_label == "delivery":
            continue
        columns = [column for field in model._meta.concrete_fields if (column := field.column)]
        # A key of several columns has no column of its own: the first of the table names the change then.
        key = (model._meta.pk.column if model._meta.pk is not None else "") or columns[0]
        for watched in by_table.get(table) or [Watched(table, OTHER, ref=key)]:
            if watched.kind != SILENT:
                yield from triggers.build_triggers(watched, columns, vendor)


def after_migrate(using: str = "default", **_: Any) -> None:
    """Install the triggers. Django calls it when all tables are there."""
    install_triggers(using)


def before_migrate(using: str = "default", **_: Any) -> None:
    """Drop the triggers before tables change, because a trigger would hold on to a column that is to go. Called by Django."""
    remove_triggers(using, triggers.PREFIX)


def install_triggers(using: str = "default") -> int:
    """Create the missing triggers and drop those that are not wanted any more. Return how many changed."""
    made, dropped = replace_triggers(using, triggers.PREFIX, wanted_triggers(connections[using].vendor))
    forget_future_transactions(using)
    return len(made) + len(dropped)


def forget_future_transactions(using: str = "default") -> int:
    """PostgreSQL: delete rows that bear numbers of transactions still to come, and return how many. The database was restored into a
    server that counts from elsewhere, where a page would seem newer than every change of the next days."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return 0
    now, gone = "(SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint)", 0
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table, column in (("delivery_page", "place"), ("delivery_change", "xid")):
            cursor.execute(f"DELETE FROM {table} WHERE {column} > {now}")
            gone += cursor.rowcount
    return gone


def mark_all_changed(using: str = "default") -> None:
    """Record that anything may have changed, after much was written while there were no triggers."""
    connection = connections[using]
    xid = triggers.XID if connection.vendor == "postgresql" else "0"
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO delivery_change (kind, ref, xid) VALUES (%s, '', {xid})", [OTHER])
        if connection.vendor == "postgresql":
            cursor.execute(f"NOTIFY {triggers.CHANNEL}")
