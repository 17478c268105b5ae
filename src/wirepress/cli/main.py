"""The `wirepress` command: one file per subcommand, loaded when it is asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

# Name, then where it is: a function, or the commands of a word of their own.
COMMANDS: Final = {
    "demo": "demo:demo",
    "init": "init:init",
    "serve": "serve:serve",
    "worker": "worker:worker",
    "doctor": "doctor:doctor",
    "version": "version:version",
    "documents": "documents:app",
    "feature": "feature:app",
    "plugins": "plugins:plugins",
    "user": "user:app",
    "import": "transfer.import_:app",
    "export": "transfer.export:app",
    "backup": "transfer.backup:backup",
    "restore": "transfer.backup:restore",
    "meta": "meta:app",
    "jobs": "jobs:app",
    "wire": "wire:app",
    "search": "search:app",
    "bench": "bench:app",
}


class Commands(TyperGroup):
    """Imports a command when it is asked for: `wirepress serve` need not wait for what all the others import."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands: Any = dict.fromkeys(COMMANDS)  # their names, for "Did you mean ...?"
        self._added: Any = None  # name -> command of plugins, when they were looked for

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the help; those of plugins last."""
        return [*COMMANDS, *(name for name in self._of_plugins(ctx) if name not in COMMANDS)]

    def _of_plugins(self, ctx: Any) -> Any:
        if self._added is None:
            from wirepress.cli.plugin_commands import find_plugin_commands

            site = ctx.params.get("site") if ctx is not None else None
            self._added = find_plugin_commands(str(site.resolve()) if site is not None else None)
            self.commands |= self._added
        return self._added

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one of them; None: there is none of the name."""
        if cmd_name not in COMMANDS:
            return self._of_plugins(ctx).get(cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"wirepress.cli.{module}"), name)
        if isinstance(found, typer.Typer):
            command = typer.main.get_group(found)
        else:
            single = typer.Typer(add_completion=False)
            single.command(cmd_name)(found)
            command = typer.main.get_command(single)  # type: ignore[assignment]  # one command makes no group
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A newsroom engine that speaks WordPress.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from wirepress import __version__

        typer.echo(f"wirepress {__version__}")
        raise typer.Exit()


@app.callback()
def choose_site(
    site: Annotated[
        Path | None,
        typer.Option(
            "--site",
            help="Folder of the site; defaults to WIREPRESS_SITE, then to the current folder.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", is_eager=True, callback=_print_version, show_default=False
        ),
    ] = False,
) -> None:
    """Every command works on one site. The folder is settled before anything of Django is loaded."""
    if site is not None:
        os.environ["WIREPRESS_SITE"] = str(site.absolute())


def run() -> None:
    """Read the command line. (The program comes in by quick.py.) What the machine refuses ends the command with a sentence."""
    try:
        app()
    except Exception as error:
        from wirepress.cli.output.error_messages import describe_error

        words = describe_error(error)
        if not words:
            raise
        typer.echo(words, err=True)
        sys.exit(1)
