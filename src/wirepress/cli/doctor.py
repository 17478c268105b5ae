"""`wirepress doctor`: what is wrong with this installation and how to mend it."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from wirepress.cli.setup import load_site

_SIGNS = {"ok": "ok  ", "warning": "look", "error": "BAD "}


def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Repair what can be repaired without asking.")] = False,
    all_documents: Annotated[
        bool, typer.Option("--all-documents", help="Check every finished document, not only the newest ones.")
    ] = False,
) -> None:
    """Look at settings, rights of files, plugins, database, uploads, people, totals and finished documents. Ends with 1 when something is bad."""
    load_site(secret=False)
    from django.db import DatabaseError, connection

    from wirepress.cli.doctor_checks import CHECKS, Finding, check_documents, check_permissions, check_totals
    from wirepress.core.database.address import driver_errors

    bad = False
    away: tuple[type[Exception], ...] = (DatabaseError, *driver_errors(connection.vendor))
    menders = {
        check_totals: _recount_totals,
        check_documents: _rebuild_documents,
        check_permissions: _restrict_permissions,
    }
    for check in [
        partial(check_documents, check_all=all_documents) if one is check_documents else one for one in CHECKS
    ]:
        try:
            findings = list(check())
        except away as error:
            findings = [
                Finding(
                    "error",
                    f"{_subject_of(check)} could not be checked: {error}",
                    "Repair the database first.",
                )
            ]
        mender = menders.get(getattr(check, "func", check))
        if mend and mender and any(finding.level != "ok" for finding in findings):
            mender()
            findings = list(check())
        for finding in findings:
            bad = bad or finding.level == "error"
            typer.echo(f"{_SIGNS[finding.level]} {finding.what}")
            if finding.mend:
                typer.echo(f"     {finding.mend}")
    raise typer.Exit(1 if bad else 0)


def _subject_of(check: Any) -> str:
    """Return what a check looks at, in the words of its name: `check_search_index` -> `search index`."""
    name: str = getattr(check, "func", check).__name__
    return name.removeprefix("check_").replace("_", " ")


def _restrict_permissions() -> None:
    from wirepress.settings.file_permissions import mend
    from wirepress.settings.settings import get_settings

    try:
        mend(get_settings())
    except OSError as error:
        typer.echo(
            f"File modes cannot be changed: {error.strerror or error} ({error.filename}). Run this as the owner of the site.",
            err=True,
        )


def _rebuild_documents() -> None:
    from wirepress.server.documents import refresh_documents, stale_documents

    stale_documents.enqueue_all()
    for _ in refresh_documents.rebuild_documents():
        pass


def _recount_totals() -> None:
    from wirepress.content.posts.listing.totals import recount_totals

    recount_totals()
