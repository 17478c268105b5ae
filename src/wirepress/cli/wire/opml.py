"""`wirepress wire opml import|export`: lists of feeds, as other programs have them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from wirepress.cli.wire.add import STATUSES
from wirepress.cli.wire.common import fail, open_site

app = typer.Typer(no_args_is_help=True, help="Import and export lists of sources (OPML).")


@app.command("import")
def import_sources(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The OPML file; - for standard input.")],
    status: Annotated[str, typer.Option(help="Status of the sources' stories: publish, pending or draft.")] = "pending",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow sources at private or loopback addresses.")
    ] = False,
) -> None:
    """Add every feed of a list that is not here yet. An outline's folder becomes the category of its stories."""
    open_site()
    from wirepress.features.wire.models import Source
    from wirepress.features.wire.sources import opml
    from wirepress.features.wire.sources.manage import WrongFields, add_source
    from wirepress.transfer.importing.read_opml import feed_fields

    if status not in STATUSES:
        fail(f"--status {status}: write one of {', '.join(STATUSES)}. Nothing was added.")

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        outlines = opml.read_opml(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        fail(f"The list {file} cannot be read: {reason.rstrip('.')}. Nothing was added.")
    here = set(Source.objects.values_list("url", flat=True))
    added, known, refused = 0, 0, 0
    for outline in outlines:
        if outline.url in here:
            known += 1
            continue
        try:
            source = add_source(feed_fields(outline, status, allow_private=allow_private))
        except WrongFields as error:
            refused += 1
            typer.echo(f"Not added: {outline.title or outline.url}: {' '.join(error.fields.values())}", err=True)
            continue
        here.add(outline.url)
        added += 1
        typer.echo(f"Added: {source.slug} {source.url}")
    typer.echo(f"{added} added, {known} were here already, {refused} refused. They are due now: wirepress wire run")


@app.command("export")
def export_sources(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="File to write; standard output when left out.", show_default=False),
    ] = None,
) -> None:
    """Write all sources as a list that other programs read."""
    open_site()
    from wirepress.features.wire.models import Source
    from wirepress.features.wire.sources import opml

    sources = list(Source.objects.exclude(kind__in=("push", "folder")))
    data = opml.write_opml(sources)
    if file is None:
        sys.stdout.buffer.write(data)
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        fail(f"The list cannot be written to {file}: {error.strerror or error}.")
    typer.echo(f"{len(sources)} sources are written to {file}.")
