"""An account's rules as they are stored and set: names with units that people use, judged one by one, with the network's own limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wirepress.features.social.networks.protocol import Limits
from wirepress.features.social.plan.records import (
    DAY,
    ORDERS,
    SCHEDULE_KINDS,
    AccountRules,
    PostFilter,
    Schedule,
)

DEFAULTS: Final[Mapping[str, Any]] = {
    "schedule": "recurring",
    "every_hours": 12,  # 0.25 to 8760
    "days": [1, 2, 3, 4, 5, 6, 7],  # Monday is 1
    "times": ["09:30"],
    "posts_per_slot": 1,
    "min_age_days": 0,
    "max_age_days": 365,  # 0: however old
    "again_after_days": 0,  # 0: once only
    "order": "newest",
    "post_types": ["post"],
    "terms": [],
    "without_terms": [],
    "authors": [],
    "without_authors": [],
    "without_posts": [],
    "gap_minutes": 0,
    "per_day": 0,
    "per_month": 0,
    "budget_month": 0,  # US dollars
}
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_TYPE: Final = re.compile(r"[a-z0-9_-]{1,20}")
_LISTS_MAX: Final = 5000
_NUMBERS: Final[Mapping[str, tuple[float, float]]] = {
    "every_hours": (0.25, 8760),
    "min_age_days": (0, 36_500),
    "max_age_days": (0, 36_500),
    "again_after_days": (0, 36_500),
    "gap_minutes": (0, 100_000),
    "budget_month": (0, 1_000_000),
}
_WHOLE: Final[Mapping[str, tuple[int, int]]] = {
    "posts_per_slot": (1, 20),
    "per_day": (0, 10_000),
    "per_month": (0, 100_000),
}
_IDS: Final = ("terms", "without_terms", "authors", "without_authors", "without_posts")


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the plan has to know of an account beside its rules."""

    key: str
    start: int
    looked: int
    paused: bool
    quiet_until: int


def find_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with rules that somebody wants to set, by name."""
    return {name: fault for name, value in values.items() if (fault := _fault(name, value))}


def read_rules(stored: Any) -> dict[str, Any]:
    """Return all rules by name: those that are stored and right, and the defaults."""
    values = stored if isinstance(stored, Mapping) else {}
    return {
        name: values[name] if name in values and not _fault(name, values[name]) else default
        for name, default in DEFAULTS.items()
    }


def account_rules(
    stored: Any, state: QueueState, limits: Limits, *, blocked: frozenset[int], cost: int
) -> AccountRules:
    """Return the rules as the plan wants them. `blocked`: posts the account never shares; `cost`: of a share, millionths of a dollar."""
    rules = read_rules(stored)
    schedule = Schedule(
        rules["schedule"],
        max(round(rules["every_hours"] * 60), 1),
        tuple(rules["days"]),
        tuple(sorted({read_time(text) for text in rules["times"]})),
        state.start,
    )
    posts = PostFilter(
        types=frozenset(rules["post_types"]),
        terms=frozenset(rules["terms"]),
        without_terms=frozenset(rules["without_terms"]),
        authors=frozenset(rules["authors"]),
        without_authors=frozenset(rules["without_authors"]),
        without_posts=frozenset(rules["without_posts"]) | blocked,
    )
    return AccountRules(
        state.key,
        schedule,
        posts,
        per_slot=rules["posts_per_slot"],
        min_age=round(rules["min_age_days"] * DAY),
        max_age=round(rules["max_age_days"] * DAY),
        again_after=round(rules["again_after_days"] * DAY),
        order=rules["order"],
        gap=max(round(rules["gap_minutes"] * 60), limits.gap_seconds),
        day_cap=rules["per_day"],
        month_cap=rules["per_month"],
        cost=cost,
        month_budget=round(rules["budget_month"] * 1_000_000),
        limits=((limits.posts_day, DAY),) if limits.posts_day else (),
        paused=state.paused,
        looked=state.looked,
    )


def read_time(text: str) -> int:
    """Return a time of day like 9:30 as minutes. Raises ValueError."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text}” is no time of day like 9:30 or 17:05.")
    return int(found[1]) * 60 + int(found[2])


def _fault(name: str, value: Any) -> str:
    if name not in DEFAULTS:
        return f"There is no such rule. Rules are: {', '.join(DEFAULTS)}."
    if name in _NUMBERS or name in _WHOLE:
        low, high = _NUMBERS.get(name) or _WHOLE[name]
        whole = name in _WHOLE
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or not low <= value <= high:
            return f"It is a {'whole ' if whole else ''}number from {low} to {high}."
    elif name in ("schedule", "order"):
        choices = SCHEDULE_KINDS if name == "schedule" else ORDERS
        return "" if value in choices else f"It is one of {', '.join(choices)}."
    elif not isinstance(value, list) or len(value) > _LISTS_MAX:
        return f"It is a list of at most {_LISTS_MAX}."
    elif name in _IDS:
        if not all(isinstance(one, int) and not isinstance(one, bool) and 0 < one < 2**63 for one in value):
            return "It is a list of numbers."
    elif name == "days":
        if not value or not all(one in (1, 2, 3, 4, 5, 6, 7) and not isinstance(one, bool) for one in value):
            return "It is a list of days from 1 (Monday) to 7."
    elif name == "times":
        if (
            not value
            or len(value) > 288
            or not all(isinstance(one, str) and _TIME.fullmatch(one.strip()) for one in value)
        ):
            return "It is a list of times of day like 9:30."
    elif not value or not all(isinstance(one, str) and _TYPE.fullmatch(one) for one in value):
        return "It is a list of post types."
    return ""
