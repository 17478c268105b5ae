"""`wirepress import FILE|FOLDER|URL...`, which looks at what it is given, and the two forms that know already: `documents`, `wordpress-db`.

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

DEFAULT = "anything"


class _FilesByDefault(TyperGroup):
    """What is not the name of a subcommand is a file: `wirepress import FILE...` needs no further word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args.insert(0, DEFAULT)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The arguments and options of the forms, one after the other: nobody types the name of the first one."""
        super().format_help(ctx, formatter)
        for name, command in self.commands.items():
            if name == "documents":
                continue  # the first form reads them as well
            inner: Any = typer.Context(command, info_name="" if name == DEFAULT else name, parent=ctx)
            command.format_help(inner, formatter)


app = typer.Typer(
    cls=_FilesByDefault,
    no_args_is_help=True,
    subcommand_metavar="FILE|FOLDER|URL... | wordpress-db SOURCE",
    help="Bring content in: a WordPress export file (WXR), an archive of a backup (.wpress, UpdraftPlus, hosting panels), a database or its"
    " dump, REST documents, lists of feeds. What a file is is told by its bytes, and said before anything is read.",
)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON instead of a table.")]


@app.command(DEFAULT, hidden=True)
def anything(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Files in any packing, folders and archives of them, addresses; - is standard input (documents).",
            metavar="FILE|FOLDER|URL",
        ),
    ],
    uploads: Annotated[
        Path | None,
        typer.Option("--uploads", help="The old wp-content/uploads folder, to be copied.", show_default=False),
    ] = None,
    media: Annotated[
        bool,
        typer.Option(
            "--media",
            help="Fetch pictures and other files from the old site, one after the other; those that are here are not asked for again.",
        ),
    ] = False,
    author: Annotated[
        list[str] | None,
        typer.Option(
            "--author", metavar="OLD=NEW", help="Give stories of an author of the export file to a user of this site."
        ),
    ] = None,
    site_url: Annotated[
        str,
        typer.Option(
            "--site-url",
            help="Address of the old site where the source does not say it: its addresses in stories become this site's.",
        ),
    ] = "",
    prefix: Annotated[
        str, typer.Option("--prefix", help="Table prefix, when a database holds several sites.", show_default=False)
    ] = "",
    passphrase: Annotated[
        str,
        typer.Option(
            "--passphrase",
            help="Of an encrypted archive, or the application password of the person whom an address names; - asks for it.",
            show_default=False,
        ),
    ] = "",
    user: Annotated[
        str,
        typer.Option(
            "--user",
            help="Whose application password --passphrase is, to read a running site as them; https://NAME@... says the same.",
            show_default=False,
        ),
    ] = "",
    revisions: Annotated[
        bool,
        typer.Option(
            "--revisions",
            help="Read the older versions of a running site's stories too: one question for each story that has any.",
        ),
    ] = False,
    max_pages: Annotated[
        int,
        typer.Option(
            "--max-pages",
            min=0,
            help="Ask a running site for so many pages of lists at most; the same command goes on.",
        ),
    ] = 0,
    max_minutes: Annotated[
        float,
        typer.Option(
            "--max-minutes", min=0, help="Read a running site for so many minutes at most; the same command goes on."
        ),
    ] = 0,
    mend_encoding: Annotated[
        bool,
        typer.Option("--mend-encoding", help="Mend texts of a database that were encoded twice: ü where Ã¼ stands."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report everything, write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in whatever it is. Run again after an interruption it goes on where it stopped; repeated it brings what has changed."""
    authors = _read_pairs(author or [])
    if passphrase == "-":  # noqa: S105  the sign for asking
        passphrase = typer.prompt("Passphrase", hide_input=True, err=True)
    load_site()
    require_tables()
    from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
    from wirepress.transfer.importing.run_import import import_sources
    from wirepress.transfer.importing.sources import find_sources

    request = ImportRequest(
        tuple(sources),
        str(uploads or ""),
        media,
        authors,
        site_url.rstrip("/"),
        prefix,
        mend_encoding,
        passphrase,
        dry_run,
        user=user,
        pages=max_pages,
        minutes=max_minutes,
        revisions=revisions,
    )
    try:
        found = find_sources(request)
        for one in found:
            typer.echo(one.sentence, err=True)
        with ProgressLine() as progress:
            report = import_sources(found, request, progress)
    except UnreadableSource as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. What is in stays in; the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    print_report(report, dry_run=dry_run, as_json=as_json)
    exit_by_report(report)


def _read_pairs(words: list[str]) -> dict[str, str]:
    """Return old login -> new login of OLD=NEW. Ends the command at what is none."""
    pairs = {}
    for word in words:
        old, sign, new = word.partition("=")
        if not (sign and old and new):
            typer.echo(f"--author {word}: write OLD=NEW, the login in the file and the one here.", err=True)
            raise typer.Exit(2)
        pairs[old] = new
    return pairs


@app.command("documents", hidden=True)
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
