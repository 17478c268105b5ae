"""When a job is run: periods and repetitions. Functions of their arguments only."""

from __future__ import annotations

import zlib
from datetime import timedelta

from wirepress.settings import limits


def period(name: str, every: timedelta, now: float) -> int:
    """The number of the period in which `now` (unix seconds) lies. Jobs of the same length begin theirs at different moments,
    so that not everything is done at midnight."""
    length = max(1, int(every.total_seconds()))
    return int(now + zlib.crc32(name.encode()) % length) // length


def begins(name: str, every: timedelta, number: int) -> float:
    """Unix seconds at which a period begins."""
    length = max(1, int(every.total_seconds()))
    return number * length - zlib.crc32(name.encode()) % length


def wait(failed: int, chance: float) -> float:
    """Seconds until a job is repeated that has failed so many times (1 or more). `chance` (0 to 1) spreads those that failed together."""
    longest = min(limits.JOB_RETRY_MAX, limits.JOB_RETRY_FIRST * 4 ** (min(failed, 20) - 1))
    return float(longest * (0.5 + chance / 2))
