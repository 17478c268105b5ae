"""Who read, without knowing who: a reader is a hash of address and browser with a salt that is thrown away when the day ends.

The salt is random and lies in the database while its day runs (so that all processes and nodes count alike); the hash needs the site's
secret key as well. When the row is deleted nobody can find out any more which address a hash was made of.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import Final

from django.conf import settings

from wirepress.core.hooks import NotReady
from wirepress.features.analytics.models import DaySalt
from wirepress.features.analytics.reports.period import today

_keys: Final[dict[date, bytes]] = {}


def read_salts() -> None:
    """Read the salts of the running day and the next, and make those that are missing. Forget older ones."""
    day = today()
    wanted = (day, day + timedelta(days=1))
    found = dict(DaySalt.objects.filter(day__in=wanted).values_list("day", "salt"))
    missing = [one for one in wanted if one not in found]
    if missing:
        DaySalt.objects.bulk_create(
            [DaySalt(day=one, salt=secrets.token_hex(32)) for one in missing], ignore_conflicts=True
        )
        found = dict(DaySalt.objects.filter(day__in=wanted).values_list("day", "salt"))
    for one, salt in found.items():
        _keys[one] = hashlib.blake2b(f"wirepress.day.{settings.SECRET_KEY}.{salt}".encode(), digest_size=32).digest()
    for old in [one for one in _keys if one < day - timedelta(days=1)]:
        _keys.pop(old, None)


def reader_number(day: date, address: str, agent: str) -> int:
    """Return the number of a reader on a day (63 bits). Raises NotReady when the day's salt was not read."""
    key = _keys.get(day)
    if key is None:
        raise NotReady(f"The salt of {day} was not read.")
    text = f"{address}\n{agent}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, key=key, digest_size=8).digest(), "big") >> 1


def forget_salts() -> None:
    """Forget all: another database is open."""
    _keys.clear()
