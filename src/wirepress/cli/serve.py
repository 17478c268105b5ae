"""`wirepress serve`: the site over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.quick import HOST, MANY, PORT, PORTS, WORKERS
from wirepress.server.service.start import start_service


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(help="Port to listen on.", min=PORTS[0], max=PORTS[-1])] = PORT,
    workers: Annotated[
        int, typer.Option(help="How many processes answer requests.", min=MANY[0], max=MANY[-1])
    ] = WORKERS,
    worker: Annotated[
        bool,
        typer.Option(
            "--worker/--no-worker", help="Run background jobs too; with --no-worker start `wirepress worker` somewhere."
        ),
    ] = True,
) -> None:
    """Serve the site until Ctrl+C. The database's tables are checked and brought up to date first."""
    start_service(
        host, port, workers, jobs=worker
    )  # what is wrong with the site its first generation says, see load.py
