"""All commands of the program, as the command line itself knows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from typer.main import get_command

from wirepress.cli.main import app


def root() -> Any:
    """The program with the commands of all features, as if every feature were on: no site is asked."""
    program: Any = get_command(app)
    with patch("wirepress.cli.plugin_commands._switched_off", return_value=set()):
        program.list_commands(None)  # looks for the features' commands, once
    return program


def leaves() -> dict[tuple[str, ...], Any]:
    """Words -> command, for every command that does something itself."""
    return dict(_below((), root()))


def _below(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not hasattr(command, "commands"):
        yield words, command
        return
    for name in command.list_commands(None):
        yield from _below((*words, name), command.get_command(None, name))
