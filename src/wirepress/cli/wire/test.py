"""`wirepress wire test SOURCE`: what would become of each story, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from wirepress.cli.wire.common import find_source, open_site

if TYPE_CHECKING:
    from wirepress.features.wire.ingest.runs.dry_run import EntryFate

WORDS = {
    "file": "FILE",
    "skip": "skip",
    "attach": "attach",
    "block": "BLOCK",
    "hold": "hold",
    "known": "known",
    "change": "CHANGE",
    "fail": "FAIL",
}


def test(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Number, short name or name of the source.")],
    count: Annotated[int, typer.Option(help="How many entries to check, newest first; 0 for all.", min=0)] = 50,
) -> None:
    """Show what would happen to each entry of the source and why. Nothing is filed or kept. Ends with 1 when nothing can be had."""
    console = open_site()
    from wirepress.features.wire.ingest.runs.dry_run import run_dry

    row = find_source(source)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(row.name)
        trial = run_dry(
            row,
            count=count,
            say=lambda step, done, total: bar.update(task, description=step, completed=done, total=max(total, 1)),
        )
    if trial.error:
        typer.echo(trial.error, err=True)
        raise typer.Exit(1)
    for note in trial.notes:
        console.print(f"Note: {note}", markup=False)
    for fate in trial.fates:
        _print_fate(console, fate)
    sums = {what: sum(fate.what == what for fate in trial.fates) for what in WORDS}
    told = ", ".join(f"{number} {what}" for what, number in sums.items() if number) or "no entries"
    console.print(
        f"{row.name}: {told}." + (f" {trial.left} older entries were not examined." if trial.left else ""),
        markup=False,
    )
    console.print("Nothing was filed.")


def _print_fate(console: Console, fate: EntryFate) -> None:
    entry, verdict = fate.entry, fate.verdict
    console.print(f"{WORDS[fate.what]:7} {entry.title or entry.url or entry.guid}", markup=False)
    if fate.what == "file":
        terms = [*verdict.categories, *(f"#{tag}" for tag in verdict.tags)]
        console.print(
            f"        as {verdict.status}, {fate.words} words" + (f", in {', '.join(terms)}" if terms else ""),
            markup=False,
        )
        if fate.credit:
            console.print(f"        credit: {fate.credit}", markup=False)
        if fate.picture:
            console.print(f"        picture: {fate.picture}", markup=False)
    for reason in fate.reasons:
        console.print(f"        - {reason.words}", markup=False)
