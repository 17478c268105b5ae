"""Redirects that an imported WordPress kept: tables of Redirection, All in One SEO and Rank Math, and Yoast's option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.hooks import ImportResult, WordPressTable
from wirepress.core.php.serialize import maybe_unserialize
from wirepress.features.seo.redirects.exchange import plugin_rows
from wirepress.features.seo.redirects.exchange.records import Read, number, split_read
from wirepress.features.seo.redirects.models import RedirectRule
from wirepress.features.seo.redirects.save import bump_patterns, save_rules

YOAST: Final = "wpseo-premium-redirects-base"
REDIRECTION: Final = "redirection_options"
_GROUPS: Final = "seo_redirection_groups"  # number -> name, whether it is on: the groups of an import
_PLACE: Final = re.compile(r"[/^*.(]|https?:")
_WAITING: Final = "Redirection "  # begins the name of a group that has not come yet

Rows = Sequence[Mapping[str, Any]]


def _save(found: Iterable[Read]) -> ImportResult:
    problems: list[str] = []
    saved = save_rules(split_read(found, problems))
    refused = [*problems, *saved.refused]
    return ImportResult(0, saved.created, saved.updated, saved.unchanged, tuple(refused))


def _groups() -> dict[int, tuple[str, bool]]:
    kept = store.get(_GROUPS, None)
    return {number(key): (str(name), bool(on)) for key, (name, on) in kept.items()} if isinstance(kept, dict) else {}


def store_redirection(rows: Rows) -> ImportResult:
    """Store rows of `redirection_items`."""
    options = store.get(REDIRECTION, None)
    defaults = options if isinstance(options, dict) else {}
    groups = _groups()
    for row in rows:
        group = number(row.get("group_id"))
        groups.setdefault(group, (f"{_WAITING}{group}", True))
    return _save(plugin_rows.read_redirection(row, defaults=defaults, groups=groups) for row in rows)


def store_redirection_groups(rows: Rows) -> ImportResult:
    """Store rows of `redirection_groups`: rules that came before them get their names, and those of a group that is off are."""
    groups = _groups()
    for row in rows:
        name, on = str(row.get("name") or "imported")[:60], str(row.get("status", "enabled")) == "enabled"
        groups[number(row.get("id"))] = name, on
        waiting = RedirectRule.objects.filter(group=f"{_WAITING}{number(row.get('id'))}")
        waiting.update(**({"group": name} if on else {"group": name, "enabled": False}))
    store.put(_GROUPS, {str(key): list(value) for key, value in groups.items()})
    bump_patterns()
    return ImportResult(created=len(rows))


def store_aioseo(rows: Rows) -> ImportResult:
    """Store rows of `aioseo_redirects`."""
    return _save(
        plugin_rows.read_aioseo(row)
        for row in rows
        if str(row.get("source_url") or "").startswith(("/", "^", "*", "h", ".", "("))
    )


def store_rank_math(rows: Rows) -> ImportResult:
    """Store rows of `rank_math_redirections`."""
    return _save(found for row in rows for found in plugin_rows.read_rank_math(_decoded(row)))


def _decoded(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the row with its list of sources read: PHP has serialised it."""
    sources = row.get("sources")
    found = maybe_unserialize(sources.decode("utf-8", "replace") if isinstance(sources, bytes) else sources)
    return {**row, "sources": list(found.values()) if isinstance(found, dict) else found}


def adopt_yoast() -> list[str]:
    """Take over Yoast Premium's list. Return what was not understood, in words."""
    found = store.get(YOAST, None)
    rows = list(found.values()) if isinstance(found, dict) else found
    if not isinstance(rows, list):
        return []
    return list(_save(plugin_rows.read_yoast(row) for row in rows if isinstance(row, dict)).refusals)


TABLES: Final = (
    WordPressTable("redirection_items", store_redirection),
    WordPressTable("redirection_groups", store_redirection_groups),
    WordPressTable("aioseo_redirects", store_aioseo),
    WordPressTable("rank_math_redirections", store_rank_math),
)
