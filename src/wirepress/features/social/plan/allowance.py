"""What an account may still send: its gap, its caps, its budget and its network's limits, over everything that it sends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from wirepress.features.social.plan.records import DAY, AccountRules, PastShare
from wirepress.features.social.plan.slots import day_and_month

_TRIES: Final = 64  # moments that are looked at for one share


class Allowance:
    """The moments at which an account sends, and whether one more fits among them."""

    def __init__(self, rules: AccountRules, past: Iterable[PastShare], zone: tzinfo) -> None:
        self.rules, self.zone = rules, zone
        self.moments: list[int] = []
        self.days: Counter[date] = Counter()
        self.months: Counter[tuple[int, int]] = Counter()
        self.spent: Counter[tuple[int, int]] = Counter()
        for share in past:
            if share.sent:
                self._count(share.at, share.cost)
        self.moments.sort()

    def _count(self, moment: int, cost: int) -> None:
        self.moments.append(moment)
        if self.rules.day_cap or self.rules.month_cap or self.rules.month_budget:
            day, month = day_and_month(moment, self.zone)
            self.days[day] += 1
            self.months[month] += 1
            self.spent[month] += cost

    def take(self, moment: int) -> None:
        """Count one more share at a moment."""
        self._count(moment, self.rules.cost)
        insort(self.moments, self.moments.pop())

    def last_before(self, moment: int) -> int:
        """Return when the account sent last, not later than a moment; a time long ago when it never did."""
        place = bisect_right(self.moments, moment)
        return self.moments[place - 1] if place else moment - 366 * DAY

    def objection(self, moment: int) -> tuple[str, int]:
        """Return why nothing may go out at a moment, and the next moment to ask about; ("", moment) when it may."""
        rules = self.rules
        if rules.gap and (near := self._nearest(moment)) is not None and abs(near - moment) < rules.gap:
            return "Too close to another share of the account.", near + rules.gap
        if rules.day_cap or rules.month_cap or rules.month_budget:
            day, month = day_and_month(moment, self.zone)
            if rules.month_cap and self.months[month] >= rules.month_cap:
                return "The account's cap for the month is reached.", self._next_month(day)
            if rules.month_budget and self.spent[month] + rules.cost > rules.month_budget:
                return "The account's budget for the month is spent.", self._next_month(day)
            if rules.day_cap and self.days[day] >= rules.day_cap:
                return "The account's cap for the day is reached.", self._start_of(day + timedelta(days=1))
        for count, seconds in rules.limits:
            if (until := self._limited_until(moment, count, seconds)) is not None:
                return f"The network takes {count} shares in {_span(seconds)}.", max(until, moment + 1)
        return "", moment

    def next_moment(self, moment: int, until: int) -> tuple[int, str]:
        """Return the first moment from `moment` on at which a share fits, and "" or why none was found until `until`."""
        reason = ""
        for _ in range(_TRIES):
            reason, following = self.objection(moment)
            if not reason:
                return moment, ""
            if following <= moment or following > until:
                break
            moment = following
        return moment, reason

    def _nearest(self, moment: int) -> int | None:
        place = bisect_left(self.moments, moment)
        around = self.moments[max(place - 1, 0) : place + 1]
        return min(around, key=lambda other: abs(other - moment)) if around else None

    def _limited_until(self, moment: int, count: int, seconds: int) -> int | None:
        """Return when the network takes shares again, if with this one some window of `seconds` held more than `count`."""
        first = bisect_right(self.moments, moment - seconds)
        last = bisect_left(self.moments, moment + seconds)
        near = self.moments[first:last]
        if len(near) < count:
            return None
        insort(near, moment)
        for place in range(len(near) - count):
            if near[place + count] - near[place] < seconds:
                return near[place] + seconds
        return None

    def _start_of(self, day: date) -> int:
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())

    def _next_month(self, day: date) -> int:
        return self._start_of((day.replace(day=1) + timedelta(days=32)).replace(day=1))


def _span(seconds: int) -> str:
    for size, word in ((DAY, "day"), (3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            number = seconds // size
            return f"a {word}" if number == 1 else f"{number} {word}s"
    return f"{seconds} seconds"
