"""Loads Django for a command, once the site's folder is known. Nothing of it is imported before: `wirepress --help` needs none."""

from __future__ import annotations

import os

import typer


def load_site() -> None:
    """Set Django up for the chosen site. A wrong setting ends the command with its message."""
    from wirepress.settings.settings import SettingsError, get_settings

    try:
        get_settings()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
    import django

    django.setup()


def require_tables() -> None:
    """Bring the site's tables up to date; end the command, saying why, when its database cannot be used."""
    from wirepress.server.service.migrate import DatabaseUnusable, bring_up_to_date

    try:
        bring_up_to_date()
    except DatabaseUnusable as error:
        typer.echo(f"The site's database cannot be used: {error}", err=True)
        raise typer.Exit(2) from None
