"""Dates as sources write them. What is not understood is no date, never a wrong one."""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 80
_STAMP: Final = re.compile(r"[0-9]{9,10}([0-9]{3})?(\.[0-9]+)?")
_ISO: Final = re.compile(r"([0-9]{4})-?([0-9]{2})?-?([0-9]{2})?$")
_BASIC: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?$")  # IIM and NITF: 20261102T093000Z
_NUMBERS: Final = re.compile(
    r"(\d{1,4})[./](\d{1,2})[./](\d{2,4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|UTC|GMT)?$"
)
_FRACTION: Final = re.compile(r"(\.\d{6})\d+")
# Names of time zones that feeds use beside those of RFC 822; they mean the news trade's usual one
_ZONES: Final = {
    "CET": "+0100",
    "CEST": "+0200",
    "MEZ": "+0100",
    "MESZ": "+0200",
    "EET": "+0200",
    "EEST": "+0300",
    "WET": "+0000",
    "WEST": "+0100",
    "BST": "+0100",
    "MSK": "+0300",
    "IST": "+0530",
    "JST": "+0900",
    "KST": "+0900",
    "SGT": "+0800",
    "HKT": "+0800",
    "AEST": "+1000",
    "AEDT": "+1100",
    "NZST": "+1200",
    "NZDT": "+1300",
    "SAST": "+0200",
    "EAT": "+0300",
    "WAT": "+0100",
    "BRT": "-0300",
    "ART": "-0300",
    "Z": "+0000",
}
_CLOCK: Final = r"(?:\D{1,8}?([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2}))?)?(?: ?(?:Z|UTC|GMT))?$"
_DAY_FIRST: Final = re.compile(
    r"(?:[^\W\d_]+\.?,? )?([0-9]{1,2})\.?(?:st|nd|rd|th)? (?:de |d')?([^\W\d_]{3,12})\.?,? (?:de |del )?([0-9]{4})"
    + _CLOCK
)
_MONTH_FIRST: Final = re.compile(
    r"(?:[^\W\d_]+\.?,? )?([^\W\d_]{3,12})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})" + _CLOCK
)
_CHINESE: Final = re.compile(
    r"([0-9]{4})[年년] ?([0-9]{1,2})[月월] ?([0-9]{1,2})[日일](?: ?([0-9]{1,2})[:時时시] ?([0-9]{1,2})?分?분?)?$"
)
# The first letters of months, without accents: English, German, French, Spanish, Italian, Portuguese, Dutch, the Nordic and Slavic languages, Turkish
_MONTHS: Final = {
    start: month
    for month, starts in enumerate(
        (
            "jan gen ene янв січ sty led oca tam sau",
            "feb fev фев лют lut uno sub helm",
            "mar maa мар бер brez maal",
            "apr avr abr апр кві kwi dub nis huht",
            "may mai mag maj mei мая маи тра kve touk",
            "jun juin giu июн чер cze haz kesa",
            "jul juil lug июл лип lip tem heina",
            "aug aou ago авг сер sie srp agu elo",
            "sep set сен вер wrz zari eyl syys",
            "oct okt ott out окт жов paz rij eki loka",
            "nov ноя лис lis kas marra",
            "dec dez des dic дек гру gru pro ara joulu",
        ),
        1,
    )
    for start in starts.split()
}
_ZONE: Final = re.compile(r"\s([A-Z]{1,5})$")
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


@functools.lru_cache(maxsize=4096)
def parse_moment(text: str) -> datetime | None:
    """Return the moment that a text means, aware and in UTC; one without a zone is taken as GMT. None when it means none."""
    value = " ".join(text.split())[: _LONGEST + 1]
    if not value or len(value) > _LONGEST:
        return None
    for read in (_iso, _mail, _stamp, _basic, _numbers, _named):
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
    """Return the moment of an ISO 8601 date, or of its short forms of W3C (2026, 2026-11)."""
    if not (value[:4].isascii() and value[:4].isdigit()):
        return None
    if short := _ISO.match(value):
        return datetime(int(short[1]), int(short[2] or 1), int(short[3] or 1))
    return datetime.fromisoformat(_FRACTION.sub(r"\1", value).replace(" +", "+").replace(" Z", "Z"))


def _mail(value: str) -> datetime | None:
    """Return the moment of an RFC 5322 date, with more names of zones than it has."""
    if ":" not in value and "," not in value:
        return None
    if (zone := _ZONE.search(value)) and zone[1] in _ZONES:
        value = value[: zone.start()] + " " + _ZONES[zone[1]]
    return parsedate_to_datetime(value)


def _stamp(value: str) -> datetime | None:
    """Return the moment of seconds or milliseconds since 1970."""
    if not (found := _STAMP.fullmatch(value)):
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(value) / (1000 if found[1] else 1))


def _basic(value: str) -> datetime | None:
    if not (found := _BASIC.match(value)):
        return None
    year, month, day, hour, minute = map(int, found.group(1, 2, 3, 4, 5))
    naive = datetime(year, month, day, hour, minute, int(found[6] or 0))
    return (
        naive
        if not found[7] or found[7] == "Z"
        else datetime.strptime(f"{naive:%Y%m%d%H%M%S}{found[7]}", "%Y%m%d%H%M%S%z")
    )


def _numbers(value: str) -> datetime | None:
    """Return the moment of 2.11.2026, 2026/11/02, 02/11/2026: the day before the month unless that cannot be."""
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


def _named(value: str) -> datetime | None:
    """Return the moment of 2 novembre 2026 07:30 or November 2, 2026: the month by its name in one of many languages."""
    if found := _DAY_FIRST.match(value):
        day, name, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.match(value):
        name, day, year = found[1], found[2], found[3]
    elif found := _CHINESE.match(value):
        return datetime(int(found[1]), int(found[2]), int(found[3]), int(found[4] or 0), int(found[5] or 0))
    else:
        return None
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter)
    )
    month = next((_MONTHS[plain[:length]] for length in (5, 4, 3) if plain[:length] in _MONTHS), 0)
    return (
        datetime(int(year), month, int(day), int(found[4] or 0), int(found[5] or 0), int(found[6] or 0))
        if month
        else None
    )
