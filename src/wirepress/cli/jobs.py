"""`wirepress jobs`: which jobs there are, what waits, and one run, cancelled or queued again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(no_args_is_help=True, help="List and run the background jobs of this site.")
Number = Annotated[int, typer.Argument(help="A job's number, as `wirepress jobs queue` shows it.", min=1)]


@app.command("list")
def list_() -> None:
    """Every job, how often it runs, when it ran last and how that went, and how many wait."""
    load_site()
    require_tables()
    from wirepress.core.jobs import known
    from wirepress.core.jobs.models import QueuedJob

    table = Table("job", "every", "ran last (GMT)", "seconds", "waiting", "went")
    for job in known.every().values():
        rows = QueuedJob.objects.filter(name=job.name)
        last = rows.filter(ended__isnull=False).exclude(state="cancelled").order_by("-ended").first()
        waiting = rows.filter(state__in=("waiting", "running")).exclude(periodic=True, state="waiting", failed=0)
        table.add_row(
            job.name,
            str(job.every or "on demand"),
            _format_last_run(last.ended if last else None),
            str(round(last.seconds or 0, 3)) if last else "",
            str(waiting.count()),
            escape(f"failed: {last.error}" if last.error else f"well: {last.result}") if last else "",
        )
    Console(width=None).print(table)


@app.command()
def queue(
    state: Annotated[str, typer.Option(help="Only those: waiting, running, done, failed or cancelled.")] = "",
    most: Annotated[int, typer.Option(help="How many, the newest first.", min=1)] = 50,
) -> None:
    """The jobs in the queue, and those that ended lately: their numbers, arguments, and what went wrong."""
    load_site()
    require_tables()
    from wirepress.core.jobs.models import QueuedJob

    if state and state not in QueuedJob.State.values:
        typer.echo(f"There is no state '{state}'. Known: {', '.join(QueuedJob.State.values)}.", err=True)
        raise typer.Exit(2)
    rows = QueuedJob.objects.filter(state=state) if state else QueuedJob.objects.all()
    table = Table("number", "job", "state", "due (GMT)", "failed", "ended (GMT)", "runs at", "arguments", "error")
    for row in rows.order_by("-pk")[:most]:
        table.add_row(
            str(row.pk),
            row.name,
            row.state,
            _format_last_run(row.due),
            str(row.failed),
            _format_last_run(row.ended),
            row.holder.rpartition(":")[0],
            escape(row.arguments[:200]),
            escape(row.error),
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
    from wirepress.core.jobs.perform import perform, shorten

    try:
        given: Any = json.loads(arguments)
        if not isinstance(given, dict):
            raise ValueError("it is no object")
        known.find(name)
    except (ValueError, known.UnknownJob) as error:
        typer.echo(
            str(error) if isinstance(error, known.UnknownJob) else f"--arguments takes a JSON object: {error}.",
            err=True,
        )
        raise typer.Exit(2) from None
    outcome = perform(name, given)
    if outcome.error:
        typer.echo(f"{name} failed after {outcome.seconds:.2f} s: {outcome.error}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{name} is done, {outcome.seconds:.2f} s. It answered: {shorten(outcome.answer)}")


@app.command()
def cancel(number: Number) -> None:
    """Take a job out of the queue. One that is under way goes to its end, but is not repeated."""
    load_site()
    require_tables()
    from wirepress.core.jobs import queue as steps

    if not steps.cancel(number):
        typer.echo(f"No job {number} waits or is under way: `wirepress jobs queue` lists them.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Job {number} is cancelled. If it is under way it goes to its end, and is not repeated.")


@app.command()
def retry(number: Number) -> None:
    """Queue a job again, due now, that was given up or cancelled, or waits."""
    load_site()
    require_tables()
    from wirepress.core.jobs import queue as steps

    if not steps.retry(number):
        typer.echo(
            f"No job {number} was given up, was cancelled or waits: `wirepress jobs queue` lists them.", err=True
        )
        raise typer.Exit(1)
    typer.echo(f"Job {number} is due now.")


def _format_last_run(ms: int | None) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S") if ms else "never"
