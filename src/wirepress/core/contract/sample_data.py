"""Invented data: of the demo newspaper, and of sites that are filled for measuring."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import models


@dataclass(frozen=True, slots=True)
class DemoContext:
    """The demo newspaper, with all its stories. `now` is GMT; `dice` gives each feature the same numbers in every demo."""

    post_ids: Sequence[int]
    now: datetime
    seed: int = 1887

    def dice(self, name: str) -> random.Random:
        """The feature's own random numbers."""
        return random.Random(f"{self.seed} {name}")


@dataclass(frozen=True, slots=True)
class SeedContext:
    """Some thousand seeded stories that have just been written. The same seed and ids give the same rows."""

    seed: int
    post_ids: Sequence[int]

    def dice(self, name: str) -> random.Random:
        """The feature's own random numbers for these stories."""
        return random.Random(f"{name} {self.seed} {self.post_ids[0] if self.post_ids else 0}")


@dataclass(frozen=True, slots=True)
class SeedRows:
    """Rows for a table of the feature: values of `columns`; other columns get what the model says."""

    model: type[models.Model]
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
