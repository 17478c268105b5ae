"""Loads Django for a command, once the site's folder is known."""

from __future__ import annotations

import os

import typer

from wirepress.config.settings import SettingsError, get_settings


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


def require_tables() -> None:
    """End the command, saying what to do, when the site's database is not ready."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from wirepress.content.posts.kept import install as kept
    from wirepress.web.delivery.changes import install

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            install.before_migrate()
            kept.before_migrate(plan=plan)
            executor.migrate(executor.loader.graph.leaf_nodes())
        kept.after_migrate()
        install.install()
    except DatabaseError as error:
        typer.echo(f"The site's database cannot be used: {error}", err=True)
        raise typer.Exit(2) from None
