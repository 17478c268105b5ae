"""Addresses at which readers' pages leave small messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BeaconMessage:
    """One message. `headers` with names in lower case; `address`: the reader's, judged by the site's proxies; `moment`:
    milliseconds since 1970."""

    method: str
    query: str
    body: bytes
    headers: Mapping[bytes, bytes]
    address: str
    moment: int


class NotReady(RuntimeError):
    """A beacon cannot take anything in before it was prepared."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """An address that takes messages by POST (`navigator.sendBeacon`) and by GET (a picture), below the framework. What is kept of them
    is appended to files before they are acknowledged: 204, or the picture. Where there is no room, the answer is 503.

    `read` makes of a message the lines to keep, none for what is not wanted. It is called in the loop that answers readers: it reads no
    database and no file, and raises NotReady before `prepare` has run, which is called in a thread when the server starts, every `again`
    seconds, and when options have changed. A feature that is served without this server has a public address at the same path.
    """

    path: str  # the whole path, with its first slash
    spool: Callable[[], Path]  # the folder of the files
    read: Callable[[BeaconMessage], Sequence[bytes]]
    prepare: Callable[[], None]
    again: float = 20.0
    body_max: int = 4096  # bytes of a message
    spool_max: int = 256 * 1024 * 1024  # bytes that wait to be read
