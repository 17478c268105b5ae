"""Points in time beyond Python's years 1 to 9999: WordPress's ``0000-00-00 00:00:00`` formats as in PHP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

_CYCLE_YEARS: Final = 400  # the calendar repeats: 400 years are 20871 weeks
_CYCLE_DAYS: Final = 146097
_CYCLE_SECONDS: Final = _CYCLE_DAYS * 86400
_EARLIEST: Final = -4 * _CYCLE_SECONDS  # the year 370
_LATEST: Final = 20 * _CYCLE_SECONDS  # the year 9970
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware datetime whose year is `cycles` times 400 years off (0 for all usual years)."""

    at: datetime
    cycles: int = 0

    @property
    def year(self) -> int:
        return self.at.year + self.cycles * _CYCLE_YEARS

    @property
    def timestamp(self) -> int:
        """Whole seconds since 1970 (rounded down)."""
        return (self.at - _EPOCH) // timedelta(seconds=1) + self.cycles * _CYCLE_SECONDS

    @property
    def offset(self) -> int:
        """Seconds east of Greenwich."""
        return int((self.at.utcoffset() or timedelta(0)).total_seconds())

    def to(self, tz: tzinfo) -> Moment:
        """Return the same moment on the clocks of a zone."""
        return from_timestamp(self.timestamp, tz, microsecond=self.at.microsecond)


def from_timestamp(seconds: int, tz: tzinfo = UTC, *, microsecond: int = 0) -> Moment:
    """Return the moment `seconds` after 1970 began, on the clocks of a zone; any 64 bit number will do."""
    cycles, rest = 0, seconds
    if not _EARLIEST <= seconds < _LATEST:  # before 370 the rules of 370 to 769 hold, after 9969 those of 2370 on
        base = _EARLIEST if seconds < 0 else _CYCLE_SECONDS
        cycles, rest = divmod(seconds - base, _CYCLE_SECONDS)
        rest += base
    return Moment((_EPOCH + timedelta(seconds=rest, microseconds=microsecond)).astimezone(tz), cycles)


def from_local(naive: datetime, tz: tzinfo, *, cycles: int = 0) -> Moment:
    """Return what a zone's wall clock shows: a gap moves on (02:30 -> 03:30), of two equal hours the first counts."""
    at = naive.replace(tzinfo=tz, fold=0)
    return Moment(at.astimezone(UTC).astimezone(tz), cycles)


def from_fields(year: int, month: int, day: int, seconds: int, microsecond: int, tz: tzinfo) -> Moment:
    """Return a wall clock reading whose parts may overflow, as in PHP: month 0..12, day 0..31, seconds since midnight.

    31 February is 2 or 3 March, day 0 the last of the month before, 24:00 the next midnight.
    """
    year, month = (year - 1, 12) if month == 0 else (year, month)
    cycles = 0 if 2 <= year < 9970 else (year - (2 if year < 2 else 2370)) // _CYCLE_YEARS
    first = datetime(year - cycles * _CYCLE_YEARS, month, 1)
    return from_local(first + timedelta(days=day - 1, seconds=seconds, microseconds=microsecond), tz, cycles=cycles)
