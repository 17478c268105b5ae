"""`wirepress import FILE...` and `wirepress import wordpress-db SOURCE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wirepress.cli.report_table import ProgressLine, show
from wirepress.cli.setup import load_site, require_tables
from wirepress.transfer.report import Report

DEFAULT = "documents"


class _FilesByDefault(TyperGroup):
    """What is not the name of a subcommand is a file: `wirepress import FILE...` needs no further word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args.insert(0, DEFAULT)
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_FilesByDefault,
    no_args_is_help=True,
    help="Bring content in: REST documents (`wirepress import FILE...`, - is standard input) or a WordPress database.",
)


@app.command(DEFAULT, hidden=True)
def documents(
    files: Annotated[
        list[str], typer.Argument(help="JSON, a list, JSON Lines, gzip-packed or not; - is standard input.")
    ],
    site_url: Annotated[
        str,
        typer.Option(
            "--site-url",
            help="Address of the site that gave the documents: its own addresses in stories become this site's.",
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report everything, write nothing.")] = False,
) -> None:
    """Import what WordPress sites answer on their REST routes (posts, pages, media, any post type) and what plugins can read."""
    load_site()
    require_tables()
    from wirepress.transfer import plugin_importers, rest

    chosen, others = plugin_importers.choose(files)
    report = Report()
    for importer, path in chosen:
        plugin_importers.run(importer, path, report, dry_run=dry_run)
    if others or not chosen:
        with ProgressLine() as progress:
            report.include(rest.run(others, site_url=site_url, dry_run=dry_run, progress=progress))
    show(report, dry_run=dry_run)
    if report.total.refused:
        raise typer.Exit(1)


@app.command("wordpress-db")
def wordpress_db(
    source: Annotated[
        str, typer.Argument(help="mysql://USER:PASSWORD@HOST/NAME, an SQL dump (.sql, .sql.gz), or JSON Lines of rows.")
    ],
    uploads: Annotated[
        Path | None,
        typer.Option("--uploads", help="The old wp-content/uploads folder, to be copied.", show_default=False),
    ] = None,
    prefix: Annotated[
        str | None,
        typer.Option("--prefix", help="Table prefix, when the source holds several sites.", show_default=False),
    ] = None,
) -> None:
    """Import a whole WordPress database with all its ids. Run again after an interruption, it goes on where it stopped."""
    load_site()
    require_tables()
    from wirepress.transfer import wordpress_db as transfer

    try:
        with ProgressLine() as progress:
            report = transfer.run(source, uploads, progress, prefix=prefix)
    except transfer.SourceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    show(report)
    if report.total.refused:
        raise typer.Exit(1)
