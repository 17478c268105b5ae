"""Which addresses this server may fetch: public ones on web ports, so that nobody can make it look into its own network.

WordPress 7.1 behaviour (wp_http_validate_url), with every address that is not public refused instead of a short list.
A client must connect to the very addresses that were judged here: a name may mean something else a moment later.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

from wirepress.core.markup.kses.protocols import bad_protocol
from wirepress.core.markup.links.parse_url import parse_url

PORTS: Final = (80, 443, 8080)
_NOT_IN_HOST: Final = frozenset(":#?[]")
_NAT64: Final = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_GLOBAL6: Final = ip_network("2000::/3")  # all that is given out of IPv6 (RFC 4291)
# Where clouds tell a machine its own secrets, and the old relays to IPv6
_NEVER: Final = tuple(
    map(
        ip_network,
        ("168.63.129.16/32", "100.100.100.200/32", "192.0.0.0/24", "192.88.99.0/24", "fd00:ec2::/32", "fd20:ce::/32"),
    )
)
_INSIDE: Final = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7"))
)
Resolve = Callable[[str], Sequence[str]]


def resolve(host: str) -> Sequence[str]:
    """Return all addresses of a host name, empty when it has none."""
    try:
        return list(
            dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        )
    except (OSError, UnicodeError, ValueError):
        return ()


def is_public(address: str) -> bool:
    """Return whether an IP address (v4 or v6) belongs to the open internet."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.teredo is not None:
        return False
    inner = _inner(parsed)
    if (isinstance(inner, IPv6Address) and inner not in _GLOBAL6) or any(inner in network for network in _NEVER):
        return False
    return bool(inner.is_global and not inner.is_multicast and not inner.is_reserved)


def is_inside(address: str) -> bool:
    """Return whether an IP address is loopback or private (RFC 1918, RFC 4193): one's own network, reached only where that was allowed.

    Link-local addresses, the carrier's (CGNAT) and those where clouds keep secrets are neither public nor inside.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed
    return any(inner in network for network in _INSIDE) and not any(inner in network for network in _NEVER)


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 one stands for (mapped, NAT64, 6to4), else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_fetchable(url: Any, home: str, resolve: Resolve = resolve) -> bool:
    """Return whether `url` may be fetched. The site's own host (of `home`) may be, on its own port too."""
    if not isinstance(url, str) or bad_protocol(url, ("http", "https")).lower() != url.lower():
        return False
    parts = parse_url(url) or {}
    scheme, host = str(parts.get("scheme", "")), str(parts.get("host", ""))
    if (
        scheme.lower() not in ("http", "https")
        or not host
        or _NOT_IN_HOST & set(host)
        or "user" in parts
        or "pass" in parts
    ):
        return False
    own = parse_url(home) or {}
    same = str(own.get("host", "")).lower() == host.lower()
    if not same:
        addresses = resolve(host.strip("."))
        if not addresses or not all(map(is_public, addresses)):
            return False
    port = parts.get("port")
    return port is None or port in PORTS or (same and port == own.get("port"))
