"""Which post fills a slot: those that an account never shared first, then those that it shared longest ago."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence

from wirepress.features.social.plan.records import AccountRules, PastShare, PostFilter, PostPool


def match_posts(pool: PostPool, wanted: PostFilter, places: Mapping[int, int]) -> Sequence[int]:
    """Return the places in the pool of the posts that pass a filter, oldest first; `places`: where each post is."""
    found: Sequence[int] = range(len(pool.ids))
    if wanted.terms:
        inside = frozenset().union(*(pool.terms.get(term, frozenset()) for term in wanted.terms))
        found = sorted(places[post] for post in inside if post in places)
    kept_out = set(wanted.without_posts).union(*(pool.terms.get(term, frozenset()) for term in wanted.without_terms))
    if kept_out:
        gone = {places[post] for post in kept_out if post in places}
        found = [place for place in found if place not in gone]
    if wanted.types and set(pool.types) - wanted.types:
        types, wanted_types = pool.types, wanted.types
        found = [place for place in found if types[place] in wanted_types]
    if wanted.authors or wanted.without_authors:
        authors, only, never = pool.authors, wanted.authors, wanted.without_authors
        found = [place for place in found if (not only or authors[place] in only) and authors[place] not in never]
    return found


class PostChoice:
    """The posts of one account, as its slots use them up."""

    def __init__(
        self,
        rules: AccountRules,
        pool: PostPool,
        matching: Sequence[int],
        past: Iterable[PastShare],
        reserved: Iterable[int],
        places: Mapping[int, int],
    ) -> None:
        """`reserved`: posts that wait to be shared on the account; `places`: where in the pool each post is."""
        self.rules, self.pool = rules, pool
        self.reserved = set(reserved)
        self.taken = set(self.reserved)
        last: dict[int, int] = {}
        for share in past:
            last[share.post] = max(share.at, last.get(share.post, share.at))
        known = {places[post] for post in last if post in places}
        self.unshared = [place for place in matching if place not in known] if known else matching
        self.shared: list[tuple[int, int]] = []
        if rules.again_after and known:
            fits = known.intersection(matching) if not isinstance(matching, range) else known
            self.shared = sorted((last[pool.ids[place]], place) for place in fits)

    def choose(self, slot: int, moment: int) -> int:
        """Return the post that fills a slot and goes out at `moment`, and use it up; 0 when there is none."""
        rules, dates = self.rules, self.pool.dates
        first = bisect_left(dates, slot - rules.max_age) if rules.max_age else 0
        end = bisect_right(dates, slot - rules.min_age)
        place = self._unshared(first, end, slot)
        if place is None:
            place = self._shared(first, end, slot)
        if place is None:
            return 0
        self.taken.add(self.pool.ids[place])
        if rules.again_after:
            insort(self.shared, (moment, place))
        return self.pool.ids[place]

    def _unshared(self, first: int, end: int, slot: int) -> int | None:
        places, ids = self.unshared, self.pool.ids
        low, high = bisect_left(places, first), bisect_left(places, end)
        if low >= high:
            return None
        order: Iterable[int] = range(low, high)
        if self.rules.order == "newest":
            order = range(high - 1, low - 1, -1)
        elif self.rules.order == "random":
            start = random.Random(f"{self.rules.key} {slot} {len(self.taken)}").randrange(low, high)
            order = (low + (start - low + step) % (high - low) for step in range(high - low))
        return next((places[at] for at in order if ids[places[at]] not in self.taken), None)

    def _shared(self, first: int, end: int, slot: int) -> int | None:
        for at, (last, place) in enumerate(self.shared):
            if last + self.rules.again_after > slot:
                return None
            if first <= place < end and self.pool.ids[place] not in self.reserved:
                del self.shared[at]
                return place
        return None
