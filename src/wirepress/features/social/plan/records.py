"""What a plan is made of and what comes out of it. All moments are unix seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

HOUR: Final = 3600
DAY: Final = 24 * HOUR
Order = Literal["newest", "oldest", "random"]
ORDERS: Final[tuple[Order, ...]] = ("newest", "oldest", "random")
ScheduleKind = Literal["recurring", "fixed", "off"]
SCHEDULE_KINDS: Final[tuple[ScheduleKind, ...]] = ("recurring", "fixed", "off")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an account shares by itself: every so many minutes since `start`, or at times of week days in the site's zone."""

    kind: ScheduleKind = "recurring"
    minutes: int = 12 * 60
    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)  # Monday is 1
    times: tuple[int, ...] = (9 * 60 + 30,)  # minutes of the day
    start: int = 0  # when the account was connected or resumed: nothing of before is made up for


@dataclass(frozen=True, slots=True)
class PostFilter:
    """Which posts an account shares. Empty sets of `types`, `terms` and `authors` mean all."""

    types: frozenset[str] = frozenset({"post"})
    terms: frozenset[int] = frozenset()
    without_terms: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    without_authors: frozenset[int] = frozenset()
    without_posts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AccountRules:
    """One account's rules, with what its network allows. A cap, age or limit of 0 is none."""

    key: str
    schedule: Schedule = Schedule()
    posts: PostFilter = PostFilter()
    per_slot: int = 1
    min_age: int = 0
    max_age: int = 365 * DAY
    again_after: int = 0  # seconds after which a post may be shared once more; 0: never
    order: Order = "newest"
    gap: int = 0  # between two shares of the account
    day_cap: int = 0  # shares of one day of the site's zone
    month_cap: int = 0
    cost: int = 0  # of one share, in thousandths of the currency's unit
    month_budget: int = 0  # the same unit
    limits: tuple[tuple[int, int], ...] = ()  # the network's: (shares, seconds), rolling
    paused: bool = False
    looked: int = 0  # until when slots have been dealt with: never again


@dataclass(frozen=True, slots=True)
class PastShare:
    """A share that was made, tried or skipped. What was not sent takes its post's turn all the same, but counts for no cap."""

    account: str
    post: int
    at: int
    sent: bool = True
    cost: int = 0


@dataclass(frozen=True, slots=True)
class WaitingShare:
    """A share that somebody asked for: now, or at a moment of their choice. They go out in the order of (due, number)."""

    number: int
    account: str
    post: int
    due: int
    slot: int = 0  # of the plan's own slots, the one that it takes


@dataclass(slots=True)
class PostPool:
    """The posts that could be shared, oldest first, a list a column; `terms` holds the posts of each term that a rule names."""

    ids: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    terms: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedShare:
    """What goes out, where and when. `number`: the waiting share that it is; 0: it fills the account's slot `slot`."""

    account: str
    post: int
    moment: int
    slot: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class DroppedShare:
    """What does not go out, and why. Without a post: a slot that stays empty."""

    account: str
    post: int
    moment: int
    reason: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything until a moment, in the order in which it goes out."""

    shares: Sequence[PlannedShare]
    dropped: Sequence[DroppedShare]
