"""What the index knows of a search that it cannot answer alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The result is among these posts. `exact`: all of them have the phrase."""

    ids: Sequence[int]
    exact: bool
