"""The `wirepress` command: one file per subcommand, mounted here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from wirepress.cli import bench, documents, feature, import_, jobs, meta, search, user, wire
from wirepress.cli.demo import demo
from wirepress.cli.doctor import doctor
from wirepress.cli.init import init
from wirepress.cli.serve import serve
from wirepress.cli.version import version
from wirepress.cli.worker import worker

app = typer.Typer(no_args_is_help=True, add_completion=False, help="A newsroom engine that speaks WordPress.")


@app.callback()
def choose_site(
    site: Annotated[
        Path | None,
        typer.Option(
            "--site", help="Folder of the site; else WIREPRESS_SITE, else the current folder.", show_default=False
        ),
    ] = None,
) -> None:
    """Every command works on one site. The folder is settled before anything of Django is loaded."""
    if site is not None:
        os.environ["WIREPRESS_SITE"] = str(site.resolve())


app.command()(demo)
app.command()(init)
app.command()(serve)
app.command()(worker)
app.command()(doctor)
app.command()(version)
app.add_typer(documents.app, name="documents")
app.add_typer(feature.app, name="feature")
app.add_typer(user.app, name="user")
app.add_typer(import_.app, name="import")
app.add_typer(meta.app, name="meta")
app.add_typer(jobs.app, name="jobs")
app.add_typer(wire.app, name="wire")
app.add_typer(search.app, name="search")
app.add_typer(bench.app, name="bench")


def run() -> None:
    """Entry point of the console script."""
    app()
