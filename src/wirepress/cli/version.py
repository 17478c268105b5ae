"""`wirepress version`."""

from __future__ import annotations

import platform

import typer


def version() -> None:
    """Print the version of Wirepress, Python and Django."""
    import django

    from wirepress import __version__

    typer.echo(f"wirepress {__version__} (Python {platform.python_version()}, Django {django.get_version()})")
