"""`wirepress export wxr|sql|documents|static OUT`.

Ends with 0 when everything is in the export, 1 when something could not be kept in it, 2 when nothing could be written.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wirepress.cli.output.report_table import ProgressLine
from wirepress.cli.setup import load_site, require_tables

if TYPE_CHECKING:
    from wirepress.transfer.export.export_report import ExportReport, Progress

app = typer.Typer(
    no_args_is_help=True, help="Write what the site holds as files that WordPress and other programs take."
)
Json = Annotated[bool, typer.Option("--json", help="Say what was written as JSON.")]
Out = Annotated[
    str, typer.Argument(metavar="OUT", help="The file to write; .gz at its end packs it, - is standard output.")
]
Media = Annotated[bool, typer.Option("--media", help="Copy the uploads too, into a folder beside the file.")]


@app.command("sql")
def sql(
    out: Out,
    prefix: Annotated[str, typer.Option("--prefix", help="What the names of the tables begin with.")] = "wp_",
    media: Media = False,
    as_json: Json = False,
) -> None:
    """Write WordPress's tables as an SQL dump: content, people with their password hashes, options. MySQL and MariaDB load it."""
    load_site()
    require_tables()
    from wirepress.transfer.export.sql import export_sql

    _run(lambda progress: export_sql(out, prefix=prefix, progress=progress), out, media=media, as_json=as_json)


def _run(export: Callable[[Progress], ExportReport], out: str, *, media: bool, as_json: bool) -> None:
    """Run an export with a line of progress, copy the uploads where they are wanted, and say what was written."""
    from wirepress.transfer.export.copy_media import check_media_target, copy_media
    from wirepress.transfer.export.output_file import ExportError

    try:
        folder = check_media_target(out) if media else None
        with ProgressLine() as progress:
            report = export(progress)
            if folder is not None:
                copy_media(folder, report, progress)
    except ExportError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    _print(report, to_stderr=out == "-", as_json=as_json)
    raise typer.Exit(1 if report.failed else 0)


def _print(report: ExportReport, *, to_stderr: bool, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report.summary(), ensure_ascii=False, indent=2), err=to_stderr)
        return
    for kind, count in report.written.items():
        typer.echo(f"{count:>10,}  {kind}", err=to_stderr)
    for what, times in sorted(report.lost.items()):
        typer.echo(f"Lost: {what} ({times})", err=to_stderr)
    for note in report.notes:
        typer.echo(note, err=to_stderr)
    for name in report.files:
        if name != "-":
            typer.echo(f"Written: {Path(name)}", err=to_stderr)
