"""The moments of a schedule. An hour that the clocks skip is moved forward, one that they repeat counts once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo

from wirepress.features.social.plan.records import Schedule


def slots_between(schedule: Schedule, after: int, until: int, zone: tzinfo) -> list[int]:
    """Return the moments of a schedule later than `after` (and than its start) and not later than `until`, each once, in order."""
    after = max(after, schedule.start)
    if schedule.kind == "off" or until <= after:
        return []
    if schedule.kind == "recurring":
        return _recurring(schedule, after, until)
    found = {moment for moment in _fixed(schedule, after, until, zone) if after < moment <= until}
    return sorted(found)


def _recurring(schedule: Schedule, after: int, until: int) -> list[int]:
    step = max(schedule.minutes, 1) * 60
    first = schedule.start + ((after - schedule.start) // step + 1) * step
    return list(range(first, until + 1, step))


def _fixed(schedule: Schedule, after: int, until: int, zone: tzinfo) -> Iterator[int]:
    """Days on both sides are looked at, because the zone's day is another than Greenwich's."""
    day = datetime.fromtimestamp(after, UTC).date() - timedelta(days=1)
    last = datetime.fromtimestamp(until, UTC).date() + timedelta(days=1)
    while day <= last:
        if day.isoweekday() in schedule.days:
            yield from (local_moment(day, minute, zone) for minute in schedule.times)
        day += timedelta(days=1)


def local_moment(day: date, minute: int, zone: tzinfo) -> int:
    """Return the moment of a minute of a local day. In the gap of daylight saving: as much later as the clocks jump."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)
    return int(wall.replace(fold=0).timestamp())


def day_and_month(moment: int, zone: tzinfo) -> tuple[date, tuple[int, int]]:
    """Return the local day of a moment and its (year, month)."""
    day = datetime.fromtimestamp(moment, zone).date()
    return day, (day.year, day.month)
