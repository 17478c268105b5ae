"""What `serve` prints once it answers: where."""

from __future__ import annotations

import contextlib
import socket
import sys

from wirepress.settings.settings import get_settings

_EVERY = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what the operator asked for


def print_addresses(listening: socket.socket, workers: int) -> None:
    """Print the addresses on standard output; on standard error where the access log has the other."""
    settings = get_settings()
    words = describe_addresses(listening.getsockname()[0], listening.getsockname()[1], settings.url, workers)
    with contextlib.suppress(OSError, ValueError):  # nobody reads what it prints
        print(words, file=sys.stderr if settings.access_log == "-" else sys.stdout, flush=True)


def describe_addresses(host: str, port: int, url: str, workers: int) -> str:
    """Return the line: the public address, where the service listens, with how many workers."""
    shown = _EVERY.get(host) or (f"[{host}]" if ":" in host else host)
    local = f"http://{shown}:{port}"
    where = f"{local} (and every other address of this machine)" if host in _EVERY else local
    site = f"Serving {where}" if url == local else f"Serving {url} at {where}"
    return f"{site} with {workers} {'worker' if workers == 1 else 'workers'}. Stop with Ctrl+C."
