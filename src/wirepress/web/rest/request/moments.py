"""Moments that arguments name, on the site's clocks."""

from __future__ import annotations

from datetime import UTC, datetime

from wirepress.content.options import site
from wirepress.core.rest.schema import parse_date

_FIRST, _LAST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)


def local_moment(text: object) -> datetime | None:
    """Return the moment of a `before` or `after` in the site's local time, as rows keep theirs. None where nothing was said.

    What lies before the year 1 or behind 9999 is that end of time.
    """
    if not text:
        return None
    moment = parse_date(text)
    if moment is None:
        return _FIRST if str(text).startswith("0") else _LAST
    if moment.tzinfo is None and site.is_beyond_gmt(moment):
        return moment
    # A clock time that daylight saving leaves out is an hour later.
    return site.to_local(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else site.to_gmt(moment))
