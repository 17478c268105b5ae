"""Decides which finished pages are worth a row: those that were requested twice.

Of plain addresses there are as many as there is content. Of all others (queries in any combination, any Host, odd percent signs)
anybody can think up any number: they have a part of the room, and push out only each other, those first that were asked for least.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final

from wirepress.server.cache.store import Key

REQUESTED_ONCE_MAX: Final = 4096  # addresses of which it is remembered that they were asked for
PART: Final = 5  # of the room, for addresses without end
_PATH: Final = rb"(?:[^?%]|%[89A-F][0-9A-F])*|(?:[^?%]|%[89a-f][0-9a-f])*"
_NAMED: Final = (
    rb"/(?:index\.php)?\?(?:p|page_id|cat|author|tag|m|feed|paged)=[a-z0-9-]+(?:&feed=[a-z0-9]+|&paged=[0-9]+)?"
)
_REST: Final = rb"/(?:index\.php)?\?rest_route=(?:/|%2F)[a-z0-9/-]+"
_PLAIN: Final = re.compile(rb"(?:%s|%s|%s)\Z" % (_PATH, _NAMED, _REST))


def is_countable_address(key: Key, host: bytes) -> bool:
    """Return whether the number of addresses of this kind is bounded by the content. `host`: the site's own."""
    return key[1] == host and _PLAIN.match(key[2]) is not None


class RequestCounts:
    """How often pages were requested in this process."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count_request(self, name: str) -> None:
        """Count one more request of the page."""
        if len(self._counts) >= 2 * REQUESTED_ONCE_MAX:
            self._counts = Counter({one: count // 2 for one, count in self._counts.items() if count > 1})
            if len(self._counts) >= REQUESTED_ONCE_MAX:
                self._counts = Counter(dict(self._counts.most_common(REQUESTED_ONCE_MAX)))
        self._counts[name] += 1

    def least_requested(self, rows: Iterable[tuple[str, int]], over: int) -> list[str]:
        """Return as many names of the rows (name, when it was made) as are too many: the least requested first, of these the oldest."""
        return [name for name, _ in sorted(rows, key=lambda row: (self._counts[row[0]], row[1]))[: max(over, 0)]]


class PagesRequestedOnce:
    """What the pages that were requested once depend on (place, expiry), until they are requested again."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Key, tuple[int, float]] = OrderedDict()

    def note_request(self, key: Key, made: tuple[int, float]) -> bool:
        """Note how a page was made just now. Return whether it had been requested before."""
        known = key in self._seen
        self._seen[key] = made
        self._seen.move_to_end(key)
        if len(self._seen) > REQUESTED_ONCE_MAX:
            self._seen.popitem(last=False)
        return known

    def get(self, key: Key) -> tuple[int, float] | None:
        """Return what the page depends on: its place among the changes, and its expiry (unix seconds)."""
        return self._seen.get(key)


def surplus_pages(rows: Mapping[str, int], most: int, counts: RequestCounts, mark: str) -> list[str]:
    """Return the names of the rows (name -> when it was made) to delete. `mark` begins the names of addresses of unbounded kinds."""
    endless = [(name, made) for name, made in rows.items() if name.startswith(mark)]
    gone = counts.least_requested(endless, len(endless) - max(most // PART, 1))
    left = [(name, made) for name, made in rows.items() if not name.startswith(mark)]
    return gone + counts.least_requested(left, len(left) - (most - max(most // PART, 1)))
