"""Keeps cached entries within a bound of memory, and drops those that show something that has changed.

Eviction is fair: an entry that was asked for once waits in a short queue (a fifth of the room); only one that was asked for
again moves to the long one. A flood of addresses that nobody asks for twice pushes out nothing that readers read.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final

from wirepress.server.cache.entry import EVERYTHING, Entry

Key = tuple[bytes, ...]
_SHORT: Final = 5  # the short queue has this part of the room
_LARGEST: Final = 8  # and no entry more than this one
LAST_GOOD_MAX: Final = 256  # entries kept after a change, for when the database is away


class ResponseCache:
    """The cached entries of one process. `room`: bytes that they may take together; 0: nothing is cached."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self.seen: OrderedDict[Key, Entry] = OrderedDict()
        self.guarded: OrderedDict[Key, Entry] = OrderedDict()
        self.fallen: OrderedDict[Key, Entry] = OrderedDict()
        self.by_tag: dict[str, set[Entry]] = {}
        self.evicted = 0
        self.asked_again: Callable[[Entry], None] = lambda entry: None  # told when an entry is asked for a second time
        self._guarded_size = 0
        self._fallen_size = 0

    def __len__(self) -> int:
        return len(self.seen) + len(self.guarded)

    def get(self, key: Key) -> Entry | None:
        """Return the entry of this key if it is alive and has not expired."""
        entry = self.guarded.get(key)
        if entry is not None:
            self.guarded.move_to_end(key)
        else:
            entry = self.seen.get(key)
            if entry is None:
                return None
            self._guard(entry)
        if time.time() >= entry.expires:
            self.drop(entry)
            return None
        return entry

    def _guard(self, entry: Entry) -> None:
        del self.seen[entry.key]
        self.guarded[entry.key] = entry
        entry.guarded = True
        self._guarded_size += entry.size
        self.asked_again(entry)
        while self._guarded_size > self.room - self.room // _SHORT and len(self.guarded) > 1:
            key, old = self.guarded.popitem(last=False)
            old.guarded = False
            self._guarded_size -= old.size
            self.seen[key] = old

    def put(self, entry: Entry) -> bool:
        """Cache an entry. Return False when it is too large."""
        if entry.size > self.room // _LARGEST:
            return False
        old = self.guarded.get(entry.key) or self.seen.get(entry.key)
        if old is not None:
            self.drop(old)
        self._forget_last_good(entry.key)
        self.seen[entry.key] = entry
        self.used += entry.size
        for tag in entry.tags:
            self.by_tag.setdefault(tag, set()).add(entry)
        self.evict_oldest()
        return True

    def add_size(self, entry: Entry, size: int) -> None:
        """Count the bytes of another encoding that an entry got, and evict others if need be."""
        if entry.alive:
            self.used += size
            if entry.guarded:
                self._guarded_size += size
            self.evict_oldest()

    def evict_oldest(self) -> None:
        """Drop the oldest entries of the short queue, then of the long one, until everything has room."""
        while self.used > self.room and len(self):
            queue = self.seen or self.guarded
            self.drop(next(iter(queue.values())))
            self.evicted += 1

    def drop(self, entry: Entry) -> None:
        """Remove an entry from the cache."""
        if not entry.alive:
            return
        entry.alive = False
        queue = self.guarded if entry.guarded else self.seen
        queue.pop(entry.key, None)
        self.used -= entry.size
        if entry.guarded:
            self._guarded_size -= entry.size
        for tag in entry.tags:
            group = self.by_tag.get(tag)
            if group is not None:
                group.discard(entry)
                if not group:
                    del self.by_tag[tag]

    def drop_tagged(self, tags: Iterable[str]) -> int:
        """Drop every entry that has one of the tags, and return how many. They stay within reach for when the database is away."""
        gone = 0
        for tag in tags:
            for entry in list(self.by_tag.get(tag, ())):
                self.drop(entry)
                self._keep_last_good(entry)
                gone += 1
        return gone

    def _keep_last_good(self, entry: Entry) -> None:
        self._forget_last_good(entry.key)
        self.fallen[entry.key] = entry
        self._fallen_size += entry.size
        while len(self.fallen) > LAST_GOOD_MAX or self._fallen_size > self.room // _SHORT:
            self._forget_last_good(next(iter(self.fallen)))

    def _forget_last_good(self, key: Key) -> None:
        old = self.fallen.pop(key, None)
        if old is not None:
            self._fallen_size -= old.size

    def get_last_good(self, key: Key) -> Entry | None:
        """Return the last answer there was, stale or not: for readers while the database cannot be reached."""
        return self.guarded.get(key) or self.seen.get(key) or self.fallen.get(key)

    def clear(self) -> None:
        """Drop every entry. The last good answers stay within reach."""
        self.drop_tagged([EVERYTHING])
        for entry in [*self.seen.values(), *self.guarded.values()]:
            self.drop(entry)
            self._keep_last_good(entry)
