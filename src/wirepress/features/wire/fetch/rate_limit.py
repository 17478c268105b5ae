"""One request at a time to each server, whichever worker sends it. A slot is taken in the database, in one statement."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.db import connection

from wirepress.core.http.target import is_inside, resolve
from wirepress.features.wire.models import Host
from wirepress.settings.limits import WIRE_GAP

WAIT_MAX: Final = 60.0  # seconds that a worker waits for its turn; longer: the source is looked at later
GAP_MAX: Final = 30.0  # whatever a robots.txt asks for
_GAPS_MAX: Final = 7 * 24 * 3600.0


class HostBusy(Exception):
    """The server may not be asked for a while. `seconds`: until then."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The server asked to be left alone for {int(seconds)} more seconds, or many others wait for it."
        )
        self.seconds = seconds


def host_of(url: str) -> str:
    """Return the server of an address as its Host row names it: scheme://host:port, the usual port left out.

    Raises ValueError for what is no address of the web.
    """
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or not parts.hostname.isprintable():
        raise ValueError("it has to begin with http:// or https:// and a name")
    port = parts.port if parts.port not in (None, {"http": 80, "https": 443}.get(parts.scheme)) else None
    name = (parts.hostname or "").lower()
    name = f"[{name}]" if ":" in name else name
    return f"{parts.scheme.lower()}://{name}{f':{port}' if port else ''}"[:260]


def wait_for_slot(
    url: str,
    *,
    allow_private: bool = False,
    gap: float = 0.0,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> float:
    """Wait until the server of `url` may be asked; gives the seconds waited. Raises HostBusy when that would take too long.

    `gap`: seconds that its robots.txt asks for between two questions. Servers of one's own network (`allow_private`) are not
    kept apart, but a server that said Retry-After is left alone wherever it stands.
    """
    host, now = host_of(url), clock()
    least = 0.0 if allow_private and is_private_host(url) else WIRE_GAP
    step = max(least, min(gap, GAP_MAX))
    free = _claim_slot(host, now, step)
    if free is None:
        Host.objects.bulk_create([Host(name=host)], ignore_conflicts=True)
        free = _claim_slot(host, now, step)
    if free is None:
        until = Host.objects.filter(name=host).values_list("free_at", flat=True).first() or now
        raise HostBusy(max(until - now, 1.0))
    wait = free - step - now
    if wait > 0:
        sleep(wait)
    return max(wait, 0.0)


def postpone_host(url: str, seconds: float, *, clock: Callable[[], float] = time.time) -> None:
    """Let nobody ask the server before its Retry-After is over."""
    host = host_of(url)
    until = clock() + min(seconds, _GAPS_MAX)
    Host.objects.bulk_create([Host(name=host)], ignore_conflicts=True)
    Host.objects.filter(name=host, free_at__lt=until).update(free_at=until)


def is_private_host(url: str) -> bool:
    """Return whether the server is in one's own network."""
    addresses = resolve(urlsplit(url).hostname or "")
    return bool(addresses) and all(map(is_inside, addresses))


def _claim_slot(host: str, now: float, step: float) -> float | None:
    """Return the end of the turn that was taken; None when there is no such host, or its next turn is too far away."""
    table = connection.ops.quote_name(Host._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET free_at = (CASE WHEN free_at > %s THEN free_at ELSE %s END) + %s"
            " WHERE name = %s AND free_at <= %s RETURNING free_at",
            [now, now, step, host, now + WAIT_MAX],
        )
        rows = cursor.fetchall()
    return float(rows[0][0]) if rows else None
