"""The laws of the plan: whatever the posts, the rules, the history and the clock, these hold."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirepress.features.social.plan.make_plan import GRACE, SPREAD, TOO_LATE, make_plan
from wirepress.features.social.plan.records import (
    DAY,
    HOUR,
    ORDERS,
    AccountRules,
    PastShare,
    Plan,
    PlannedShare,
    PostFilter,
    PostPool,
    Schedule,
    WaitingShare,
)
from wirepress.features.social.plan.slots import slots_between

NOW = int(datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp())  # two days before the clocks of Europe are put forward
BERLIN, APIA = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia")
zones = st.sampled_from([UTC, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe"), APIA])


def _pool(ages: Sequence[int]) -> PostPool:
    dates = sorted(NOW - age for age in ages)
    ids = list(range(1, len(dates) + 1))
    return PostPool(
        ids,
        dates,
        ["page" if post % 7 == 0 else "post" for post in ids],
        [post % 3 for post in ids],
        {5: frozenset(post for post in ids if post % 2), 6: frozenset(post for post in ids if post % 5 == 0)},
    )


pools = st.lists(st.integers(-5 * DAY, 60 * DAY), max_size=40).map(_pool)
schedules = st.builds(
    Schedule,
    kind=st.sampled_from(["recurring", "fixed", "off"]),
    minutes=st.integers(15, 2000),
    days=st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
    times=st.sets(st.integers(0, 1439), min_size=1, max_size=4).map(lambda times: tuple(sorted(times))),
    start=st.integers(NOW - 10 * DAY, NOW),
)
rules_of_any_sort = st.builds(
    AccountRules,
    key=st.sampled_from(["mastodon_1", "webhook_2"]),
    schedule=schedules,
    posts=st.builds(
        PostFilter,
        terms=st.sampled_from([frozenset[int](), frozenset({5})]),
        without_terms=st.sampled_from([frozenset[int](), frozenset({6})]),
        authors=st.sampled_from([frozenset[int](), frozenset({0, 1})]),
        without_authors=st.sampled_from([frozenset[int](), frozenset({1})]),
        without_posts=st.sampled_from([frozenset[int](), frozenset({3})]),
    ),
    per_slot=st.integers(1, 3),
    min_age=st.sampled_from([0, HOUR, 3 * DAY]),
    max_age=st.sampled_from([0, 5 * DAY, 400 * DAY]),
    again_after=st.sampled_from([0, DAY, 9 * DAY]),
    order=st.sampled_from(ORDERS),
    gap=st.sampled_from([0, 600, 5 * HOUR]),
    day_cap=st.integers(0, 4),
    month_cap=st.integers(0, 9),
    cost=st.sampled_from([0, 200]),
    month_budget=st.sampled_from([0, 1000]),
    limits=st.sampled_from([(), ((2, HOUR),), ((5, DAY), (1, 1200))]),
)
waiting_shares = st.lists(
    st.tuples(st.integers(1, 60), st.integers(-3 * DAY, 2 * DAY)), max_size=8, unique_by=lambda pair: pair[0]
)


def _asked(rules: AccountRules, pairs: Sequence[tuple[int, int]]) -> list[WaitingShare]:
    return [WaitingShare(at, rules.key, post, NOW + due) for at, (post, due) in enumerate(pairs, 1)]


def _assert_kept(rules: AccountRules, sent: Sequence[tuple[int, int]], zone: Any) -> None:
    """What (moment, post) an account sent keeps its gap, its caps, its budget and its network's limits."""
    moments = sorted(moment for moment, _ in sent)
    assert all(later - earlier >= rules.gap for earlier, later in itertools.pairwise(moments))
    for count, seconds in rules.limits:
        assert all(b - a >= seconds for a, b in zip(moments, moments[count:], strict=False))
    days, months = defaultdict[Any, int](int), defaultdict[Any, int](int)
    for moment in moments:
        local = datetime.fromtimestamp(moment, zone)
        days[local.date()] += 1
        months[local.year, local.month] += 1
    assert not rules.day_cap or max(days.values(), default=0) <= rules.day_cap
    assert not rules.month_cap or max(months.values(), default=0) <= rules.month_cap
    assert not rules.month_budget or rules.cost * max(months.values(), default=0) <= rules.month_budget


def _assert_window(rules: AccountRules, sent: Sequence[tuple[int, int]]) -> None:
    last: dict[int, int] = {}
    for moment, post in sorted(sent):
        if post in last:
            assert rules.again_after and moment - last[post] >= rules.again_after, "shared twice in its window"
        last[post] = moment


@given(pools, rules_of_any_sort, waiting_shares, zones, st.integers(0, 20 * DAY))
def test_no_cap_is_passed_and_nothing_is_shared_twice(
    pool: PostPool, rules: AccountRules, pairs: Sequence[tuple[int, int]], zone: Any, ahead: int
) -> None:
    plan = make_plan(pool, [rules], [], _asked(rules, pairs), NOW, NOW + ahead, zone)
    sent = [(share.moment, share.post) for share in plan.shares]
    _assert_kept(rules, sent, zone)
    own = [share for share in plan.shares if share.slot]
    _assert_window(rules, [(share.moment, share.post) for share in own])
    assert not {share.post for share in own} & {post for post, _ in pairs}
    assert all(NOW <= share.moment <= NOW + ahead for share in plan.shares)
    assert [share.moment for share in plan.shares] == sorted(share.moment for share in plan.shares)


@given(pools, rules_of_any_sort, zones)
def test_slots_take_only_what_the_rules_allow(pool: PostPool, rules: AccountRules, zone: Any) -> None:
    for share in make_plan(pool, [rules], [], [], NOW, NOW + 9 * DAY, zone).shares:
        place, wanted = share.post - 1, rules.posts
        age = share.slot - pool.dates[place]
        assert rules.min_age <= age and (not rules.max_age or age <= rules.max_age)
        assert pool.types[place] in wanted.types and share.post not in wanted.without_posts
        assert not wanted.terms or any(share.post in pool.terms[term] for term in wanted.terms)
        assert not any(share.post in pool.terms[term] for term in wanted.without_terms)
        assert not wanted.authors or pool.authors[place] in wanted.authors
        assert pool.authors[place] not in wanted.without_authors


@given(rules_of_any_sort, waiting_shares, zones)
def test_what_was_asked_for_keeps_its_order(rules: AccountRules, pairs: Sequence[tuple[int, int]], zone: Any) -> None:
    plan = make_plan(PostPool(), [rules], [], _asked(rules, pairs), NOW, NOW + 40 * DAY, zone)
    by_moment = [share.number for share in sorted(plan.shares, key=lambda share: (share.moment, share.number))]
    by_wish = sorted(by_moment, key=lambda number: (pairs[number - 1][1], number))
    moments = {share.number: share.moment for share in plan.shares}
    assert [moments[number] for number in by_wish] == sorted(moments.values())
    everything = {share.number for share in plan.shares} | {one.number for one in plan.dropped if one.number}
    assert everything == set(range(1, len(pairs) + 1)), "each goes out or is dropped with its reason"
    assert all(one.reason for one in plan.dropped)


@given(pools, rules_of_any_sort, st.lists(st.integers(-DAY, 4 * DAY), min_size=20, max_size=20), zones)
def test_after_a_standstill_there_is_no_flood(
    pool: PostPool, rules: AccountRules, dues: Sequence[int], zone: Any
) -> None:
    """Twenty stories wait and slots have passed for days: nothing older than a day goes out, the rest is spread."""
    waiting = [WaitingShare(at, rules.key, 100 + at, NOW - due) for at, due in enumerate(dues, 1)]
    plan = make_plan(pool, [rules], [], waiting, NOW, NOW + 2 * DAY, zone)
    late = {one.number for one in waiting if NOW - one.due > GRACE}
    gone = {one.number for one in waiting if NOW - one.due > DAY}
    assert gone <= {one.number for one in plan.dropped if one.reason == TOO_LATE}
    assert not gone & {share.number for share in plan.shares}
    moments = sorted(share.moment for share in plan.shares if share.number in late)
    assert all(later - earlier >= SPREAD for earlier, later in itertools.pairwise(moments))
    missed = [share for share in plan.shares if share.slot and share.slot < NOW]
    assert len({share.slot for share in missed}) <= 1, "of the slots that passed one alone is made up for"
    assert all(NOW - share.slot <= DAY for share in missed)


class Worker:
    """Sends what is due whenever it wakes, as the sender does, with a clock that may jump."""

    def __init__(self, pool: PostPool, rules: AccountRules, zone: Any) -> None:
        self.pool, self.rules, self.zone = pool, rules, zone
        self.history: list[PastShare] = []
        self.clock = NOW

    def wake(self) -> Plan:
        plan = make_plan(self.pool, [self.rules], self.history, [], self.clock, self.clock, self.zone)
        self.history += [
            PastShare(self.rules.key, share.post, share.moment, True, self.rules.cost) for share in plan.shares
        ]
        if not self.rules.paused:
            self.rules = replace(self.rules, looked=self.clock)
        return plan

    def pause(self, paused: bool) -> None:
        schedule = self.rules.schedule if paused else replace(self.rules.schedule, start=self.clock)
        self.rules = replace(self.rules, paused=paused, schedule=schedule)


steps = st.lists(
    st.one_of(st.integers(0, 3 * DAY), st.integers(-3 * DAY, 0), st.sampled_from(["pause", "resume"])), max_size=25
)


@given(pools, rules_of_any_sort, zones, steps)
def test_pauses_and_jumps_of_the_clock_repeat_nothing(
    pool: PostPool, rules: AccountRules, zone: Any, steps: Sequence[int | str]
) -> None:
    worker = Worker(pool, rules, zone)
    for step in steps:
        if isinstance(step, str):
            worker.pause(step == "pause")
            continue
        worker.clock += step
        plan = worker.wake()
        assert not (worker.rules.paused and plan.shares)
        assert len({share.slot for share in plan.shares}) <= 1, "one slot each time, however long it slept"
    sent = [(share.at, share.post) for share in worker.history]
    _assert_kept(worker.rules, sent, zone)
    _assert_window(worker.rules, sent)


@given(schedules, zones, st.lists(st.integers(0, 400_000), min_size=1, max_size=8))
def test_slots_are_the_same_however_time_is_cut(schedule: Schedule, zone: Any, cuts: Sequence[int]) -> None:
    marks = sorted({NOW, *(NOW + cut for cut in cuts)})
    parts = [slots_between(schedule, a, b, zone) for a, b in itertools.pairwise(marks)]
    assert [moment for part in parts for moment in part] == slots_between(schedule, marks[0], marks[-1], zone)


@pytest.mark.parametrize(
    ("day", "minute", "expected"),
    [
        ("2026-03-29", 150, "2026-03-29T01:30"),  # 02:30 does not exist: 03:30 in summer time
        ("2026-10-25", 150, "2026-10-25T00:30"),  # 02:30 comes twice: the first one
        ("2026-06-01", 570, "2026-06-01T07:30"),
    ],
)
def test_daylight_saving_loses_and_doubles_no_slot(day: str, minute: int, expected: str) -> None:
    start = int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp()) - 12 * HOUR
    schedule = Schedule(kind="fixed", times=(minute,), start=0)
    found = list(slots_between(schedule, start, start + 2 * DAY, BERLIN))
    moments = [datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M") for moment in found]
    assert moments.count(expected) == 1
    assert len({datetime.fromtimestamp(moment, BERLIN).date() for moment in found}) == len(found)


def test_the_dry_run_is_what_the_worker_does() -> None:
    """A plan over ten days is what comes of looking every minute for ten days."""
    pool = _pool([day * DAY for day in range(12)])
    rules = AccountRules(
        "webhook_1", Schedule(minutes=7 * 60, start=NOW - DAY), again_after=2 * DAY, looked=NOW, day_cap=3
    )
    foreseen = make_plan(pool, [rules], [], [], NOW, NOW + 10 * DAY, BERLIN).shares
    worker, done = Worker(pool, rules, BERLIN), list[PlannedShare]()
    while worker.clock < NOW + 10 * DAY:
        worker.clock += 60
        done += worker.wake().shares
    assert [(share.post, share.slot) for share in done] == [(share.post, share.slot) for share in foreseen]
    assert timedelta(seconds=max(share.moment - share.slot for share in done)) < timedelta(minutes=1)


@settings(deadline=None)
@given(st.integers(1, 30))
def test_newest_first_and_the_least_recent_again(count: int) -> None:
    pool = _pool([day * HOUR for day in range(1, count + 1)])
    rules = AccountRules("a", Schedule(minutes=60, start=NOW), PostFilter(frozenset()), again_after=1, looked=NOW)
    shares = make_plan(pool, [rules], [], [], NOW, NOW + 2 * count * HOUR, UTC).shares
    order = [share.post for share in shares]
    assert order[:count] == list(range(count, 0, -1)) and order[count:] == order[:count]
