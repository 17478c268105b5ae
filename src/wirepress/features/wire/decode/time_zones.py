"""What stands behind a time of day and says where on earth it is: offsets, letters, names. What is not known is no zone."""

from __future__ import annotations

import functools
import re
import zoneinfo
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

# Hours (and minutes) east of Greenwich. RFC 822 fixes those of the United States; the others are names that mean one place in the
# trade. Left out is what means several (AST is Atlantic or Arabian, SST Samoa or Singapore, GST the Gulf or Guam).
_HOURS: Final = {
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "Z": 0,
    "ZULU": 0,
    "UCT": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "NST": -3.5,
    "NDT": -2.5,
    "BRT": -3,
    "BRST": -2,
    "ART": -3,
    "UYT": -3,
    "CLT": -4,
    "COT": -5,
    "PET": -5,
    "VET": -4,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "MEZ": 1,
    "MESZ": 2,
    "MET": 1,
    "MEST": 2,
    "EET": 2,
    "EEST": 3,
    "OEZ": 2,
    "OESZ": 3,
    "TRT": 3,
    "MSK": 3,
    "MSD": 4,
    "WAT": 1,
    "CAT": 2,
    "SAST": 2,
    "EAT": 3,
    "PKT": 5,
    "IST": 5.5,
    "NPT": 5.75,
    "WIB": 7,
    "WITA": 8,
    "WIT": 9,
    "ICT": 7,
    "SGT": 8,
    "MYT": 8,
    "PHT": 8,
    "HKT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
# American writing without standard or daylight: which of them is meant, the date says
_GENERAL: Final = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_SUMMER: Final = range(
    3, 11
)  # months in which British summer time can be meant by BST; in others it is another place's
_OFFSET: Final = re.compile(
    r"([+\-\u2212]) ?(?:([0-9]{1,2})(?::?([0-5][0-9]))?|([0-9])([0-5][0-9]))(?::00)?(?![0-9:.])"
)
_COMMENT: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NAME: Final = re.compile(r"[A-Za-z]{1,5}(?![A-Za-z/_])\.?")
_PLACE: Final = re.compile(r"[A-Za-z]{3,12}(?:/[A-Za-z0-9+_-]{1,30}){1,2}")
_TAIL: Final = re.compile(r"m=[+-][0-9.]+$")  # Go's monotonic clock
_FARTHEST: Final = timedelta(hours=14)


def read_zone(text: str, naive: datetime) -> tzinfo | None:
    """Return the zone that a text means for a moment of its clock; UTC for no text. None: it means none, or contradicts itself."""
    rest = _TAIL.sub("", text).strip()
    comments = [(one[1] or one[2] or "").strip() for one in _COMMENT.finditer(rest)]
    rest = _COMMENT.sub(" ", rest).strip()
    if not rest:
        rest = next((one for one in comments if _one_zone(one, naive) is not None), "")
        if not rest:
            return UTC if not comments else None
    found: list[tuple[str, tzinfo]] = []
    while rest:
        if match := _OFFSET.match(rest):
            zone = _offset(match)
            kind = "offset"
        elif match := _PLACE.match(rest):
            zone, kind = _place(match[0]), "place"
        elif match := _NAME.match(rest):
            name = match[0].rstrip(".").upper()
            zone, kind = _named(name, naive), "base" if _HOURS.get(name) == 0 else "name"
        else:
            return None
        if zone is None:
            return None
        found.append((kind, zone))
        rest = rest[match.end() :].strip()
    return _join(found, naive)


def _join(found: list[tuple[str, tzinfo]], naive: datetime) -> tzinfo | None:
    """Return what several words for a zone mean together: GMT+2 is two hours from GMT; others have to agree."""
    if [kind for kind, _ in found] == ["base", "offset"]:
        return found[1][1]
    offsets = {zone.utcoffset(naive) for _, zone in found}
    return found[0][1] if len(offsets) == 1 else None


def _one_zone(text: str, naive: datetime) -> tzinfo | None:
    if not text:
        return None
    if _PLACE.fullmatch(text):
        return _place(text)
    if match := _OFFSET.fullmatch(text):
        return _offset(match)
    return _named(text.rstrip(".").upper(), naive) if _NAME.fullmatch(text) else None


def _offset(found: re.Match[str]) -> tzinfo | None:
    hours, minutes = int(found[2] or found[4]), int(found[3] or found[5] or 0)
    east = timedelta(hours=hours, minutes=minutes)
    if east > _FARTHEST:
        return None
    return timezone(east if found[1] == "+" else -east)


def _named(name: str, naive: datetime) -> tzinfo | None:
    if place := _GENERAL.get(name):
        return _place(place)
    hours = _HOURS.get(name)
    if hours is None or (name == "BST" and naive.month not in _SUMMER):
        return None
    return UTC if hours == 0 else timezone(timedelta(hours=hours))


@functools.lru_cache(maxsize=256)
def _place(name: str) -> tzinfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
