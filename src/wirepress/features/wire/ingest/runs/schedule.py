"""When a source is run next: a function of what happened and a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wirepress.settings import limits

SPREAD: Final = 0.1  # of a longer wait, added by chance, so that sources that were added together do not stay together
SPREAD_FROM: Final = 600  # seconds; a shorter interval is kept to the second
SPREAD_MAX: Final = 60  # seconds
FIRST_DAY: Final = 24 * 3600  # seconds since the last good look in which a failing source is asked at least every hour
HOUR: Final = 3600
SOON: Final = 60  # seconds, when a look ended before everything new was taken


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """How a run ended. `failures`: in a row, this one included; 0: it was good. Times in seconds.

    `failing_for`: since the last good look (or since the source was added); None: not known, which counts as long.
    `fresh_for`: by Cache-Control. `ttl`: what the document asks for. `retry_after`: of a failure. `more`: new entries were left over.
    """

    failures: int = 0
    fresh_for: int = 0
    ttl: int = 0
    retry_after: int = 0
    gone: bool = False
    more: bool = False
    failing_for: float | None = None


def next_due(outcome: RunOutcome, *, now: datetime, interval: int, chance: float) -> datetime | None:
    """Return the moment of the next run; None: never by itself (the source says that it is gone for good).

    `now`: when this run began, so that an interval lies between two beginnings. `chance`: 0 to 1.
    """
    if outcome.gone:
        return None
    seconds = seconds_to_next(outcome, interval)
    spread = min(SPREAD * seconds, SPREAD_MAX) if seconds >= SPREAD_FROM else 0.0
    return now + timedelta(seconds=seconds + spread * chance)


def seconds_to_next(outcome: RunOutcome, interval: int) -> int:
    """Return the seconds until the next run, before chance.

    A good look: the newsroom's interval, longer where the source asks for it. A bad one: the interval, doubled with every
    further failure, on the first day at most an hour (or the interval, if that is longer), and never before Retry-After.
    Neither ttl nor doubling keeps a source away for more than a day.
    """
    longest = max(limits.WIRE_WAIT_MAX, interval)
    if outcome.failures:
        most = longest
        if outcome.failing_for is not None and outcome.failing_for < FIRST_DAY:
            most = max(HOUR, interval)
        doubled: int = min(interval << min(outcome.failures - 1, 20), most)
        return max(doubled, min(outcome.retry_after, limits.WIRE_RETRY_AFTER_MAX))
    if outcome.more:
        return SOON
    return max(interval, min(max(outcome.fresh_for, outcome.ttl), longest))
