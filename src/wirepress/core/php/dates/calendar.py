"""WordPress's date functions: MySQL dates, local and GMT, REST dates. Dates are kept as texts, as WordPress keeps them.

Every function takes the site's zone as `tz` (see `wp_timezone`); a DST gap moves on by the gap (02:30 -> 03:30).
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, Literal

from wirepress.core.php.dates.format import DAYS, MONTHS, format_moment, php_date
from wirepress.core.php.dates.moments import Moment, from_local, from_timestamp
from wirepress.core.php.dates.parse import parse_date
from wirepress.core.php.dates.zones import wp_timezone, zone
from wirepress.core.php.numbers import intval, is_numeric

__all__ = [
    "DAYS",
    "MONTHS",
    "MYSQL",
    "ZERO",
    "date_i18n",
    "get_date_from_gmt",
    "get_gmt_from_date",
    "mysql2date",
    "mysql_to_rfc3339",
    "parse_date",
    "php_date",
    "rest_date_with_gmt",
    "rest_datetime",
    "rest_parse_date",
    "strtotime",
    "wp_checkdate",
    "wp_date",
    "wp_timezone",
    "zone",
]

MYSQL: Final = "Y-m-d H:i:s"
ZERO: Final = "0000-00-00 00:00:00"  # WordPress's "no date yet"

_REST_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(Z|[+-][0-9]{2}(?::[0-9]{2})?)?\n?\Z"
)
_OFFSET_AT_END = re.compile(r"[+-][0-9]+:?[0-9]+\Z")


def strtotime(text: str, tz: tzinfo = UTC) -> int | None:
    """Seconds since 1970 of a date text, None when it is none (and for the empty text)."""
    moment = parse_date(text, tz) if text.strip() else None
    return moment.timestamp if moment else None


def mysql2date(template: str, date: str, tz: tzinfo = UTC) -> str | int | Literal[False]:
    """Return a stored date in a PHP format; the formats G and U give the number of WordPress: timestamp plus offset.

    False for an empty or unreadable date.
    """
    moment = parse_date(date, tz) if date else None
    if moment is None:
        return False
    if template in ("G", "U"):
        return moment.timestamp + moment.offset
    return format_moment(template, moment.to(tz))


def mysql_to_rfc3339(date: str, tz: tzinfo = UTC) -> str | Literal[False]:
    """Return a stored date as REST shows it, without an offset: ``2024-03-01T09:30:00``. False as `mysql2date`."""
    moment = parse_date(date, tz) if date else None  # one that names its own offset is read on its own clock
    return format_moment("Y-m-d\\TH:i:s", moment) if moment else False


def get_gmt_from_date(date: str, template: str = MYSQL, tz: tzinfo = UTC) -> str:
    """Return a local date as GMT; 1970-01-01 when unreadable (as WordPress)."""
    moment = parse_date(date, tz)
    return format_moment(template, moment.to(UTC) if moment else from_timestamp(0))


def get_date_from_gmt(date: str, template: str = MYSQL, tz: tzinfo = UTC) -> str:
    """Return a GMT date on the site's clocks; 1970-01-01 00:00:00 when unreadable (as WordPress)."""
    moment = parse_date(date, UTC)
    return format_moment(template, moment.to(tz) if moment else from_timestamp(0))


def wp_date(template: str, timestamp: Any = None, tz: tzinfo = UTC) -> str | Literal[False]:
    """Return a timestamp (None: now) in a PHP format on the clocks of `tz`. False when it is not a number."""
    if timestamp is None:
        timestamp = time.time()
    elif not is_numeric(timestamp):
        return False
    return format_moment(template, from_timestamp(intval(timestamp), tz))


def date_i18n(template: str, timestamp_with_offset: Any = False, gmt: bool = False, tz: tzinfo = UTC) -> Any:
    """WordPress's old date_i18n: its timestamps are seconds since 1970 *plus the offset*, that is, wall clock readings.

    Without one: now, on the clocks of `tz` or, with `gmt`, in UTC. The format U gives the number back (int).
    """
    given = is_numeric(timestamp_with_offset)
    clock = UTC if gmt else tz
    if template == "U":
        return timestamp_with_offset if given else _wall(clock)
    if not given and timestamp_with_offset is False:
        return wp_date(template, None, clock)
    reading = from_timestamp(intval(timestamp_with_offset) if given else _wall(clock))
    return format_moment(template, from_local(reading.at.replace(tzinfo=None), tz, cycles=reading.cycles))


def _wall(tz: tzinfo) -> int:
    now = Moment(datetime.now(tz))
    return now.timestamp + now.offset


def rest_parse_date(date: str, force_utc: bool = False) -> int | Literal[False]:
    """Seconds of an RFC 3339 date (offset optional, blank for T) or False; `force_utc` drops the offset."""
    if force_utc:
        date = _OFFSET_AT_END.sub("+00:00", date)
    moment = parse_date(date) if _REST_DATE.match(date) else None
    return moment.timestamp if moment else False


def rest_date_with_gmt(date: str, is_utc: bool = False, tz: tzinfo = UTC) -> tuple[str, str] | None:
    """Return a REST date as the pair WordPress stores, local and GMT. A date without a zone is local, or GMT with `is_utc`.

    None when it is no RFC 3339 date.
    """
    found = _REST_DATE.match(date)
    timestamp = rest_parse_date(date)
    if found is None or timestamp is False:
        return None
    written = format_moment(MYSQL, from_timestamp(timestamp))
    if is_utc or found[1]:
        return get_date_from_gmt(written, tz=tz), written
    return written, get_gmt_from_date(written, tz=tz)


def rest_datetime(date: str) -> datetime | None:
    """Return what a REST date names, in whole seconds: in GMT (aware) where it says its zone, else a wall clock's reading (naive).

    Parts overflow as in `parse_date`. None when it is no RFC 3339 date, or one beyond the years 1 to 9999.
    """
    found = _REST_DATE.match(date)
    moment = parse_date(date) if found else None
    if found is None or moment is None:
        return None
    moment = moment.to(UTC)
    if not 1 <= moment.year <= 9999:
        return None
    at = moment.at.replace(year=moment.year, microsecond=0)
    return at if found[1] else at.replace(tzinfo=None)


def wp_checkdate(month: Any, day: Any, year: Any) -> bool:
    """Return whether a day exists in the calendar (years 1 to 32767, as PHP's checkdate)."""
    year, month, day = intval(year), intval(month), intval(day)
    if not (1 <= year <= 32767 and 1 <= month <= 12 and day >= 1):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return bool(day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1])
