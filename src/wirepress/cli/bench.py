"""`wirepress bench seed`: a site full of invented stories, for measuring."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.output.report_table import ProgressLine
from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(no_args_is_help=True, help="Tools for benchmarks.")


@app.callback()
def _group() -> None:
    """One command is a group all the same."""


@app.command()
def seed(
    posts: Annotated[int, typer.Option("--posts", help="How many stories to create.", min=1, max=10_000_000)],
    number: Annotated[
        int, typer.Option("--seed", help="Seed of the generator: the same number gives the same stories.")
    ] = 1,
    force: Annotated[
        bool, typer.Option("--force", help="Also fill a site that has stories already; they are kept.")
    ] = False,
) -> None:
    """Fill a site with invented stories. May be stopped; the same command goes on where it stopped."""
    load_site()
    require_tables()
    from wirepress.server.changes import install
    from wirepress.server.documents import stale_documents as documents
    from wirepress.transfer.bench_seed import fill

    try:
        install.before_migrate()  # nobody reads meanwhile: what changed is said once, at the end
        with ProgressLine() as progress:
            made = fill.run(posts, number, force=force, progress=progress)
    except fill.NotEmpty:
        typer.echo(
            "This site has stories that no seed made. Nothing was changed. Take an empty site, or say --force to add the invented ones beside them.",
            err=True,
        )
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo(
            f"Stopped. What was made is kept; `wirepress bench seed --posts {posts} --seed {number}` goes on.", err=True
        )
        raise typer.Exit(130) from None
    finally:
        install.install_triggers()
    waiting = documents.enqueue_missing()
    install.mark_all_changed()
    typer.echo(
        f"{made} stories were created. {waiting} are waiting for their documents, which the service builds in the background."
    )
