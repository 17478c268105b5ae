"""Bodies of documents in memory: one with the same digest need not come from the database again.

For PostgreSQL, where bodies have to come through a socket. What is true is still read each time; only what would be the same
bytes is not sent once more.
"""

from __future__ import annotations

from collections import OrderedDict

Body = tuple[bytes, bytes | None]  # as it is, and behind a story made of blocks where that differs
Digest = tuple[str, str]  # of both


class BodyCache:
    """A bounded number of bytes of document bodies. The least recently used goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[int, tuple[Digest, Body]] = OrderedDict()

    def get(self, number: int, digest: Digest) -> Body | None:
        """Return the body of a post's document, if it is the one with this digest."""
        found = self._kept.get(number)
        if found is None or found[0] != digest:
            return None
        self._kept.move_to_end(number)
        return found[1]

    def put(self, number: int, digest: Digest, body: Body) -> None:
        """Keep the body of a post's document."""
        self._drop(number)
        self._kept[number] = digest, body
        self._used += _size(body)
        while self._used > self._room:
            self._drop(next(iter(self._kept)))

    def _drop(self, number: int) -> None:
        old = self._kept.pop(number, None)
        if old is not None:
            self._used -= _size(old[1])


def _size(body: Body) -> int:
    return len(body[0]) + len(body[1] or b"")
