"""Remembers requests by their very bytes: the same bytes from the same kind of client get the same answer."""

from __future__ import annotations

from typing import Final

from wirepress.server.cache.entry import Entry, Variant

REQUESTS_MAX: Final = 4096
LENGTH_MAX: Final = 2048  # bytes of a head that is remembered


class RawRequest:
    """The answer to one request head. `peers`: the addresses it is known to be right for; None where it is right for all."""

    __slots__ = ("entry", "peers", "unchanged", "variant")

    def __init__(self, entry: Entry, variant: Variant, unchanged: bool) -> None:
        self.entry, self.variant, self.unchanged = entry, variant, unchanged
        self.peers: set[str] | None = set() if entry.personal else None


class RawRequestCache:
    """The request heads that one process remembers."""

    def __init__(self) -> None:
        self.known: dict[bytes, RawRequest] = {}

    def add(self, data: bytes, entry: Entry, variant: Variant, unchanged: bool) -> RawRequest | None:
        """Remember what these bytes were answered with."""
        if len(data) > LENGTH_MAX:
            return None
        if len(self.known) >= REQUESTS_MAX:
            self.known.clear()
        head = self.known[data] = RawRequest(entry, variant, unchanged)
        return head
