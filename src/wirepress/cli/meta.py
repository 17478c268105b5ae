"""`wirepress meta register FILE`: what the old site's own code registered as meta."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(no_args_is_help=True, help="Register meta fields of this site.")


@app.callback()
def group() -> None:
    """Keeps `register` a word of its own, though it is the only command."""


@app.command("register")
def register(
    file: Annotated[
        Path,
        typer.Argument(
            help="JSON: object type (post:post, term:category, user, comment) -> list of fields.",
            exists=True,
            dir_okay=False,
        ),
    ],
) -> None:
    """Take registered meta from FILE and keep it in the site. The same file again changes nothing; earlier entries are replaced."""
    load_site()
    require_tables()
    from wirepress.transfer.registered_meta import MetaFileError, register_file

    try:
        count = register_file(file)
    except MetaFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{count} fields are registered.")
