"""What one check says, and what many of them are worth together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Status = Literal["good", "fair", "poor", "none"]
Group = Literal["search", "content", "readability", "headline"]
WORTH: Final[dict[Status, float]] = {"good": 1.0, "fair": 0.5, "poor": 0.0}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `name`: for programs. `title`: what was looked at. `reason`: what was found, and what to do.

    `weight`: what it counts among the others. Of status "none" is what cannot be said of this story: it counts nothing.
    """

    name: str
    group: Group
    status: Status
    title: str
    reason: str
    weight: int = 1


def score(checks: Iterable[Check]) -> int:
    """Return how good the checks are together, 0 to 100; 0 where nothing could be said."""
    counted = [check for check in checks if check.status != "none"]
    most = sum(check.weight for check in counted)
    return round(100 * sum(check.weight * WORTH[check.status] for check in counted) / most) if most else 0
