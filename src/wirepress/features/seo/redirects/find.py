"""Looks rules up: exact ones in the database by one number each, pattern ones in memory. One query a request, however many there are."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from wirepress.content.options import site
from wirepress.core.cache import depends
from wirepress.core.database.rows import placeholders, query_rows
from wirepress.features.seo.redirects.addresses import numbers_of_request, read_query, split
from wirepress.features.seo.redirects.models import RedirectRule
from wirepress.features.seo.redirects.patterns import PatternSet
from wirepress.features.seo.redirects.rules import Outcome, Rule, follow, holds, lead
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.redirects import RedirectSettings

KIND: Final = "redirect"  # of changes of exact rules, see plugin.watched_tables
_COLUMNS: Final = 'id, "match", source, target, code, query, ignore_case, ignore_slash, "group"'
_WHERE: Final = "\"match\" = 'exact' AND enabled AND key IN"
_kept: dict[tuple[str, str], tuple[int, PatternSet]] = {}  # database -> version, patterns
_building: Final = threading.Lock()


def find(path: str, query_text: str = "") -> Outcome | None:
    """Return what the rules say to a request, with chains followed to their end; None: nothing. `path`: percent signs read."""
    first = find_first(path, query_text)
    if first is None:
        return None

    def ask(local: str) -> Outcome | None:
        return find_first(*split(local))

    return follow(first, ask, site.home())


def find_first(path: str, query_text: str = "") -> Outcome | None:
    """Return what the first rule that holds says, wherever that leads."""
    query = read_query(query_text)
    numbers = numbers_of_request(path, query)
    depends.on(*(f"{KIND}:{number}" for number in numbers))
    sql = (
        f"SELECT {_COLUMNS} FROM seo_redirectrule WHERE {_WHERE} ({placeholders(numbers)})"
        " UNION ALL SELECT number, '', '', '', 0, '', TRUE, TRUE, '' FROM seo_patternsversion"
    )
    version, rules = 0, []
    for row in query_rows(RedirectRule, sql, numbers):
        if row[1]:
            rules.append(_rule(row))
        else:
            version = max(version, int(row[0]))
    off = settings.read(RedirectSettings).groups_off
    exact = [rule for rule in rules if rule.group not in off and holds(rule, path, query_text)]
    if exact:
        return lead(max(exact, key=_precedence), query_text)
    found = _patterns(version, tuple(off)).find(path, query_text) if version else None
    return lead(found[0], query_text, found[1]) if found is not None else None


def _precedence(rule: Rule) -> tuple[bool, int]:
    """Of several rules the one that names a query counts, then the newest."""
    return "?" in rule.source, rule.number


def _patterns(version: int, off: tuple[str, ...]) -> PatternSet:
    """Return the pattern rules as they are at this version. They are read by the first who asks after a change."""
    name = str(connection.settings_dict["NAME"]), "\n".join(off)
    kept = _kept.get(name)
    if kept is not None and kept[0] == version:
        return kept[1]
    with _building:
        kept = _kept.get(name)
        if kept is None or kept[0] != version:
            kept = _kept[name] = version, PatternSet(rule for rule in _read_patterns() if rule.group not in off)
    return kept[1]


def _read_patterns() -> list[Rule]:
    sql = f"SELECT {_COLUMNS} FROM seo_redirectrule WHERE \"match\" <> 'exact' AND enabled ORDER BY position, id"
    return [_rule(row) for row in query_rows(RedirectRule, sql)]


def _rule(row: Sequence[Any]) -> Rule:
    number, match, source, target, code, query, case, slash, group = row
    return Rule(number, match, source, target, code, query, bool(case), bool(slash), group)
