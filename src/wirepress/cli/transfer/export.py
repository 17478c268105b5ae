"""`wirepress export wxr|sql|documents|static OUT`.

Ends with 0 when everything is in the export, 1 when something could not be kept in it, 2 when nothing could be written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
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


@app.command("wxr")
def wxr(
    out: Out,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Only items of this type (post, page ...); may come again.")
    ] = None,
    author: Annotated[str, typer.Option("--author", help="Only items of this person: login or number.")] = "",
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help="Only items of this day and later: 2026-05-31.")
    ] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Only items of this day and before.")] = "",
    term: Annotated[str, typer.Option("--term", help="Only items with this term: SLUG, or TAXONOMY:SLUG.")] = "",
    status: Annotated[str, typer.Option("--status", help="Only items of this status: publish, draft ...")] = "",
    split: Annotated[
        str, typer.Option("--split", metavar="SIZE", help="Several files of about this size: 15M, 500K.")
    ] = "",
    media: Media = False,
    as_json: Json = False,
) -> None:
    """Write WordPress's own export file (WXR 1.2): stories, pages, comments, terms, menus, blocks. Every WordPress imports it."""
    chosen = {"first": _day(first, "--from"), "last": _day(last, "--to")}
    size = _size(split) if split else 0
    load_site()
    require_tables()
    from wirepress.transfer.export.wxr import Selection, export_wxr

    selection = Selection(types=tuple(types or ()), author=author, status=status, term=term, **chosen)
    _run(lambda progress: export_wxr(out, selection, split=size, progress=progress), out, media=media, as_json=as_json)


@app.command("documents")
def documents(out: Out, media: Media = False, as_json: Json = False) -> None:
    """Write REST documents with raw texts, one a line: people, terms, media, items of every type, comments. `wirepress import` reads them."""
    load_site()
    require_tables()
    from wirepress.content.users.owner import SiteOwner
    from wirepress.transfer.export.export_documents import export_documents
    from wirepress.web.rest.ask_inside import ask_route

    owner = SiteOwner()
    _run(
        lambda progress: export_documents(out, lambda route, query: ask_route(route, query, owner), progress=progress),
        out,
        media=media,
        as_json=as_json,
    )


@app.command("static")
def static(
    out: Annotated[str, typer.Argument(metavar="OUT", help="The folder to write, which is not there yet.")],
    rest: Annotated[bool, typer.Option("--rest/--no-rest", help="With the public REST documents.")] = True,
    uploads: Annotated[bool, typer.Option("--media/--no-media", help="With the uploads of public media.")] = True,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of an earlier export, when it is finished.")
    ] = False,
    processes: Annotated[
        int, typer.Option("--processes", help="How many at once; 0: as many as processors.", min=0, max=64)
    ] = 0,
    as_json: Json = False,
) -> None:
    """Write the public site as files for any web server: pages, feeds, sitemaps, REST documents, uploads, 404 page, redirects."""
    load_site()
    require_tables()
    from django.core.handlers.wsgi import WSGIHandler

    from wirepress.server.django_call import ask_as_reader
    from wirepress.settings.settings import get_settings
    from wirepress.transfer.export.static import StaticOptions, export_static
    from wirepress.transfer.export.static.write_pages import Answered

    handler, url = WSGIHandler(), get_settings().url

    def ask(target: str) -> Answered:
        made = ask_as_reader(handler, target, url)
        kind, location = made.header(b"content-type"), made.header(b"location")
        return Answered(made.status, kind.decode("latin-1"), location.decode("latin-1"), made.body)

    options = StaticOptions(rest=rest, uploads=uploads, replace=replace, processes=processes)
    _run(lambda progress: export_static(out, ask, options, progress=progress), out, media=False, as_json=as_json)


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{option} takes a day such as 2026-05-31, and {text} is none.") from None


def _size(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,9})([KMG]?)B?", text.strip().upper())
    if not found:
        raise typer.BadParameter(f"--split takes a size such as 500K, 15M or 1G, and {text} is none.")
    factor: int = 1024 ** " KMG".index(found[2] or " ")
    return int(found[1]) * factor


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
