"""Names in queries that rules ask for: the server has to keep them, as it leaves out what no page reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from wirepress.content.options import store
from wirepress.features.seo.redirects.addresses import read_query, split
from wirepress.features.seo.redirects.rules import Rule

OPTION: Final = "seo_redirect_names"
_MOST: Final = 500
_IN_PATTERN: Final = re.compile(r"(?:\?|&|\||\()([A-Za-z_][\w.-]{0,60})(?:\\?=)")


def names_of(rule: Rule) -> set[str]:
    """Return the names of the query that a rule's source speaks of. Pure."""
    if rule.match == "exact":
        return {name for name, _ in read_query(split(rule.source)[1])}
    return set(_IN_PATTERN.findall(rule.source))


def known() -> list[str]:
    """Return the names of all rules."""
    found = store.get(OPTION, None)
    return [str(name) for name in found] if isinstance(found, list) else []


def remember(rules: Iterable[Rule]) -> None:
    """Keep the names of rules that are stored. Names are never forgotten: one too many costs nothing but a page made twice."""
    new = {name for rule in rules if "?" in rule.source or "=" in rule.source for name in names_of(rule)} - set(known())
    if not new:
        return
    with store.locked(OPTION):
        store.put(OPTION, sorted({*known(), *new})[:_MOST])
