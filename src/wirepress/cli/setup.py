"""Loads Django for a command, once the site's folder is known. Nothing of it is imported before: `wirepress --help` needs none."""

from __future__ import annotations

import os

import typer


def load_site(*, secret: bool = True) -> None:
    """Set Django up for the chosen site. Where there is none, or a setting is wrong, the command ends with the message.

    `secret`: the site must have its secret key; only `doctor` goes on without.
    """
    from wirepress.settings.settings import SettingsError, require_settings

    try:
        require_settings(secret=secret)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
    import django

    django.setup()


def require_start() -> None:
    """End the command, saying why, when files that the settings name cannot be used by a process that stays."""
    from wirepress.settings.check_start import check_start
    from wirepress.settings.settings import SettingsError, get_settings

    try:
        check_start(get_settings())
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def require_tables() -> None:
    """Bring the site's tables up to date; end the command, saying why, when its database cannot be used."""
    from wirepress.server.service.migrate import DatabaseUnusable, migrate_database

    try:
        migrate_database()
    except DatabaseUnusable as error:
        typer.echo(f"The site's database cannot be used: {error}", err=True)
        raise typer.Exit(2) from None
