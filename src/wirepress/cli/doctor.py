"""`wirepress doctor`: what is wrong with this installation and how to mend it."""

from __future__ import annotations

from typing import Annotated

import typer

from wirepress.cli.setup import load_site

_SIGNS = {"ok": "ok  ", "warning": "look", "error": "BAD "}


def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended without asking.")] = False,
) -> None:
    """Look at settings, database, uploads, people and totals. Ends with 1 when something is bad."""
    load_site()
    from django.db import DatabaseError

    from wirepress.config.checks import CHECKS, Finding, totals

    bad = False
    for check in CHECKS:
        try:
            findings = list(check())
        except DatabaseError as error:
            findings = [
                Finding("error", f"{check.__name__} could not be looked at: {error}", "Mend the database first.")
            ]
        if mend and check is totals and any(finding.level != "ok" for finding in findings):
            _count_anew()
            findings = list(check())
        for finding in findings:
            bad = bad or finding.level == "error"
            typer.echo(f"{_SIGNS[finding.level]} {finding.what}")
            if finding.mend:
                typer.echo(f"     {finding.mend}")
    raise typer.Exit(1 if bad else 0)


def _count_anew() -> None:
    from wirepress.content.posts.totals import recount

    recount()
