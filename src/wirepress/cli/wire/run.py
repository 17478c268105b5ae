"""`wirepress wire run [SOURCE]`: gather now, in the foreground."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from wirepress.cli.wire.common import fail, find_source, open_site

if TYPE_CHECKING:
    from wirepress.features.wire.ingest.intake import ReportProgress
    from wirepress.features.wire.models import Run

COLUMNS = ("found", "filed", "queued", "attached", "updated", "skipped", "held", "failed")


Name = Annotated[
    str,
    typer.Argument(
        metavar="[SOURCE]", help="One source, due or not; all sources that are due when left out.", show_default=False
    ),
]


def run(source: Name = "") -> None:
    """Check every source that is due, once, and show what came. Ends with 1 when a source failed."""
    console = open_site()
    results: list[tuple[str, Run | None, str]] = []
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    try:
        with bar:
            if source:
                results.append(_run_source(source, bar))
            else:
                _run_due_sources(bar, results)
    except KeyboardInterrupt:
        typer.echo("Stopped. What is filed stays; the rest is handled in the next run.", err=True)
        os._exit(130)  # threads that wait for other servers do not keep the command
    if not results:
        console.print("Nothing is due. One source all the same: wirepress wire run SOURCE")
        return
    _show(console, results)
    if any(words or (run is not None and run.error) for _, run, words in results):
        raise typer.Exit(1)


def _run_source(name: str, bar: Progress) -> tuple[str, Run | None, str]:
    from wirepress.features.wire.ingest.runs import lease
    from wirepress.features.wire.ingest.runs.run import SourceBusy
    from wirepress.features.wire.ingest.runs.wait_for_run import run_or_wait
    from wirepress.features.wire.maintenance.alerts import send_alerts

    source = find_source(name)
    if source.kind == "push":
        fail(f"{source.name} is not asked: it pushes its stories here.")
    try:
        run = run_or_wait(source.pk, say=_progress_callback(bar, source.name))
        send_alerts()
        return source.name, run, ""
    except (SourceBusy, lease.LeaseLost) as error:
        return source.name, None, str(error)


def _run_due_sources(bar: Progress, results: list[tuple[str, Run | None, str]]) -> None:
    from wirepress.features.wire.ingest.runs.run_due import run_due
    from wirepress.features.wire.maintenance.alerts import send_alerts
    from wirepress.features.wire.models import Source

    names = dict(Source.objects.values_list("id", "name"))

    def note(number: int, run: Run | None, words: str) -> None:
        results.append((names.get(number, str(number)), run, words))
        send_alerts()  # at once, whatever looks are under way

    run_due(say=lambda number: _progress_callback(bar, names.get(number, str(number))), done=note)
    send_alerts()


def _progress_callback(bar: Progress, name: str) -> ReportProgress:
    """Shows how far one source is."""
    task = bar.add_task(f"{name[:40]}: waiting", total=None)

    def say(step: str, done: int, total: int) -> None:
        bar.update(task, description=f"{name[:40]}: {step}", completed=done, total=max(total, 1))

    return say


def _show(console: Console, results: list[tuple[str, Run | None, str]]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="fold")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for name, run, _ in results:
        table.add_row(name, *(str(getattr(run, column)) if run is not None else "" for column in COLUMNS))
    if len(results) > 1:
        table.add_section()
        table.add_row(
            "all", *(str(sum(getattr(run, column) for _, run, _ in results if run is not None)) for column in COLUMNS)
        )
    console.print(table, markup=False)
    for name, run, words in results:
        said = [words] if words else []
        if run is not None:
            said += [run.error] * bool(run.error) + (
                [f"{run.status}: nothing has changed since the last check."] if run.status == 304 else []
            )
            said += list(run.notes)[:10]
        for line in said:
            console.print(f"{name}: {line}", markup=False)
