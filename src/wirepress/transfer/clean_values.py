"""A foreign value -> the Python value our models hold. Never raises on bad data."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

_INT64: Final = 2**63
_INT32: Final = 2**31
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
    try:
        return datetime.fromisoformat(str(value)[:19])
    except ValueError:
        return None
