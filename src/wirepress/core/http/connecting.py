"""Connections to judged addresses only, and with one deadline for everything that happens on them."""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from ipaddress import ip_address, ip_network
from typing import Any

import httpcore

from wirepress.core.http.target import PORTS, is_inside, is_public, resolve


class FetchRefused(Exception):
    """The target may not be fetched. The message says why."""


class Deadline:
    """How long a whole fetch may still take, seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def seconds_left(self) -> float:
        """Seconds left. Raises httpcore.ReadTimeout when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("The deadline is over.")
        return left


class AddressCheckingBackend(httpcore.NetworkBackend):
    """Resolves a name once, judges every address and connects to one of those very addresses.

    `allow`: host names, `host:port` or networks (CIDR) that may be reached though they are not public. `allow_private`: so may
    loopback and private addresses, on every port; link-local ones and those of clouds' secrets never.
    """

    def __init__(self, deadline: Deadline, allow: Collection[str] = (), allow_private: bool = False) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._allow = [item.lower() for item in allow]
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first address that answers. Raises FetchRefused, or what httpcore raises."""
        failure: Exception = httpcore.ConnectError("The name has no address.")
        for address in self._allowed_addresses(host, port):
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.seconds_left())
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _allowed_addresses(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolve(host)
        name = host.lower().strip("[]")
        if name in self._allow or f"{name}:{port}" in self._allow:
            return addresses
        trusted = [address for address in addresses if self._is_allowed(address)]
        if addresses and len(trusted) == len(addresses):
            return addresses
        if port not in PORTS:
            raise FetchRefused(f"Port {port} is not a port for web pages.")
        if not all(is_public(address) or address in trusted for address in addresses):
            raise FetchRefused(f"{host} is not on the open internet.")
        return addresses

    def _is_allowed(self, address: str) -> bool:
        if self._allow_private and is_inside(address):
            return True
        parsed = ip_address(address.partition("%")[0])
        for item in self._allow:
            try:
                if parsed in ip_network(item, strict=False):
                    return True
            except ValueError:  # a host name
                continue
        return False

    def _resolve(self, host: str) -> Sequence[str]:
        """Return the name's addresses; the system's resolver knows no deadline, so it works aside."""
        answer: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()
        threading.Thread(target=lambda: answer.put(resolve(host)), daemon=True).start()
        try:
            return answer.get(timeout=self._deadline.seconds_left())
        except queue.Empty:
            raise httpcore.ConnectTimeout("The name was not resolved in time.") from None


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends at the deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.seconds_left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.seconds_left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, self._deadline.seconds_left()), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
