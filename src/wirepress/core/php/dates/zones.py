"""Time zones as WordPress names them: an IANA name, ``UTC`` or a fixed offset such as ``+05:30``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"([+-])([0-9]{1,2}):?([0-5][0-9])?\Z")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}\Z")

# The abbreviations of RFC 822 and of European feeds, in minutes.
_ABBREVIATIONS: Final = {
    "GMT": 0,
    "WET": 0,
    "BST": 60,
    "WEST": 60,
    "CET": 60,
    "MEZ": 60,
    "CEST": 120,
    "MESZ": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
}


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """Return the zone of an IANA name (any case), ``UTC``, ``Z``, an abbreviation or an offset. Raises ValueError."""
    upper = name.upper()
    if upper == "UTC":
        return UTC
    if upper == "Z":
        return timezone(timedelta(0), "Z")
    if upper in _ABBREVIATIONS:
        return timezone(timedelta(minutes=_ABBREVIATIONS[upper]), upper)
    found = _OFFSET.match(name)
    if found:
        return fixed_zone((int(found[2]) * 60 + int(found[3] or 0)) * (-1 if found[1] == "-" else 1))
    if not _NAME.match(name) or len(name) > 64:
        raise ValueError(f"unknown time zone: {name[:64]!r}")
    try:
        return ZoneInfo(_spelled(name))
    except (KeyError, OSError, ValueError):
        raise ValueError(f"unknown time zone: {name!r}") from None


def fixed_zone(minutes: int) -> timezone:
    """Return the fixed zone `minutes` east of Greenwich, named as in PHP (``+02:00``). Raises ValueError beyond a day."""
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return timezone(timedelta(minutes=minutes), f"{sign}{hours:02}:{rest:02}")


def wp_timezone(timezone_string: str, gmt_offset: float = 0.0) -> tzinfo:
    """Return the site's zone from WordPress's two options: the name when there is one, else the offset in hours.

    Raises ValueError for an unknown name.
    """
    return zone(timezone_string) if timezone_string else fixed_zone(round(float(gmt_offset) * 60))


def zone_name(of: tzinfo | None) -> str:
    """Return what PHP's format letter ``e`` prints."""
    if of is None or of is UTC:
        return "UTC"
    return of.key or "UTC" if isinstance(of, ZoneInfo) else str(of.tzname(datetime(2000, 1, 1)))


def _spelled(name: str) -> str:
    """Return the canonical spelling of a zone name given in any case: Europe/Berlin, America/Port-au-Prince, Etc/GMT+5."""
    return _spellings().get(name.lower(), name)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    from zoneinfo import available_timezones  # reads a folder: only when a name is asked for

    return {name.lower(): name for name in available_timezones()}
