"""What an export wrote, counted by kind, and what it could not keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Progress = Callable[[str, int, int], None]  # the step in words, how much of it is done, out of how much


def ignore_progress(step: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(slots=True)
class ExportReport:
    """The sum of an export. `files`: what was written where."""

    written: Counter[str] = field(default_factory=Counter)  # kind of thing -> how many
    lost: Counter[str] = field(default_factory=Counter)  # what could not be kept, in words -> how often
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Return whether something that matters is not in the export."""
        return bool(self.lost)

    def summary(self) -> dict[str, Any]:
        """Return the same for programs."""
        return {"written": dict(self.written), "lost": dict(self.lost), "notes": self.notes, "files": self.files}
