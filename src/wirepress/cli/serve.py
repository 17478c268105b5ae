"""`wirepress serve`: the site over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.setup import load_site, require_tables


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that answer.", min=1, max=64)] = 1,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Run jobs too; without, start `wirepress worker` somewhere.")
    ] = True,
) -> None:
    """Serve the site until Ctrl+C. The database's tables are checked and brought up to date first."""
    load_site()
    require_tables()
    from wirepress.web.delivery.server import run

    run(host, port, workers, worker=worker)
