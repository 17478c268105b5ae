"""`wirepress demo`: a filled site to look at, without any preparation."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import Annotated

import typer

from wirepress.settings.site_folder import FILE_NAME

TITLE = "The Marrow Bay Courier"
TAGLINE = "All the news the tide brings in"


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Folder of the demo site.")] = Path("demo-site"),
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    serve: Annotated[bool, typer.Option(help="Serve the site after filling it.")] = True,
) -> None:
    """Make the demo newspaper (once) and serve it. What you change in it stays."""
    if serve:
        _require_port(port)
    os.environ["WIREPRESS_SITE"] = str(folder.resolve())
    url = f"http://127.0.0.1:{port}"
    _create_site(folder, url)
    from wirepress.cli.setup import load_site, require_tables

    load_site()
    require_tables()
    password = _fill_site(folder)
    _print_sign_in(folder, password)
    if serve:
        from wirepress.server.service.start import start_service

        start_service("127.0.0.1", port, 1)


def _require_port(port: int) -> None:
    """End the command when somebody else listens already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            typer.echo(
                f"Port {port} is taken by another program. Stop it, or choose another port: wirepress demo --port {port + 1}",
                err=True,
            )
            raise typer.Exit(2) from None


def _create_site(folder: Path, url: str) -> None:
    """The folder and its settings; a site that is there keeps its own, but for the address it is served at."""
    from wirepress.transfer.init_site import UnusableFolder, create_site_folder

    if (folder / FILE_NAME).exists():
        os.environ.setdefault("WIREPRESS_URL", url)
        return
    try:
        with create_site_folder(folder, url):
            pass
    except UnusableFolder as error:
        typer.echo(f"{error} With --dir the demo goes elsewhere.", err=True)
        raise typer.Exit(2) from None


def _fill_site(folder: Path) -> str:
    """Fill the site once. Return the editor's password, made now; "" when the site was filled before."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from wirepress.content.options import store
    from wirepress.transfer.demo import fill
    from wirepress.transfer.init_site import init_site

    if fill.is_filled():
        return ""
    typer.echo(f"Making the demo newspaper in {folder} ...")
    init_site(title=TITLE, permalinks="/%year%/%monthnum%/%day%/%postname%/", timezone="UTC")
    store.put("blogdescription", TAGLINE)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("Stories", total=None)
        password = secrets.token_urlsafe(12)
        fill.fill(lambda words, done, of: progress.update(task, description=words, completed=done, total=of), password)
    return password


def _print_sign_in(folder: Path, password: str) -> None:
    from wirepress.content.options import site

    typer.echo("")
    typer.echo(f"  Site       {site.home('/')}")
    typer.echo(f"  REST       {site.rest_url('/')}")
    typer.echo(
        f"  Newsroom   {site.home('/wp-admin/')}   login: editor   password: {password or '(the one that the first start printed)'}"
    )
    typer.echo(f"  Folder     {folder.resolve()}")
    typer.echo("")
    typer.echo("Stop with Ctrl+C. Start again with the same command: what you changed is kept.", nl=True)
