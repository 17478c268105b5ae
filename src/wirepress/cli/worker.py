"""`wirepress worker`: runs jobs."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.setup import load_site, require_start, require_tables


def worker(
    threads: Annotated[int, typer.Option(help="How many jobs run at the same time.", min=1, max=64)] = 2,
    once: Annotated[bool, typer.Option("--once", help="Run the jobs that are due, then stop.")] = False,
) -> None:
    """Run jobs until Ctrl+C. `wirepress serve` has a worker of its own; this is for more of them, on whatever machine."""
    load_site()
    require_start()
    require_tables()
    from wirepress.core.jobs import worker as working

    if not once:
        raise typer.Exit(working.run(threads))
    done = working.run_once()
    typer.echo(f"{done} {'job was' if done == 1 else 'jobs were'} run.")
