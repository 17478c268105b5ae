"""Shows how far an import is, and at its end the table of what it did."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Final, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from wirepress.transfer.report import Report, Tally

NAMED: Final = 20  # refusals shown word for word


class ProgressLine:
    """A progress bar per step, on standard error, so that output can be piped."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=max(total, 1))
        self._bar.update(self._tasks[step], completed=done, total=max(total, 1))

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def exit_by_report(report: Report) -> None:
    """Leave with 1 when something that matters did not go in."""
    if report.failed:
        raise typer.Exit(1)


def print_report(report: Report, *, dry_run: bool = False, as_json: bool = False) -> None:
    """Print the table, then everything that was refused, lost, unknown or worth saying; or all of it as JSON."""
    if as_json:
        typer.echo(json.dumps({"dry_run": dry_run, **report.summary()}, ensure_ascii=False, indent=2))
        return
    console = Console(soft_wrap=True, highlight=False)
    console.print(_table(report, dry_run))
    for refusal in report.refusals[:NAMED]:
        console.print(f"Refused: {refusal}", markup=False)
    hidden = report.total.refused - min(NAMED, len(report.refusals))
    if hidden > 0 and report.refusals:
        console.print(f"... and {hidden} more were refused.")
    if report.missing_tables:
        names = ", ".join(report.missing_tables)
        console.print(
            f"Missing, and no site is whole without: {names}. Make the dump anew, with all tables.", markup=False
        )
    for what, times in sorted(report.lost.items()):
        console.print(f"Lost: {what} ({times})", markup=False)
    for name, rows in sorted(report.unknown_tables.items()):
        console.print(f"Unknown table, not imported: {name}" + (f" ({rows} rows)" if rows else ""), markup=False)
    if report.unknown_options:
        names = ", ".join(sorted(report.unknown_options))
        console.print(f"Unknown options, not imported ({len(report.unknown_options)}): {names}", markup=False)
    for note in report.notes:
        console.print(note, markup=False)


def _table(report: Report, dry_run: bool) -> Table:
    table = Table(title="Would be imported" if dry_run else "Imported", title_justify="left")
    table.add_column("")
    for column in ("read", "created", "updated", "unchanged", "refused", "lost"):
        table.add_column(column, justify="right")
    for kind, tally in report.tallies.items():
        table.add_row(kind, *_counts(tally), str(report.lost_of(kind) or ""))
    table.add_section()
    table.add_row("all", *_counts(report.total), str(report.lost.total()))
    return table


def _counts(tally: Tally) -> list[str]:
    return [str(number) for number in (tally.read, tally.created, tally.updated, tally.unchanged, tally.refused)]
