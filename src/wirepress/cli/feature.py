"""`wirepress feature list|enable|disable NAME`."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(
    no_args_is_help=True,
    help="Switch the features of this site on and off. A feature that is off leaves no trace in any answer.",
)
Name = Annotated[str, typer.Argument(help="Name of the feature, as `feature list` shows it.")]


@app.command("list")
def list_features() -> None:
    """Show every installed feature and whether it is on."""
    load_site()
    require_tables()
    from wirepress.content.options.features import switched_off
    from wirepress.core.extensions import discover
    from wirepress.settings.settings import get_settings

    off = switched_off()
    for name, module in discover(tuple(get_settings().plugins)).items():
        state = "off" if name in off else "on"
        typer.echo(f"{state:4} {name:14} {getattr(module, 'DESCRIPTION', '')}")


@app.command()
def enable(name: Name) -> None:
    """Switch a feature on."""
    _switch(name, on=True)


@app.command()
def disable(name: Name) -> None:
    """Switch a feature off; what it stored is kept."""
    _switch(name, on=False)


def _switch(name: str, *, on: bool) -> None:
    load_site()
    require_tables()
    from wirepress.content.options.features import UnknownFeature, switch

    try:
        switch(name, on)
    except UnknownFeature as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{name} is {'on' if on else 'off'}.")
