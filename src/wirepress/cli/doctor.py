"""`wirepress doctor`: what is wrong with this installation and how to mend it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from wirepress.cli.setup import load_site

_SIGNS = {"ok": "ok  ", "warning": "look", "error": "BAD "}


def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended without asking.")] = False,
    all_documents: Annotated[
        bool, typer.Option("--all-documents", help="Look at every finished document, not only the newest.")
    ] = False,
) -> None:
    """Look at settings, rights of files, plugins, database, uploads, people, totals and finished documents. Ends with 1 when something is bad."""
    load_site(secret=False)
    from django.db import DatabaseError, connection

    from wirepress.cli.doctor_checks import CHECKS, Finding, documents, permissions, totals
    from wirepress.core.database.address import own_errors

    bad = False
    away: tuple[type[Exception], ...] = (DatabaseError, *own_errors(connection.vendor))
    menders = {totals: _count_anew, documents: _make_anew, permissions: _close_files}
    for check in [partial(documents, every=all_documents) if one is documents else one for one in CHECKS]:
        try:
            findings = list(check())
        except away as error:
            findings = [
                Finding(
                    "error",
                    f"{getattr(check, 'func', check).__name__} could not be looked at: {error}",
                    "Mend the database first.",
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


def _close_files() -> None:
    from wirepress.settings.file_permissions import mend
    from wirepress.settings.settings import get_settings

    try:
        mend(get_settings())
    except OSError as error:
        typer.echo(
            f"The modes cannot be changed: {error.strerror or error} ({error.filename}). Run this as the owner of the site.",
            err=True,
        )


def _make_anew() -> None:
    from wirepress.server.documents import refresh_documents, stale_documents

    stale_documents.enqueue_all()
    for _ in refresh_documents.rebuild_documents():
        pass


def _count_anew() -> None:
    from wirepress.content.posts.listing.totals import recount

    recount()
