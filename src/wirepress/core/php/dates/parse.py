"""Dates read as PHP's strtotime() reads them: the absolute forms that REST clients, feeds and databases send."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from typing import Final

from wirepress.core.php.dates.format import DAYS, MONTHS
from wirepress.core.php.dates.moments import Moment, from_fields, from_timestamp
from wirepress.core.php.dates.zones import zone

_LENGTH_MAX: Final = 100

_MONTH_NUMBERS: Final = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
_WORD_MONTH: Final = rf"(?P<word>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})"
_M, _D, _Y4 = r"(?P<m>0?[0-9]|1[0-2])", r"(?P<d>[0-2]?[0-9]|3[01])", r"(?P<y>[0-9]{4})"
_M2, _D2 = r"(?P<m>0[0-9]|1[0-2])", r"(?P<d>[0-2][0-9]|3[01])"
_NTH = r"(?:st|nd|rd|th)?"

# In the order PHP prefers them; each must take all digits that follow one another.
_DATES: Final = tuple(
    re.compile(form + r"(?![0-9])", re.IGNORECASE)
    for form in (
        rf"(?P<y>[+-]?[0-9]{{4}})-{_M}-{_D}",
        rf"{_Y4}/{_M}/{_D}",
        rf"{_Y4}{_M2}{_D2}",
        rf"{_D}[-.\t]{_M}[-.]{_Y4}",
        rf"(?P<y>[0-9]{{1,3}})-{_M}-{_D}",
        rf"{_D}[.\t]{_M}\.(?P<y>[0-9]{{2}})",
        rf"{_M}/{_D}/(?P<y>[0-9]{{4}}|[0-9]{{1,2}})",
        rf"{_D}{_NTH}[ \t.-]*{_WORD_MONTH}[ \t.,-]*(?P<y>[0-9]{{4}}|[0-9]{{2}}(?!:))",
        rf"{_WORD_MONTH}[ \t.-]*{_D}{_NTH}[, \t.]+{_Y4}(?!:)",
        rf"{_Y4}[ \t.-]*{_WORD_MONTH}[ \t.-]*{_D}",
        rf"{_WORD_MONTH}[ \t.-]*{_Y4}",
        rf"{_Y4}-{_M}",
    )
)
_TIMES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<h>0?[1-9]|1[0-2])(?::(?P<i>[0-5]?[0-9])(?::(?P<s>[0-5]?[0-9]))?)?[ \t]*(?P<half>[ap])\.?m\b\.?",
        r"t?(?P<h>[01]?[0-9]|2[0-4]):(?P<i>[0-5]?[0-9])(?::(?P<s>[0-5]?[0-9]|60)(?:[.,](?P<f>[0-9]+))?)?(?![0-9:])",
        r"t(?P<h>[01][0-9]|2[0-4])(?P<i>[0-5][0-9])(?P<s>[0-5][0-9]|60)?(?![0-9])",
        r"(?<=[0-9])(?P<h>[01][0-9]|2[0-4])(?P<i>[0-5][0-9])(?P<s>[0-5][0-9]|60)(?![0-9])",
    )
)
_ZONE = re.compile(
    r"\(?(?:(?:gmt|utc)?(?P<sign>[+-])(?P<zh>[01]?[0-9]|2[0-3])(?::?(?P<zm>[0-5][0-9]))?(?![0-9:])"
    r"|(?P<name>[a-z][a-z0-9_+-]*(?:/[a-z0-9_+-]+){0,2}))\)?",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(
    rf"(?:{'|'.join(DAYS)}|{'|'.join(day[:3] for day in DAYS)}|tues|wednes|thur|thurs)\b[.,]?", re.IGNORECASE
)
_STAMP = re.compile(r"@(-?[0-9]{1,18})(?:\.([0-9]{1,6}))?\Z")
_COMPACT = re.compile(rf"{_Y4}{_M2}{_D2}(?=[0-9]{{6}}(?![0-9]))")
_GAP = re.compile(r"[ \t\r\n\f\v,]*")
_WORD_DAYS: Final = {"today": 0, "midnight": 0, "tomorrow": 1, "yesterday": -1}
_WHITE: Final = " \t\n\r\0\x0b"


def parse_date(text: str, tz: tzinfo = UTC, *, now: datetime | None = None) -> Moment | None:
    """Return the moment a text names, None when it names none. A text without a zone is the wall clock of `tz`.

    Parts may overflow within PHP's bounds (31 February, 24:00, 0000-00-00). `now` (aware; default: the clock)
    serves ``now``, ``today`` and times without a date.
    """
    text = text.strip(_WHITE)
    if len(text) > _LENGTH_MAX:
        return None
    stamp = _STAMP.match(text)
    if stamp:
        return from_timestamp(int(stamp[1]), zone("+00:00"), microsecond=int((stamp[2] or "0").ljust(6, "0")))
    today = (now or datetime.now(UTC)).astimezone(tz)
    if text.lower() in ("", "now"):
        return Moment(today)
    if text.lower() in _WORD_DAYS:
        return from_fields(today.year, today.month, today.day + _WORD_DAYS[text.lower()], 0, 0, tz)
    return _Parts(text).moment(tz, today)


class _Parts:
    """The parts found so far, in any order; each may come once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.date: re.Match[str] | None = None
        self.time: re.Match[str] | None = None
        self.tz: tzinfo | None = None
        self.day_name = False

    def moment(self, tz: tzinfo, today: datetime) -> Moment | None:
        while self.at < len(self.text):
            if not (self.take_date() or self.take_time() or self.take_day_name() or self.take_zone()):
                return None
            gap = _GAP.match(self.text, self.at)
            self.at = gap.end() if gap else self.at
        if self.date is None and self.time is None:
            return None
        seconds, microsecond = _clock(self.time)
        if self.date is None:
            return from_fields(today.year, today.month, today.day, seconds, microsecond, self.tz or tz)
        year, month, day = _calendar(self.date)
        return from_fields(year, month, day, seconds, microsecond, self.tz or tz)

    def take_date(self) -> bool:
        for form in () if self.date else (_COMPACT, *_DATES):
            found = form.match(self.text, self.at)
            if found:
                self.date, self.at = found, found.end()
                return True
        return False

    def take_time(self) -> bool:
        for form in () if self.time else _TIMES:
            found = form.match(self.text, self.at)
            if found:
                self.time, self.at = found, found.end()
                return True
        return False

    def take_day_name(self) -> bool:
        found = None if self.day_name else _DAY_NAME.match(self.text, self.at)
        if found:
            self.day_name, self.at = True, found.end()
        return found is not None

    def take_zone(self) -> bool:
        found = None if self.tz else _ZONE.match(self.text, self.at)
        if found is None:
            return False
        written = f"{found['sign']}{found['zh'].zfill(2)}:{found['zm'] or '00'}" if found["sign"] else found["name"]
        try:
            self.tz = zone(written)
        except ValueError:
            return False
        self.at = found.end()
        return True


def _calendar(found: re.Match[str]) -> tuple[int, int, int]:
    parts = found.groupdict()
    year = int(parts["y"])
    if len(parts["y"]) <= 2:  # 69 is 2069, 70 is 1970
        year += 2000 if year < 70 else 1900
    month = _MONTH_NUMBERS[parts["word"].lower()] if parts.get("word") else int(parts["m"])
    return year, month, int(parts.get("d") or 1)


def _clock(found: re.Match[str] | None) -> tuple[int, int]:
    """Seconds since midnight and microseconds."""
    if found is None:
        return 0, 0
    parts = found.groupdict()
    hour = int(parts["h"])
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    fraction = (parts.get("f") or "0")[:6].ljust(6, "0")
    return hour * 3600 + int(parts["i"] or 0) * 60 + int(parts["s"] or 0), int(fraction)
