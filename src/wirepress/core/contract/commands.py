"""What a plugin adds to the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


@dataclass(frozen=True, slots=True)
class Command:
    """`wirepress NAME`: a function whose parameters are options as typer reads them, or a typer app with commands of its own.

    When it runs, Django is set up for the chosen site and its tables are up to date.
    """

    name: str
    run: Callable[..., object] | typer.Typer
    help: str = ""  # a line in `wirepress --help`; empty: the first one of the function's docstring
