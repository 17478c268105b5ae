"""What may be done with what is at an address: one list of rules, from which every form of saying it is made. Pure.

A pattern is a path of robots.txt (RFC 9309): `*` is anything, `$` the end. Of those that fit the longest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

EVERYTHING: Final = "/"


@dataclass(frozen=True, slots=True)
class Usage:
    """What is allowed. `policy`: where the terms stand, "" where nowhere. None: nothing is said."""

    search: bool | None = None
    ai_input: bool | None = None
    ai_train: bool | None = None
    policy: str = ""

    @property
    def reserved(self) -> bool:
        """Whether text and data mining is reserved (Directive (EU) 2019/790, article 4): where models may not be trained."""
        return self.ai_train is False

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is said at all."""
        return self.search is None and self.ai_input is None and self.ai_train is None


@dataclass(frozen=True, slots=True)
class UsageRule:
    """A usage of everything whose path fits a pattern."""

    pattern: str
    usage: Usage


def in_order(rules: Iterable[UsageRule]) -> list[UsageRule]:
    """Return rules with the longest pattern first, each pattern once (the last one given counts)."""
    found = {rule.pattern: rule for rule in rules}
    return sorted(found.values(), key=lambda rule: (-len(rule.pattern), rule.pattern))


def usage_of(path: str, rules: Sequence[UsageRule]) -> Usage:
    """Return what holds for a path (percent-encoded). `rules`: in their order."""
    return next((rule.usage for rule in rules if fits(rule.pattern, path)), Usage())


def fits(pattern: str, path: str) -> bool:
    """Return whether a path fits a pattern."""
    return _compiled(pattern).match(path) is not None


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> re.Pattern[str]:
    body, end = (pattern[:-1], r"\Z") if pattern.endswith("$") else (pattern, "")
    return re.compile(".*?".join(map(re.escape, re.split(r"\*+", body))) + end, re.S)


def signals(usage: Usage) -> str:
    """Return the value of Content-Signal (contentsignals.org): `search=yes, ai-input=no, ai-train=no`."""
    told = (("search", usage.search), ("ai-input", usage.ai_input), ("ai-train", usage.ai_train))
    return ", ".join(f"{name}={'yes' if allowed else 'no'}" for name, allowed in told if allowed is not None)
