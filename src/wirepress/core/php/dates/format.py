"""PHP's date() letters. Months and days are named in English."""

from __future__ import annotations

import math
from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Final

from wirepress.core.php.dates.moments import Moment, from_local
from wirepress.core.php.dates.zones import zone, zone_name

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def php_date(template: str, at: datetime | Moment, tz: tzinfo | str | None = None) -> str:
    """`at` in PHP's date format (PHP 8.2's letters; a backslash quotes the next character).

    A naive datetime is the wall clock of `tz` (UTC when None; a DST gap moves on, as in PHP); an aware one is
    shown on the clocks of `tz` when given. `tz` may be a name: ValueError when unknown.
    """
    tz = zone(tz) if isinstance(tz, str) else tz
    if isinstance(at, Moment):
        moment = at.to(tz) if tz else at
    elif at.tzinfo is None:
        moment = from_local(at, tz or UTC)
    else:
        moment = Moment(at.astimezone(tz) if tz else at)
    return format_moment(template, moment)


def format_moment(template: str, moment: Moment) -> str:
    """`moment` in PHP's date format, on its own clocks."""
    out: list[str] = []
    characters = iter(template)
    for character in characters:
        if character == "\\":
            out.append(next(characters, "\\"))
        elif character in _COMPOUND:
            out.append(format_moment(_COMPOUND[character], moment))
        else:
            letter = _LETTERS.get(character)
            out.append(letter(moment) if letter else character)
    return "".join(out)


def _year(moment: Moment, *, plus: bool = False) -> str:
    year = moment.year
    return f"{'-' if year < 0 else '+' if plus else ''}{abs(year):04}"


def _iso_year(moment: Moment) -> str:
    return str(moment.at.isocalendar().year + moment.year - moment.at.year)


def _suffix(moment: Moment) -> str:
    day = moment.at.day
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _hour12(moment: Moment) -> int:
    return moment.at.hour % 12 or 12


def _offset(moment: Moment, between: str) -> str:
    hours, minutes = divmod(abs(moment.offset) // 60, 60)
    return f"{'-' if moment.offset < 0 else '+'}{hours:02}{between}{minutes:02}"


def _short_offset(moment: Moment) -> str:
    is_utc = moment.offset == 0 and moment.at.tzname() in ("UTC", "Z", "+00:00")
    return "Z" if is_utc else _offset(moment, ":")


def _swatch(moment: Moment) -> str:
    return f"{(moment.timestamp + 3600) % 86400 * 10 // 864:03}"


_COMPOUND: Final = {"c": "Y-m-d\\TH:i:sP", "r": "D, d M Y H:i:s O"}

_LETTERS: Final[dict[str, Callable[[Moment], str]]] = {
    "d": lambda m: f"{m.at.day:02}",
    "D": lambda m: DAYS[m.at.weekday()][:3],
    "j": lambda m: str(m.at.day),
    "l": lambda m: DAYS[m.at.weekday()],
    "N": lambda m: str(m.at.isoweekday()),
    "S": _suffix,
    "w": lambda m: str(m.at.isoweekday() % 7),
    "z": lambda m: str(m.at.timetuple().tm_yday - 1),
    "W": lambda m: f"{m.at.isocalendar().week:02}",
    "F": lambda m: MONTHS[m.at.month - 1],
    "M": lambda m: MONTHS[m.at.month - 1][:3],
    "m": lambda m: f"{m.at.month:02}",
    "n": lambda m: str(m.at.month),
    "t": lambda m: str(monthrange(m.at.year, m.at.month)[1]),
    "L": lambda m: str(int(isleap(m.year))),
    "o": _iso_year,
    "X": lambda m: _year(m, plus=m.year >= 0),
    "x": lambda m: _year(m, plus=m.year > 9999),
    "Y": _year,
    "y": lambda m: f"{int(math.fmod(m.year, 100)):02}",
    "a": lambda m: "am" if m.at.hour < 12 else "pm",
    "A": lambda m: "AM" if m.at.hour < 12 else "PM",
    "B": _swatch,
    "g": lambda m: str(_hour12(m)),
    "G": lambda m: str(m.at.hour),
    "h": lambda m: f"{_hour12(m):02}",
    "H": lambda m: f"{m.at.hour:02}",
    "i": lambda m: f"{m.at.minute:02}",
    "s": lambda m: f"{m.at.second:02}",
    "u": lambda m: f"{m.at.microsecond:06}",
    "v": lambda m: f"{m.at.microsecond // 1000:03}",
    "e": lambda m: zone_name(m.at.tzinfo),
    "I": lambda m: str(int(bool(m.at.dst()))),
    "O": lambda m: _offset(m, ""),
    "P": lambda m: _offset(m, ":"),
    "p": _short_offset,
    "T": lambda m: m.at.tzname() or "UTC",
    "Z": lambda m: str(m.offset),
    "U": lambda m: str(m.timestamp),
}
