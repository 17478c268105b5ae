"""Facts about the site that every answer needs: addresses, time zone, WordPress release."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from urllib.parse import quote
from zoneinfo import ZoneInfo

from wirepress.content.options import store
from wirepress.settings.settings import get_settings


def home(path: str = "") -> str:
    """Public address, with `path` behind it when given (home('/') ends in a slash)."""
    base = get_settings().url
    return f"{base}/{path.lstrip('/')}" if path else base


def pretty() -> bool:
    """Return whether addresses follow a pattern (else they are plain: ?p=ID)."""
    return bool(store.get("permalink_structure"))


def rest_url(path: str = "/", query: str = "") -> str:
    """Return the address of a REST route in the site's permalink style.

    With a query WordPress encodes the route of a plain address once more, and so do we.
    """
    path = "/" + path.lstrip("/")
    if pretty():
        return home("/wp-json" + path) + (f"?{query}" if query else "")
    if query:
        return f"{home('/index.php')}?rest_route={quote(path, safe='')}&{query}"
    return f"{home('/index.php')}?rest_route={path}"


def uploads_url(path: str = "") -> str:
    """Return the address of an uploaded file."""
    return home("/wp-content/uploads/") + path


def zone() -> tzinfo:
    """Return the site's time zone."""
    name = store.get("timezone_string")
    if name:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            pass
    return timezone(timedelta(hours=float(store.get("gmt_offset") or 0)))


def now_gmt() -> datetime:
    """Now, GMT, naive, whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def to_local(moment: datetime) -> datetime:
    """GMT -> the site's local time, both naive. At the ends of time the clock stands still."""
    try:
        return moment.replace(tzinfo=UTC).astimezone(zone()).replace(tzinfo=None)
    except OverflowError:
        return moment


def to_gmt(moment: datetime) -> datetime:
    """Return the site's local time -> GMT, both naive. A time in a daylight-saving gap moves forward, as in PHP."""
    try:
        return moment.replace(tzinfo=zone()).astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return moment


def is_beyond_gmt(moment: datetime) -> bool:
    """Return whether the GMT of a local time is in a year that no calendar of ours has."""
    if 1 < moment.year < 9999:
        return False
    try:
        moment.replace(tzinfo=zone()).astimezone(UTC)
    except OverflowError:
        return True
    return False


def compat() -> str:
    """Return the WordPress release whose answers are given: "7.1" or "6.8"."""
    wanted = get_settings().compat
    return wanted if wanted != "auto" else str(store.get("wirepress_compat", "7.1"))
