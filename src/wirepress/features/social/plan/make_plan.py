"""The plan: what goes out until a moment. A pure function of posts, rules, history and clock, the same for the calendar and for sending.

Rules: an account never sends a post twice within its window, nor more than its caps and its network's limits allow. What somebody asked
for goes out in the order in which it was asked for; what is later than `GRACE` is spread, what is later than a day is dropped. Of the slots
that passed while nobody looked, the last one alone is made up for, if it is not older than a day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Final

from wirepress.features.social.plan.allowance import Allowance
from wirepress.features.social.plan.choose_posts import PostChoice, match_posts
from wirepress.features.social.plan.records import (
    DAY,
    AccountRules,
    DroppedShare,
    PastShare,
    Plan,
    PlannedShare,
    PostFilter,
    PostPool,
    WaitingShare,
)
from wirepress.features.social.plan.slots import slots_between

GRACE: Final = 15 * 60  # seconds that something may be late without being spread
SPREAD: Final = 5 * 60  # seconds between late shares of one account, at least
NOTHING_LEFT: Final = "No story is left that the account's rules allow."
TOO_LATE: Final = "It was due more than a day ago. Share it again if it is still news."


def make_plan(
    pool: PostPool,
    accounts: Sequence[AccountRules],
    history: Iterable[PastShare],
    waiting: Iterable[WaitingShare],
    now: int,
    until: int,
    zone: tzinfo,
) -> Plan:
    """Return what goes out from `now` until `until`, of all accounts in the order of moments, and what does not."""
    past: defaultdict[str, list[PastShare]] = defaultdict(list)
    for share in history:
        past[share.account].append(share)
    asked: defaultdict[str, list[WaitingShare]] = defaultdict(list)
    for one in waiting:
        asked[one.account].append(one)
    places = {post: place for place, post in enumerate(pool.ids)}
    matching: dict[PostFilter, Sequence[int]] = {}
    shares: list[PlannedShare] = []
    dropped: list[DroppedShare] = []
    for rules in accounts:
        if rules.paused:
            continue
        if rules.posts not in matching:
            matching[rules.posts] = match_posts(pool, rules.posts, places)
        choice = PostChoice(
            rules, pool, matching[rules.posts], past[rules.key], (one.post for one in asked[rules.key]), places
        )
        account = _AccountPlan(rules, Allowance(rules, past[rules.key], zone), choice, now, until, zone)
        account.place_waiting(asked[rules.key])
        account.fill_slots(Counter(one.slot for one in asked[rules.key] if one.slot))
        shares += account.shares
        dropped += account.dropped
    shares.sort(key=lambda share: (share.moment, share.slot, share.number))
    return Plan(shares, dropped)


class _AccountPlan:
    """One account's part of the plan."""

    def __init__(
        self, rules: AccountRules, allowance: Allowance, choice: PostChoice, now: int, until: int, zone: tzinfo
    ) -> None:
        self.rules, self.allowance, self.choice = rules, allowance, choice
        self.now, self.until, self.zone = now, until, zone
        self.shares: list[PlannedShare] = []
        self.dropped: list[DroppedShare] = []
        self.is_pool_empty = False

    def place_waiting(self, waiting: Iterable[WaitingShare]) -> None:
        """Give each share that was asked for its moment; each is later than the one before it that was due earlier."""
        earliest, pause = self.now, max(self.rules.gap, SPREAD)
        spread_from = max(self.now, self.allowance.last_before(self.now) + pause)
        for one in sorted(waiting, key=lambda share: (share.due, share.number)):
            late = self.now - one.due
            if late > DAY:
                self._drop(one.post, one.due, TOO_LATE, one.number)
                continue
            wanted = max(one.due, earliest)
            if late > GRACE:
                wanted = max(wanted, spread_from)
            moment, reason = self.allowance.next_moment(wanted, max(one.due, self.now) + DAY)
            if reason:
                self._drop(one.post, one.due, reason, one.number)
                continue
            earliest = moment
            if late > GRACE:
                spread_from = moment + pause
            self.allowance.take(moment)
            if moment <= self.until:
                self.shares.append(PlannedShare(self.rules.key, one.post, moment, one.slot, one.number))

    def fill_slots(self, used: Counter[int]) -> None:
        """Fill the account's slots, but for the places in them that somebody's shares take."""
        after = self.rules.looked
        if after > self.now + DAY:  # the clock was ahead when somebody looked
            after = self.now
        slots = slots_between(self.rules.schedule, max(after, self.now - DAY), self.until, self.zone)
        missed = [slot for slot in slots if slot <= self.now]
        for slot in missed[:-1]:
            self._drop(0, slot, "The slot passed while nothing was sent.", 0)
        for slot in slots[max(len(missed) - 1, 0) :]:
            self._fill(slot, max(slot, self.now), self.rules.per_slot - used[slot])

    def _fill(self, slot: int, moment: int, count: int) -> None:
        for _ in range(count):
            reason, following = self.allowance.objection(moment)
            if reason and self.rules.gap and following - slot <= self.rules.gap * self.rules.per_slot:
                moment = following  # the next one of the same slot, a gap later
                reason, _ = self.allowance.objection(moment)
            if reason or moment > self.until:
                if reason:
                    self._drop(0, slot, reason, 0)
                return
            post = self.choice.choose(slot, moment)
            if not post:
                if not self.is_pool_empty:  # said once, not for every slot
                    self._drop(0, slot, NOTHING_LEFT, 0)
                self.is_pool_empty = True
                return
            self.allowance.take(moment)
            self.shares.append(PlannedShare(self.rules.key, post, moment, slot))

    def _drop(self, post: int, moment: int, reason: str, number: int) -> None:
        self.dropped.append(DroppedShare(self.rules.key, post, moment, reason, number))
