"""Dates as sources write them. What is not understood is no date, never a wrong one."""

from __future__ import annotations

import functools
import re
import warnings
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 80
_STAMP: Final = re.compile(r"\d{9,10}(\d{3})?(\.\d+)?")
_ISO: Final = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?$")
_BASIC: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?$")  # IIM and NITF: 20261102T093000Z
_NUMBERS: Final = re.compile(r"(\d{1,4})[./](\d{1,2})[./](\d{2,4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|UTC|GMT)?$")
_FRACTION: Final = re.compile(r"(\.\d{6})\d+")
# Names of time zones that feeds use beside those of RFC 822; they mean the news trade's usual one
_ZONES: Final = {
    "CET": "+0100", "CEST": "+0200", "MEZ": "+0100", "MESZ": "+0200", "EET": "+0200", "EEST": "+0300", "WET": "+0000", "WEST": "+0100",
    "BST": "+0100", "MSK": "+0300", "IST": "+0530", "JST": "+0900", "KST": "+0900", "SGT": "+0800", "HKT": "+0800", "AEST": "+1000",
    "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300", "SAST": "+0200", "EAT": "+0300", "WAT": "+0100", "BRT": "-0300", "ART": "-0300", "Z": "+0000",
}  # fmt: skip
_ZONE: Final = re.compile(r"\s([A-Z]{1,5})$")
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


@functools.lru_cache(maxsize=4096)
def moment(text: str) -> datetime | None:
    """The moment that a text means, aware and in UTC; one without a zone is taken as GMT. None when it means none."""
    value = " ".join(text.split())[: _LONGEST + 1]
    if not value or len(value) > _LONGEST:
        return None
    for read in (_iso, _mail, _stamp, _basic, _numbers, _words):
        try:
            found = read(value)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
        if found is None:
            continue
        aware = found.replace(tzinfo=UTC) if found.tzinfo is None else found
        try:
            if _EARLIEST <= aware < _LATEST:
                return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _iso(value: str) -> datetime | None:
    """ISO 8601, and its short forms of W3C (2026, 2026-11)."""
    if not value[:4].isdigit():
        return None
    if short := _ISO.match(value):
        return datetime(int(short[1]), int(short[2] or 1), int(short[3] or 1))
    return datetime.fromisoformat(_FRACTION.sub(r"\1", value).replace(" +", "+").replace(" Z", "Z"))


def _mail(value: str) -> datetime | None:
    """RFC 5322, with more names of zones than it has."""
    if ":" not in value and "," not in value:
        return None
    if (zone := _ZONE.search(value)) and zone[1] in _ZONES:
        value = value[: zone.start()] + " " + _ZONES[zone[1]]
    return parsedate_to_datetime(value)


def _stamp(value: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    if not (found := _STAMP.fullmatch(value)):
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(value) / (1000 if found[1] else 1))


def _basic(value: str) -> datetime | None:
    if not (found := _BASIC.match(value)):
        return None
    year, month, day, hour, minute = map(int, found.group(1, 2, 3, 4, 5))
    naive = datetime(year, month, day, hour, minute, int(found[6] or 0))
    return naive if not found[7] or found[7] == "Z" else datetime.strptime(f"{naive:%Y%m%d%H%M%S}{found[7]}", "%Y%m%d%H%M%S%z")


def _numbers(value: str) -> datetime | None:
    """2.11.2026, 2026/11/02, 02/11/2026: with the day before the month unless that cannot be."""
    if not (found := _NUMBERS.match(value)):
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if len(found[1]) == 4:
        year, month, day = first, second, third
    else:
        year, month, day = third + (2000 if third < 100 else 0), second, first
        if month > 12 >= day:
            month, day = day, month
    return datetime(year, month, day, int(found[4] or 0), int(found[5] or 0), int(found[6] or 0))


def _words(value: str) -> datetime | None:
    """Months and days with their names in other languages."""
    if not any(letter.isalpha() for letter in value) or sum(letter.isdigit() for letter in value) < 3:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import dateparser

        settings = {"PARSERS": ["absolute-time"], "STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": True, "TIMEZONE": "UTC"}
        found: datetime | None = dateparser.parse(value, settings=settings)
        return found
