"""`wirepress init DIR`: a new site, ready to serve."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from wirepress.settings.site_folder import FILE_NAME


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of the site. It must be empty; it is created when missing.")
    ],
    url: Annotated[str, typer.Option(help="Public address of the site, e.g. https://news.example.")],
    title: Annotated[str, typer.Option(help="Title of the site.")] = "Wirepress",
    permalinks: Annotated[
        str,
        typer.Option(
            help="Permalink structure: plain (?p=ID) or a pattern such as /%year%/%monthnum%/%day%/%postname%/."
        ),
    ] = "/%year%/%monthnum%/%day%/%postname%/",
    timezone: Annotated[str, typer.Option(help="Time zone of the newsroom, e.g. Europe/Vienna.")] = "UTC",
) -> None:
    """Make a site: its folder, its settings file with a secret key of its own, its database."""
    from wirepress.cli.setup import load_site, require_tables
    from wirepress.transfer.init_site import (
        InvalidDetail,
        SiteExists,
        UnusableFolder,
        check_details,
        create_site_folder,
        init_site,
    )

    try:
        check_details(url, permalinks, timezone)
        with create_site_folder(folder, url):
            os.environ["WIREPRESS_SITE"] = str(folder.resolve())
            load_site()
            require_tables()
            init_site(title=title, permalinks="" if permalinks == "plain" else permalinks, timezone=timezone)
    except (SiteExists, UnusableFolder, InvalidDetail) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"The site is ready in {folder} (settings: {folder / FILE_NAME}).")
    typer.echo(f"Next: wirepress --site {folder} user create LOGIN --role administrator")
    typer.echo(f"      wirepress --site {folder} serve")
