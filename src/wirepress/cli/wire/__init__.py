"""`wirepress wire ...`: where stories are gathered from."""

from __future__ import annotations

import typer

from wirepress.cli.wire import opml
from wirepress.cli.wire.add import add
from wirepress.cli.wire.list_ import list_sources
from wirepress.cli.wire.remove import disable, enable, remove
from wirepress.cli.wire.run import run
from wirepress.cli.wire.test import test

app = typer.Typer(no_args_is_help=True, help="Manage the sources that stories are gathered from.")
app.command()(add)
app.command("list")(list_sources)
app.command()(run)
app.command()(test)
app.command()(remove)
app.command()(enable)
app.command()(disable)
app.add_typer(opml.app, name="opml")
