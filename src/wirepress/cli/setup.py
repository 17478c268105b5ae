"""Loads Django for a command, once the site's folder is known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import typer

from wirepress.config.settings import SettingsError, get_settings
from wirepress.core.database.address import conninfo


def load_site() -> None:
    """Set Django up for the chosen site. A wrong setting ends the command with its message."""
    try:
        get_settings()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.config.django")
    import django

    django.setup()


@contextmanager
def _turn() -> Iterator[None]:
    """PostgreSQL: of several nodes that start at the same moment one brings the tables up to date, the others wait for it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with psycopg.connect(conninfo(connection.settings_dict), connect_timeout=5) as waiting:
        waiting.execute("SELECT pg_advisory_xact_lock(hashtextextended('wirepress tables', 0))")
        yield


def require_tables() -> None:
    """End the command, saying what to do, when the site's database is not ready."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from wirepress.content.posts.kept import install as kept
    from wirepress.web.delivery.changes import install

    try:
        with _turn():
            executor = MigrationExecutor(connection)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                install.before_migrate()
                kept.before_migrate(plan=plan)
                executor.migrate(executor.loader.graph.leaf_nodes())
            kept.after_migrate()
            install.install()
    except (DatabaseError, psycopg.Error) as error:
        typer.echo(f"The site's database cannot be used: {error}", err=True)
        raise typer.Exit(2) from None
