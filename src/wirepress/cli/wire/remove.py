"""`wirepress wire remove|enable|disable SOURCE`."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.wire.common import fail, find_source, open_site

Name = Annotated[str, typer.Argument(metavar="SOURCE", help="Number, short name or name of the source.")]


def remove(
    source: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Remove a source and what is remembered of its items. Its stories stay on the site."""
    open_site()
    from wirepress.features.wire.sources.manage import remove_source

    row = find_source(source)
    number = row.items.count()
    if not yes and not typer.confirm(f"Remove {row.name}? Its {number} items are forgotten; its stories stay."):
        fail("Nothing was removed.", 1)
    typer.echo(f"{row.name} is removed; {remove_source(row)} items were forgotten. Its stories stay on the site.")


def enable(source: Name) -> None:
    """Gather from a source again; it is due at once."""
    _switch(source, on=True)


def disable(source: Name) -> None:
    """Gather no longer from a source; all that is known of it is kept."""
    _switch(source, on=False)


def _switch(name: str, *, on: bool) -> None:
    open_site()
    from wirepress.features.wire.sources.manage import change_source

    row = find_source(name)
    if row.enabled == on:
        typer.echo(f"{row.name} is {'on' if on else 'paused'} already.")
        return
    change_source(row, {"enabled": on})
    typer.echo(f"{row.name} is gathered again; it is due now." if on else f"{row.name} is paused. Its stories stay.")
