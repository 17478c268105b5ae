"""What the values of settings may be. Each function gives the value back, or raises ValueError saying how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

SOCKET: Final = "unix"  # among trusted_proxies: a proxy that connects by a UNIX socket and so has no address
SINKS: Final = ("clickhouse", "matomo", "plausible", "ga4")  # kinds of analytics_sinks that speak HTTP
_MODULE: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_SENDER: Final = re.compile(r"(?:[^<>@\r\n]*<)?[^\s<>@,;]+@[^\s<>@,;]+>?")


def site_address(value: str) -> str:
    """A public address, without the slash at its end."""
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", value) or not _split(value).hostname:
        raise ValueError("write it as http://host or https://host, with no question mark, user or space")
    return value.rstrip("/")


def web_address(value: str) -> str:
    """An address that is asked by HTTP; "" stays."""
    if value and (not re.fullmatch(r"https?://[^\s/?#]+(/[^\s#]*)?", value) or not _split(value).hostname):
        raise ValueError("write it as http://host/path or https://host/path")
    return value


def database_address(value: str) -> str:
    """Where a database is; "" stays."""
    if not value or re.fullmatch(r"sqlite:///[^\r\n\0]*[^/\r\n\0]", value):
        return value
    if value.startswith("sqlite:"):
        raise ValueError("a SQLite file is written as sqlite:///FILE, with three slashes")
    if not re.match(r"(postgres|postgresql)://", value):
        raise ValueError("it starts with sqlite:/// or postgresql://")
    if not _split(value).path.strip("/"):
        raise ValueError("the database has no name: postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return value


def replica_addresses(values: Sequence[str]) -> None:
    """Databases on PostgreSQL servers."""
    for value in values:
        if not re.match(r"(postgres|postgresql)://", value) or not _split(value).path.strip("/"):
            raise ValueError("each is written as postgresql://USER:PASSWORD@HOST:PORT/NAME")


def redis_address(value: str) -> str:
    """A Redis or Valkey; "" stays."""
    if not value:
        return value
    if not re.match(r"(redis|rediss|unix)://", value):
        raise ValueError("it starts with redis://, rediss:// or unix://")
    parts = _split(value)
    if parts.scheme == "unix" and not parts.path.strip("/"):
        raise ValueError("a socket is written as unix:///PATH")
    if parts.scheme != "unix" and (not parts.hostname or not re.fullmatch(r"(/\d*)?", parts.path)):
        raise ValueError("write it as redis://HOST:PORT or redis://HOST:PORT/NUMBER")
    return value


def bucket_address(value: str) -> str:
    """A bucket, perhaps with a folder in it; "" stays."""
    if value and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w./-]*)?", value):
        raise ValueError("write it as s3://bucket or s3://bucket/prefix")
    return value


def networks(values: Sequence[str], *, socket: bool) -> None:
    """Addresses and networks. `socket`: the word for a UNIX socket may stand among them."""
    for value in values:
        if socket and value == SOCKET:
            continue
        try:
            ip_network(value, strict=False)
        except ValueError:
            more = f", or {SOCKET}" if socket else ""
            raise ValueError(
                f"'{value}' is no address: write each as 192.0.2.1, 2001:db8::1 or 10.0.0.0/8{more}"
            ) from None


def header_lines(values: Sequence[str]) -> None:
    """Headers of a request."""
    if any(not re.fullmatch(r"[A-Za-z0-9-]+:[ -~]*", line) for line in values):
        raise ValueError("write each as 'Name: value'")


def sink_addresses(values: Sequence[str]) -> None:
    """Check that each is an address of a kind of sink."""
    for value in values:
        kind, _, url = value.partition("+")
        known = value.startswith(("postgresql://", "postgres://")) or (
            kind in SINKS and url.startswith(("http://", "https://"))
        )
        parts = _split(value if value.startswith("postgres") else url)
        if not known or not (parts.hostname or "host=" in parts.query):
            raise ValueError(
                f"{kind.partition(':')[0]!r} is no place that events go to: it is postgresql://..., or one of {', '.join(SINKS)} with +http(s)://..."
            )


def encryption_keys(value: str) -> str:
    """Keys of Fernet, by commas or spaces; "" stays."""
    if any(not re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in value.replace(",", " ").split()):
        raise ValueError(
            "a key is 32 random bytes as 44 letters of URL-safe base64; make one with "
            '`python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"`'
        )
    return value


def module_names(values: Sequence[str]) -> None:
    """Names under which Python imports modules."""
    for value in values:
        if not _MODULE.fullmatch(value):
            raise ValueError(
                f"'{value}' is no module: write each as Python imports it, such as harbour_plugin or harbour.plugin"
            )


def mail_sender(value: str) -> str:
    """A sender of mail, perhaps with a name; "" stays."""
    if value and (not _SENDER.fullmatch(value) or value.count("<") != value.count(">")):
        raise ValueError("write it as news@example.org or The Example <news@example.org>")
    return value


def _split(value: str) -> SplitResult:
    """The parts of an address, whose port was looked at."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError("its host or port cannot be; a port is a number from 1 to 65535") from None
    if port == 0:
        raise ValueError("there is no port 0")
    return parts
