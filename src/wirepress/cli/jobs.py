"""`wirepress jobs list` and `wirepress jobs run NAME`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(no_args_is_help=True, help="List and run the background jobs of this site.")


@app.command("list")
def list_() -> None:
    """Every job, how often it runs, when it ran last and how that went, and how many wait."""
    load_site()
    require_tables()
    from wirepress.core.jobs import overview

    table = Table("job", "every", "ran last (GMT)", "seconds", "waiting", "went")
    for line in overview.lines():
        last = line.last or {}
        table.add_row(
            line.job.name,
            str(line.job.every or "on demand"),
            _format_last_run(last),
            str(last.get("seconds", "")),
            str(line.waiting),
            _describe_outcome(last),
        )
    Console(width=None).print(table)


@app.command()
def run(
    name: Annotated[str, typer.Argument(help="A job's name, as `wirepress jobs list` shows it.")],
    arguments: Annotated[str, typer.Option(help="Arguments of the job, as a JSON object.")] = "{}",
) -> None:
    """Run a job here and now, once, beside the queue."""
    load_site()
    require_tables()
    from wirepress.core.jobs import known
    from wirepress.core.jobs.message import Message
    from wirepress.core.jobs.perform import perform, short

    try:
        given = json.loads(arguments)
        if not isinstance(given, dict):
            raise ValueError("it is no object")
        known.find(name)
    except (ValueError, known.UnknownJob) as error:
        typer.echo(
            str(error) if isinstance(error, known.UnknownJob) else f"--arguments takes a JSON object: {error}.",
            err=True,
        )
        raise typer.Exit(2) from None
    outcome = perform(Message(name, given))
    if outcome.error:
        typer.echo(f"{name} failed after {outcome.seconds:.2f} s: {outcome.error}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{name} is done, {outcome.seconds:.2f} s. It answered: {short(outcome.answer)}")


def _format_last_run(last: Mapping[str, Any]) -> str:
    return datetime.fromtimestamp(float(last["at"]), UTC).strftime("%Y-%m-%d %H:%M:%S") if last else "never"


def _describe_outcome(last: Mapping[str, Any]) -> str:
    if not last:
        return ""
    return f"failed: {last['error']}" if last.get("error") else f"well: {last['answer']}"
