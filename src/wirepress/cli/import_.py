"""`wirepress import FILE...` and `wirepress import wordpress-db SOURCE`.

Ends with 0 when all went in, 1 when something that matters did not, 2 when the source cannot be read at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wirepress.cli.output.report_table import ProgressLine, exit_by_report, print_report
from wirepress.cli.setup import load_site, require_tables
from wirepress.transfer.report import Report

DEFAULT = "documents"


class _FilesByDefault(TyperGroup):
    """What is not the name of a subcommand is a file: `wirepress import FILE...` needs no further word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args.insert(0, DEFAULT)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The arguments and options of both forms, one after the other: nobody types the name of the first one."""
        super().format_help(ctx, formatter)
        for name, command in self.commands.items():
            inner: Any = typer.Context(command, info_name="" if name == DEFAULT else name, parent=ctx)
            command.format_help(inner, formatter)


app = typer.Typer(
    cls=_FilesByDefault,
    no_args_is_help=True,
    subcommand_metavar="FILE... | wordpress-db SOURCE",
    help="Bring content in: REST documents (`wirepress import FILE...`, - is standard input) or a WordPress database"
    " (`wirepress import wordpress-db SOURCE`).",
)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON instead of a table.")]


@app.command(DEFAULT, hidden=True)
def documents(
    files: Annotated[
        list[str],
        typer.Argument(
            help="JSON: a document, a list, or one a line; packed or not; - is standard input.", metavar="FILE"
        ),
    ],
    site_url: Annotated[
        str,
        typer.Option(
            "--site-url",
            help="Address of the site that gave the documents: its own addresses in stories become this site's.",
        ),
    ] = "",
    media: Annotated[
        bool,
        typer.Option(
            "--media",
            help="Fetch the pictures that the stories show from the site that gave them; those that are here are not asked for again.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report everything, write nothing.")] = False,
    as_json: Json = False,
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
            report.include(
                rest.import_documents(others, site_url=site_url, media=media, dry_run=dry_run, progress=progress)
            )
    print_report(report, dry_run=dry_run, as_json=as_json)
    exit_by_report(report)


@app.command("wordpress-db")
def wordpress_db(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="mysql://USER:PASSWORD@HOST/NAME, an SQL dump, or JSON Lines of rows; packed or not, or in an archive.",
        ),
    ],
    uploads: Annotated[
        Path | None,
        typer.Option("--uploads", help="The old wp-content/uploads folder, to be copied.", show_default=False),
    ] = None,
    prefix: Annotated[
        str | None,
        typer.Option("--prefix", help="Table prefix, when the source holds several sites.", show_default=False),
    ] = None,
    mend_encoding: Annotated[
        bool, typer.Option("--mend-encoding", help="Mend texts that were encoded twice: ü where Ã¼ stands.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Import a whole WordPress database with all its ids. Run again after an interruption, it goes on where it stopped."""
    load_site()
    require_tables()
    from wirepress.transfer import wordpress_db as transfer

    try:
        with ProgressLine() as progress:
            report = transfer.import_database(source, uploads, progress, prefix=prefix, mend_encoding=mend_encoding)
    except transfer.SourceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    print_report(report, as_json=as_json)
    exit_by_report(report)
