"""What every `wire` command needs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

from wirepress.cli.setup import load_site, require_tables

if TYPE_CHECKING:
    from wirepress.features.wire.models import Source


def open_site() -> Console:
    """Load the site; ends the command when the wire is switched off. Answers where tables are printed."""
    load_site()
    require_tables()
    from wirepress.content.options.features import switched_off

    if "wire" in switched_off():
        fail("The wire is switched off on this site. Switch it on: wirepress feature enable wire")
    return Console(soft_wrap=True, highlight=False)


def fail(words: str, code: int = 2) -> NoReturn:
    """Say why nothing was done, and end."""
    typer.echo(words, err=True)
    raise typer.Exit(code)


def find_source(name: str) -> Source:
    """Return the source of that number, short name or name. Ends the command when there is none, or several have the name."""
    from wirepress.features.wire.models import Source

    every = Source.objects.all()
    found = list(every.filter(slug=name)) or (
        list(every.filter(pk=int(name))) if name.isdecimal() and len(name) < 18 else []
    )
    found = found or list(every.filter(name__iexact=name)) or list(every.filter(url=name))
    if len(found) == 1:
        return found[0]
    if found:
        fail(
            f"{len(found)} sources are called '{name}'. Say which by its short name: {', '.join(source.slug for source in found)}"
        )
    known = list(every.values_list("slug", flat=True)[:20])
    fail(
        f"There is no source '{name}'. "
        + (f"Known: {', '.join(known)}." if known else "Add one: wirepress wire add URL")
    )


def format_moment(moment: datetime | None, never: str = "never") -> str:
    """Return a moment of the database in the newsroom's time."""
    from wirepress.content.options import site

    return f"{site.to_local(moment):%Y-%m-%d %H:%M}" if moment else never
