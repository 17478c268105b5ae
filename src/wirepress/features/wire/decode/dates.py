"""Dates as sources write them. What is not understood to its last sign is no date, never a wrong one.

A text is read as three parts: a day, a time of day, a zone. Every writing is a form of the day; time and zone are the same for all.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from wirepress.features.wire.decode.month_names import GLUE, UNITS, find_month
from wirepress.features.wire.decode.time_zones import read_zone

_LONGEST: Final = 120
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
_WORD: Final = r"[^\W\d_]"
_WEEKDAYS: Final = {name: day for day, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}

# The two writings that nearly all feeds have, read without further ado
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_MAIL: Final = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|([+-])(\d\d)(\d\d))", re.ASCII
)
_FRACTION: Final = re.compile(r"(\.\d{6})\d+")
_MAIL_MONTHS: Final = {
    name: month
    for month, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}

_STAMP: Final = re.compile(r"([0-9]{9,10}|[0-9]{12,13}|[0-9]{16}|[0-9]{19})(\.[0-9]+)?")
_JSON: Final = re.compile(r"\\?/Date\(([0-9]{9,14})(?:[+-][0-9]{4})?\)\\?/")  # Microsoft's; the offset is only for show
_COMPACT: Final = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?(?:\.[0-9]+)?)?(?![0-9])"
)
_WEEK: Final = re.compile(r"([0-9]{4})-?W([0-9]{2})(?:-?([1-7]))?(?![0-9])")
_ORDINAL: Final = re.compile(r"([0-9]{4})-([0-9]{3})(?![0-9-])")
_SHORT: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?$")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])[ ]?([0-9]{1,2})\2[ ]?([0-9]{1,2})\.?(?![0-9])")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})([-/.])[ ]?([0-9]{1,2})\2[ ]?([0-9]{4}|[0-9]{2})\.?(?![0-9:])")
_DAY_FIRST: Final = re.compile(
    rf"([0-9]{{1,2}})(?:\.|st|nd|rd|th|º|er)?[ -]?(?:de |d['’]|of )?"
    rf"({_WORD}{{3,12}})[.,]?,?[ -]?"
    r"(?:de |del )?([0-9]{4}|['’]?[0-9]{2}(?![0-9:.]))(?![0-9])"
)
_MONTH_FIRST: Final = re.compile(rf"({_WORD}{{3,12}})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})(?![0-9:])")
_TIME_INSIDE: Final = re.compile(
    rf"({_WORD}{{3,12}})\.? ([0-9]{{1,2}}) ([0-9]{{1,2}}:[0-9].*) ([0-9]{{4}})$"
)  # asctime
_EASTERN: Final = re.compile(
    r"([0-9]{4}) ?[年년] ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?[日일](?: ?(?:\(.{1,3}\)|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日|.요일))?"
)
_PREFIX: Final = re.compile(rf"({_WORD}+)(?:-feira)?(?:[.,:]{{1,2}} ?| )(?=.)")
_CLOCK_FIRST: Final = re.compile(
    r"([0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5}| [+-][0-9]{2}:?[0-9]{2})?)(?:,| [-–|])? (?=.*[0-9]{4})"
)
_CLOCK: Final = re.compile(
    r"(上午|下午|午前|午後|오전|오후)? ?"
    r"(?:([0-9]{1,2})(?:[:.h時时시点] ?([0-9]{2}|[0-9](?=[分분]))[分분]?(?:[:.]([0-9]{2})[秒초]?(?:[.,:][0-9]{1,9})?)?)?"
    r"|([0-9]{2})([0-9]{2})([0-9]{2})?(?:\.[0-9]+)?)"
    r"(?![0-9])[時时시点]? ?([AaPp]\.? ?[Mm]\.?(?![A-Za-z]))?"
)
_GLUE: Final = re.compile(GLUE)
_UNITS: Final = re.compile(UNITS)
_MORNING, _AFTERNOON = frozenset({"上午", "午前", "오전"}), frozenset({"下午", "午後", "오후"})


@functools.lru_cache(maxsize=4096)
def parse_moment(text: str) -> datetime | None:
    """Return the moment that a text means, aware and in UTC; one without a zone is taken as GMT. None when it means none, or several."""
    value = " ".join(text.split())[: _LONGEST + 1]
    if not value or len(value) > _LONGEST:
        return None
    for read in (_usual, _stamp, _parts):
        try:
            found = read(value)
            if found is not None:
                return found.astimezone(UTC) if _EARLIEST <= found < _LATEST else None
        except (ValueError, OverflowError):
            return None
    return None


def _usual(value: str) -> datetime | None:
    """Return the moment of ISO 8601 and of RFC 5322 as programs write them."""
    if _ISO.fullmatch(value) and value[11:13] != "24" and value[17:19] != "60":
        found = datetime.fromisoformat(_FRACTION.sub(r"\1", value))
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    if (mail := _MAIL.fullmatch(value)) and (month := _MAIL_MONTHS.get(mail[2])) and mail[6] < "60":
        moment = datetime(int(mail[3]), month, int(mail[1]), int(mail[4]), int(mail[5]), int(mail[6]), tzinfo=UTC)
        if not mail[7]:
            return moment
        if mail[8] < "14" and mail[9] < "60":
            east = timedelta(hours=int(mail[8]), minutes=int(mail[9]))
            return moment - east if mail[7] == "+" else moment + east
    return None


def _stamp(value: str) -> datetime | None:
    """Return the moment of seconds, or of thousandths, millionths or billionths of them, since 1970."""
    if found := _JSON.fullmatch(value):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(found[1]))
    if not (found := _STAMP.fullmatch(value)):
        return None
    if len(found[1]) == 12 and 1990 <= int(value[:4]) < 2100:
        return None  # a day and a time without any sign between them
    scale = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 16: 10**6, 19: 10**9}[len(found[1])]
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(value) / scale)


def _parts(value: str) -> datetime | None:
    """Return the moment of a day, a time and a zone, where all writings of the day agree."""
    if moved := _CLOCK_FIRST.match(value):  # the time before the day
        value = f"{value[moved.end() :]} {moved[1]}"
    found: set[datetime] = set()
    for day, rest in _days(value):
        clock = _read_clock(rest)
        if clock is None:
            continue
        moment, zone_text = clock
        naive = datetime.combine(day, time()) + moment
        zone = read_zone(zone_text, naive)
        if zone is not None:
            found.add(naive.replace(tzinfo=zone).astimezone(UTC))
    return found.pop() if len(found) == 1 else None


def _days(value: str) -> Iterator[tuple[date, str]]:
    """Yield the days that the text may begin with, each with what follows it. Numbers with strokes may mean two."""
    for form in _FORMS:
        days, rest = form(value)
        if days:
            yield from ((day, rest) for day in days)
            return
    if prefix := _PREFIX.match(value):
        weekday = _WEEKDAYS.get(prefix[1][:3].lower()) if prefix[1].isascii() else None
        for form in _FORMS:
            days, rest = form(value[prefix.end() :])
            if days:
                right = [day for day in days if weekday is None or day.weekday() == weekday]
                yield from ((day, rest) for day in (right if len(days) > 1 else days))
                return


Days = tuple[list[date], str]
_NONE: Final[Days] = ([], "")


def _valid(*candidates: tuple[int, int, int]) -> list[date]:
    """Return the days that there are, each once."""
    found: list[date] = []
    for year, month, day in candidates:
        try:
            one = date(year, month, day)
        except ValueError:
            continue
        if one not in found:
            found.append(one)
    return found


def _full_year(text: str) -> int:
    """Return a year of two digits as RFC 5322 reads it, one of four as it is."""
    digits = text.lstrip("'’")
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _numeric(value: str) -> Days:
    """Read 2026-11-27, 2026/11/27, 27.11.2026; 27/11/2026 and 11/27/2026 where only one of them can be."""
    if found := _YEAR_FIRST.match(value):
        return _valid((int(found[1]), int(found[3]), int(found[4]))), value[found.end() :]
    if found := _NUMBERS.match(value):
        first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
        if found[2] == ".":
            return _valid((year, second, first)), value[found.end() :]
        readings = [(year, second, first), (year, first, second)]
        if len(found[4]) == 2:
            readings.append((_full_year(found[1].zfill(2)), second, int(found[4])))
        return _valid(*readings), value[found.end() :]
    return _NONE


def _written(value: str) -> Days:
    """Read 2 novembre 2026, November 2nd, 2026, 02-Nov-26."""
    if found := _DAY_FIRST.match(value):
        day, name, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.match(value):
        name, day, year = found[1], found[2], found[3]
    elif found := _TIME_INSIDE.match(value):
        return _valid((int(found[4]), find_month(found[1]), int(found[2]))), f" {found[3]}"
    else:
        return _NONE
    return _valid((_full_year(year), find_month(name), int(day))), value[found.end() :]


def _eastern(value: str) -> Days:
    found = _EASTERN.match(value)
    return (_valid((int(found[1]), int(found[2]), int(found[3]))), value[found.end() :]) if found else _NONE


def _standard(value: str) -> Days:
    """Read the other forms of ISO 8601: without hyphens, by week, by day of the year, and W3C's short ones."""
    if found := _WEEK.match(value):
        return [date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))], value[found.end() :]
    if found := _ORDINAL.match(value):
        day = date(int(found[1]), 1, 1) + timedelta(days=int(found[2]) - 1)
        return ([day] if day.year == int(found[1]) else []), value[found.end() :]
    if found := _COMPACT.match(value):
        clock = f"T{found[4]}{found[5]}{found[6] or '00'}" if found[4] else ""
        return _valid((int(found[1]), int(found[2]), int(found[3]))), clock + value[found.end() :]
    if found := _SHORT.match(value):
        return _valid((int(found[1]), int(found[2] or 1), 1)), ""
    return _NONE


_FORMS: Final[tuple[Callable[[str], Days], ...]] = (_numeric, _written, _eastern, _standard)


def _read_clock(rest: str) -> tuple[timedelta, str] | None:
    """Return the time since midnight that a text begins with, and what follows it: a zone. None where it is no time."""
    text = rest.strip()
    if rest[:1] in ("+", "-") and ":" not in rest[:4]:
        return None  # a day with an offset of hours alone: it could be more of the day
    if rest[:1] in ("+", "-") or text[:1] in ("Z", "z"):  # a day of XML Schema with its zone
        return timedelta(), text
    while glue := _GLUE.match(text):
        text = text[glue.end() :].strip()
    if not text:
        return timedelta(), ""
    found = _CLOCK.match(text)
    if found is None or (found[2] and not found[3] and not found[8] and not found[1]):
        return (timedelta(), text) if not text[0].isdigit() else None
    hour, minute = int(found[2] or found[5]), int(found[3] or found[6] or 0)
    second = min(int(found[4] or found[7] or 0), 60)
    half = (found[8] or "").replace(".", "").replace(" ", "").lower()
    if found[1]:
        half = "am" if found[1] in _MORNING else "pm"
    hour = _in_day(hour, half)
    if not (0 <= hour < 24 or (hour == 24 and minute == second == 0)) or minute > 59:
        return None
    after = text[found.end() :].strip()
    if units := _UNITS.match(after):
        after = after[units.end() :].strip()
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59)), after.lstrip(",").strip()


def _in_day(hour: int, half: str) -> int:
    """Return an hour of the day; -1 where the half of the day contradicts it."""
    if not half:
        return hour
    if hour > 12:
        return hour if half == "pm" else -1
    if hour == 0:
        return 0 if half == "am" else -1
    return hour % 12 + (12 if half == "pm" else 0)
