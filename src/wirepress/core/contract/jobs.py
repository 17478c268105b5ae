"""What a plugin does in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Job:
    """Background work: run by name with JSON arguments, and on a schedule when `every` is given."""

    name: str
    run: Callable[..., object]
    every: timedelta | None = None
    retries: int = 3
