"""Checks the site's tables and migrates them to this release, before anything answers."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from wirepress.content.posts.listing.counters import install as kept
from wirepress.core.database.address import conninfo
from wirepress.server.changes import install


class DatabaseUnusable(Exception):
    """The database cannot be used. The message says why."""


@contextmanager
def _migration_lock() -> Iterator[None]:
    """PostgreSQL: let one of several nodes that start together migrate the tables, while the others wait."""
    if connection.vendor != "postgresql":
        yield
        return
    import psycopg  # a site on SQLite is spared the third of a second and the memory that it takes

    try:
        with psycopg.connect(conninfo(connection.settings_dict), connect_timeout=5) as waiting:
            waiting.execute("SELECT pg_advisory_xact_lock(hashtextextended('wirepress tables', 0))")
            yield
    except psycopg.Error as error:
        raise DatabaseUnusable(str(error)) from error


def _are_up_to_date() -> bool:
    """Return whether every migration in the apps' folders was applied. This is known without loading them."""
    recorder = MigrationRecorder(connection)
    applied = recorder.applied_migrations()
    for config in apps.get_app_configs():
        if MigrationLoader.migrations_module(config.label) != (f"{config.name}.migrations", False):
            return False  # somebody has put them elsewhere
        modules = pkgutil.iter_modules([str(Path(config.path) / "migrations")])
        if any((config.label, found.name) not in applied for found in modules if found.name[0] not in "_~"):
            return False
    return True


def migrate_database() -> None:
    """Apply missing migrations, and install the triggers. Raises DatabaseUnusable."""
    from django.db import DatabaseError

    try:
        with _migration_lock():
            if not _are_up_to_date():
                executor = MigrationExecutor(connection)
                plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
                if plan:
                    install.before_migrate()
                    kept.before_migrate(plan=plan)
                    executor.migrate(executor.loader.graph.leaf_nodes())
            kept.after_migrate()
            install.install_triggers()
    except DatabaseError as error:
        raise DatabaseUnusable(str(error)) from error
