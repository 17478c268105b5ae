"""Which finished pages are worth a row: asked for twice, and of a kind of which there is an end.

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
    """Whether there is an end of addresses of this kind. `host`: the site's own."""
    return key[1] == host and _PLAIN.match(key[2]) is not None


class RequestCounts:
    """How often pages were asked for in this process, as far as that came to its notice."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def count_request(self, name: str) -> None:
        """The page was asked for once more."""
        if len(self._counts) >= 2 * REQUESTED_ONCE_MAX:
            self._counts = Counter({one: count // 2 for one, count in self._counts.items() if count > 1})
            if len(self._counts) >= REQUESTED_ONCE_MAX:
                self._counts = Counter(dict(self._counts.most_common(REQUESTED_ONCE_MAX)))
        self._counts[name] += 1

    def least_requested(self, rows: Iterable[tuple[str, int]], over: int) -> list[str]:
        """Of rows (name, when it was made) as many names as are too many: those asked for least, of these the oldest."""
        return [name for name, _ in sorted(rows, key=lambda row: (self._counts[row[0]], row[1]))[: max(over, 0)]]


class PagesRequestedOnce:
    """What pages that were asked for once rest on (place, expires), until they are asked for again."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Key, tuple[int, float]] = OrderedDict()

    def note_request(self, key: Key, made: tuple[int, float]) -> bool:
        """Note how a page was made just now; whether it had been asked for before."""
        known = key in self._seen
        self._seen[key] = made
        self._seen.move_to_end(key)
        if len(self._seen) > REQUESTED_ONCE_MAX:
            self._seen.popitem(last=False)
        return known

    def get(self, key: Key) -> tuple[int, float] | None:
        """How the page was made."""
        return self._seen.get(key)


def surplus_pages(rows: Mapping[str, int], most: int, counts: RequestCounts, mark: str) -> list[str]:
    """The names of rows (name -> when it was made) that have to go; `mark` begins the names of addresses without end."""
    endless = [(name, made) for name, made in rows.items() if name.startswith(mark)]
    gone = counts.least_requested(endless, len(endless) - max(most // PART, 1))
    left = [(name, made) for name, made in rows.items() if not name.startswith(mark)]
    return gone + counts.least_requested(left, len(left) - (most - max(most // PART, 1)))
