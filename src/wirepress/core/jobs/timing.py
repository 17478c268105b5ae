"""When a job is run: periods and repetitions. Functions of their arguments only."""

from __future__ import annotations

import zlib
from datetime import timedelta

from wirepress.settings import limits


def next_begin(name: str, every: timedelta, now: int) -> int:
    """Return when the period after the one of `now` begins (both in milliseconds since 1970). Jobs of the same length begin theirs
    at different moments, so that not everything is done at midnight."""
    length = max(1, int(every.total_seconds()))
    shift = zlib.crc32(name.encode()) % length
    return ((now + shift * 1000) // (length * 1000) + 1) * length * 1000 - shift * 1000


def wait(failed: int, chance: float) -> float:
    """Return the seconds until a job is repeated that has failed so many times (1 or more). `chance` (0 to 1) spreads those that
    failed together."""
    longest = min(limits.JOB_RETRY_MAX, limits.JOB_RETRY_FIRST * 4 ** (min(failed, 20) - 1))
    return float(longest * (0.5 + chance / 2))
