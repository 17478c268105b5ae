"""A foreign value -> the Python value our models hold. Never raises on bad data."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from typing import Any, Final

_INT64: Final = 2**63
_INT32: Final = 2**31
_LOOSE_DATE: Final = re.compile(
    r"(\d{4})[-/.:](\d{1,2})[-/.:](\d{1,2})(?:[T\s]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?)?(?!\d)"
)
_DIGITS_DATE: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
ID_MAX: Final = 10**15  # beyond it no site has counted, and programs that read JSON lose digits (2**53)


def clean_text(value: Any, limit: int = 0) -> str:
    """Return a text our databases can hold: no NUL, no half characters, cut to `limit` characters when one is given."""
    if value is None:
        return ""
    result = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if "\0" in result:
        result = result.replace("\0", "")
    if not result.isascii():
        try:
            result.encode()
        except UnicodeEncodeError:
            result = result.encode("utf-8", "replace").decode()
    return result[:limit] if limit else result


def clean_number(value: Any, default: int = 0) -> int:
    """Return a whole number within 64 bits."""
    try:
        result = int(value or 0)
    except (TypeError, ValueError):
        return default
    return result if -_INT64 <= result < _INT64 else default


def clean_id(value: Any) -> int:
    """Return an id, which is positive and no larger than ids get; 0: it is none."""
    result = clean_number(value)
    return result if 0 < result <= ID_MAX else 0


def clean_small_number(value: Any) -> int:
    """Return a whole number within 32 bits."""
    result = clean_number(value)
    return result if -_INT32 <= result < _INT32 else 0


def clean_date(value: Any) -> datetime | None:
    """Return a date of MySQL's, naive; None for the zero date and for what is no date."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0)
    text = str(value).strip()
    try:
        return datetime.fromisoformat(text[:19])
    except ValueError:
        return _read_loose_date(text)


def _read_loose_date(text: str) -> datetime | None:
    """Return a date written as MySQL also takes it (2012-5-1 1:02, 2012/05/01, 20120501100000); one that no month has is the nearest."""
    found = _LOOSE_DATE.match(text) or _DIGITS_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if not 0 < year < 9999 or month > 12 or day > 31:
        return None
    month = max(month, 1)
    day = min(max(day, 1), calendar.monthrange(year, month)[1])
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        hour = minute = second = 0
    return datetime(year, month, day) + timedelta(hours=hour, minutes=minute, seconds=second)  # naive, as MySQL's are
