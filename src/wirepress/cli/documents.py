"""`wirepress documents`: the finished documents that readers are answered from."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(
    no_args_is_help=True, help="Finished documents of stories: built when a story changes, assembled when it is read."
)


@app.command("rebuild")
def rebuild(
    only_waiting: Annotated[
        bool,
        typer.Option(
            "--waiting",
            help="Build only the documents that are waiting and keep the others; also continues a rebuild that was stopped.",
        ),
    ] = False,
) -> None:
    """Make every document anew. May be stopped with Ctrl+C at any moment: what is made stays, the service or --waiting makes the rest.

    Until a document is made its story is answered by the slower way; nothing old is ever shown.
    """
    load_site()
    require_tables()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from wirepress.server.documents import builder_version, refresh_documents, stale_documents

    if not builder_version.adopt_version():
        stale_documents.enqueue_missing() if only_waiting else stale_documents.enqueue_all()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    made = 0
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Making documents", total=None)
            for made, total in refresh_documents.rebuild_documents():
                progress.update(task, completed=made, total=total)
    except KeyboardInterrupt:
        left = stale_documents.count_stale()
        typer.echo(f"Stopped. {made} documents are built and kept, {left} are waiting.")
        typer.echo("The service builds them while it runs; `wirepress documents rebuild --waiting` continues now.")
        raise typer.Exit(130) from None
    state = stale_documents.document_totals()
    typer.echo(f"{made} stories were looked at; {state.made} documents are kept.")
    if state.without_document:
        typer.echo(
            f"{state.without_document} stories have none, because part of them changes by itself (a list of other stories, for example)."
        )


@app.command("status")
def status() -> None:
    """How many stories have a finished document, and how many wait for one."""
    load_site()
    require_tables()
    from wirepress.server.documents import stale_documents

    found = stale_documents.document_totals()
    typer.echo(f"Published stories     {found.stories}")
    typer.echo(f"Finished documents    {found.made}")
    typer.echo(f"Waiting               {found.waiting}")
    typer.echo(f"Without a document    {found.without_document}")
    if found.waiting:
        typer.echo(
            "The service builds waiting documents while it runs; `wirepress documents rebuild --waiting` builds them now."
        )
