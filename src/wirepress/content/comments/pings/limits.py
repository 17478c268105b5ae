"""How often notices of links are looked at: who sends them makes this server ask a third one."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from django.core.cache import cache

from wirepress.settings import limits

_KEY: Final = "wirepress.ping:{}:{}"


def may_look(address: str, url: str) -> bool:
    """Return whether one more notice is looked at: of those from one sender, and of those about one host's pages, so many an hour. Each
    process of the site counts for itself."""
    host = (urlsplit(url).hostname or "").lower()
    return _count("from", _network_of(address), limits.PINGS_FROM) and _count("about", host, limits.PINGS_ABOUT)


def _count(kind: str, name: str, most: int) -> bool:
    key = _KEY.format(kind, name[:200])
    cache.add(key, 0, limits.PINGS_WINDOW)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out in between
        return True


def _network_of(address: str) -> str:
    """An IPv6 sender owns a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)
