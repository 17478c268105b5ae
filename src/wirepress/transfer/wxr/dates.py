"""Which moment an item names: of several the one to be trusted most. Files write zero dates, empty ones and impossible ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from wirepress.content.options import site
from wirepress.core.php.dates.calendar import strtotime
from wirepress.transfer.clean_values import clean_date

_UNDATED: Final = frozenset(("draft", "pending", "auto-draft"))  # these have no moment in GMT before they are published
_WRITTEN_OUT: Final = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
OFFSET_MAX: Final = timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class ItemDates:
    """Local and GMT, naive. `guessed`: neither stands in the item."""

    date: datetime | None
    date_gmt: datetime | None
    modified: datetime | None
    modified_gmt: datetime | None
    guessed: bool = False


def read_dates(fields: Mapping[str, str], offset: timedelta | None, fallback: datetime) -> ItemDates:
    """Return an item's dates: its GMT, else its local time by the zone of the file (`offset`) or of this site, else pubDate, else `fallback`."""
    local, gmt = read_local(fields.get("wp:post_date", "")), read_gmt(fields.get("wp:post_date_gmt", ""))
    undated = fields.get("wp:status", "").strip().lower() in _UNDATED
    guessed = False
    if gmt is None and not (local and undated):
        if local is not None:
            gmt = _to_gmt(local, offset)
        else:
            gmt = read_rfc_date(fields.get("pubDate", ""))
            guessed = gmt is None
            gmt = gmt or fallback
    if local is None and gmt is not None:
        local = _to_local(gmt, offset)
    modified, modified_gmt = (
        read_local(fields.get("wp:post_modified", "")),
        read_gmt(fields.get("wp:post_modified_gmt", "")),
    )
    if modified is None and modified_gmt is not None:
        modified = _to_local(modified_gmt, offset)
    elif modified is None:
        modified = local
        modified_gmt = gmt or (_to_gmt(local, offset) if local else None)
    elif modified_gmt is None and not (undated and fields.get("wp:post_modified_gmt")):
        modified_gmt = _to_gmt(modified, offset)
    return ItemDates(local, gmt, modified, modified_gmt, guessed)


def _to_gmt(local: datetime, offset: timedelta | None) -> datetime:
    try:
        return local - offset if offset is not None else site.to_gmt(local)
    except OverflowError:
        return local


def _to_local(gmt: datetime, offset: timedelta | None) -> datetime:
    try:
        return gmt + offset if offset is not None else site.to_local(gmt)
    except OverflowError:
        return gmt


def read_local(text: str) -> datetime | None:
    """Return a local time, naive: MySQL's, else whatever PHP would make of a text that names a year."""
    found = clean_date(text)
    if found is None and _WRITTEN_OUT.search(text) and "-0001" not in text:
        seconds = strtotime(text)
        found = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None) if seconds is not None else None
    return found


def read_gmt(text: str) -> datetime | None:
    """Return a moment in GMT, naive. Some converters write it with a zone of its own."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return read_local(text)
    return found.astimezone(UTC).replace(tzinfo=None, microsecond=0) if found.tzinfo else found.replace(microsecond=0)


def read_rfc_date(text: str) -> datetime | None:
    """Return a date of RSS as naive GMT; None for none, and for those before the common era that WordPress writes for drafts."""
    try:
        found = parsedate_to_datetime(text.strip()) if text.strip() and "-0001" not in text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_gmt(text)
    if found is None or found.year < 1000:
        return None
    return found.astimezone(UTC).replace(tzinfo=None, microsecond=0) if found.tzinfo else found.replace(microsecond=0)


def find_offset(fields: Mapping[str, str]) -> timedelta | None:
    """Return how far an item's local time is from GMT; None: it does not say."""
    local, gmt = clean_date(fields.get("wp:post_date")), clean_date(fields.get("wp:post_date_gmt"))
    if local is None or gmt is None:
        return None
    offset = local - gmt
    return offset if abs(offset) <= OFFSET_MAX else None
