"""`wirepress search rebuild`: the index of words, taken up to date or made anew."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.output.report_table import ProgressLine
from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(no_args_is_help=True, help="The search index. The service keeps it up to date by itself.")


@app.callback()
def _group() -> None:
    """One command is a group all the same."""


@app.command()
def rebuild(
    anew: Annotated[
        bool,
        typer.Option(
            "--anew", help="Discard the index and build it from scratch: for when `doctor` or a search looks wrong."
        ),
    ] = False,
) -> None:
    """Take every changed post into the index now. May be stopped: what was taken in stays, and searches are right all the while."""
    load_site()
    require_tables()
    from wirepress.content.posts.listing.search_index import index

    if anew:
        index.reset_index()
    with ProgressLine() as progress:
        done = index.rebuild_index(lambda made, total: progress("Posts", made, total))
    typer.echo(f"{done} posts were added to the search index.")
