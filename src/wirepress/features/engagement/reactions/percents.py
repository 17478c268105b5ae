"""Shares of the six reactions."""

from __future__ import annotations

from collections.abc import Mapping


def percents(counts: Mapping[int, int]) -> dict[int, int]:
    """Each count as whole percent of their sum, halves away from zero; all 0 when the sum is below 1.

    The shares may add up to more or less than 100. A count below zero (imported sites have them) counts as it is.
    """
    total = sum(counts.values())
    return {number: _share(count, total) for number, count in counts.items()}


def _share(count: int, total: int) -> int:
    if total < 1:
        return 0
    size = (200 * abs(count) + total) // (2 * total)
    return -size if count < 0 else size
