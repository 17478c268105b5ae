"""Whose request it is: the address of the reader behind the site's own proxies.

Anybody can send X-Forwarded-For, so it counts only when the connection itself comes from a configured proxy, and then
only from the right: each trusted proxy has appended the address that it saw.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import structlog

log = structlog.get_logger(__name__)
Network = IPv4Network | IPv6Network
HOPS_MAX: Final = 32
SOCKET: Final = "unix"  # in trusted_proxies: a proxy that connects by a UNIX socket and so has no address


def reader_address(remote_addr: str, headers: Mapping[str, str], trusted_proxies: Sequence[str] = ()) -> str:
    """Return the reader's address in its shortest form, "" when unknown.

    `remote_addr` is the connection's other end; `headers` are the request's, names in lower case; `trusted_proxies`
    are addresses or networks (CIDR), or "unix". Of the forwarded hops the right-most that is no trusted proxy counts;
    a hop that is no address ends the search at the hop before it.
    """
    here = normalize_address(remote_addr)
    if not trusted_proxies or not _trusted(here, trusted_proxies):
        return here
    hops = headers.get("x-forwarded-for", "").rsplit(",", HOPS_MAX)
    for hop in reversed(hops[-HOPS_MAX:]):
        address = normalize_address(hop)
        if not address:
            break
        here = address
        if not _trusted(address, trusted_proxies):
            break
    return here


def normalize_address(text: str) -> str:
    """Return an IPv4 or IPv6 address in its shortest form (::ffff:192.0.2.1 is 192.0.2.1), a port dropped; "" for anything else."""
    parsed = _parse(text.strip())
    if parsed is None:
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    if len(text) > 64:
        return None
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None


def is_within(remote_addr: str, allowed: Sequence[str]) -> bool:
    """Return whether the other end of a connection is one of these addresses or in one of these networks."""
    return _trusted(normalize_address(remote_addr), allowed)


def _trusted(address: str, proxies: Sequence[str]) -> bool:
    if not address:
        return SOCKET in proxies
    parsed = ip_address(address)
    return any(parsed in network for network in _networks(tuple(proxies)))


@functools.lru_cache(maxsize=8)
def _networks(proxies: tuple[str, ...]) -> tuple[Network, ...]:
    """Return the configured proxies as networks. One that is neither address nor network is logged and trusted by nobody."""
    found: list[Network] = []
    for proxy in proxies:
        if proxy == SOCKET:
            continue
        try:
            found.append(ip_network(proxy, strict=False))
        except ValueError:
            log.warning("trusted_proxies.wrong", value=proxy)
    return tuple(found)
