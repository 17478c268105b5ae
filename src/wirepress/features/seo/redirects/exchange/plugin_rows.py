"""Rows of WordPress's redirect plugins as rules: tables, options and their exports have the same fields."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wirepress.features.seo.redirects.exchange.records import NotUnderstood, Read, make, moment, number, truth

Row = Mapping[str, Any]
_REDIRECTION_QUERY: Final = {"exact": "exact", "exactorder": "exact_order", "ignore": "ignore", "pass": "pass"}
_AIOSEO_QUERY: Final = {"exact": "exact", "ignore": "ignore", "pass": "pass", "utm": "utm"}


def _map(value: Any) -> Row:
    """Return a map that may be written as JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, dict) else {}


def read_redirection(
    row: Row, *, defaults: Row | None = None, groups: Mapping[int, tuple[str, bool]] | None = None
) -> Read:
    """Return a row of Redirection's table `redirection_items`, or of its JSON. `defaults`: its option `redirection_options`;
    `groups`: number -> name, whether it is on."""
    source, kind = str(row.get("url") or ""), str(row.get("action_type") or "url")
    if kind not in ("url", "error"):
        return NotUnderstood(f"{source[:100]}: the action “{kind}” is none that a redirect has here.")
    if str(row.get("match_type") or "url") != "url":
        return NotUnderstood(f"{source[:100]}: holds only under a condition ({row.get('match_type')}).")
    flags = {**(defaults or {}), **_map(_map(row.get("match_data")).get("source"))}
    data = row.get("action_data")
    target = str(_map(data).get("url") or "") or (data if isinstance(data, str) and not data.startswith("{") else "")
    group, on = (groups or {}).get(number(row.get("group_id")), ("imported", True))
    enabled = truth(row["enabled"]) if "enabled" in row else str(row.get("status", "enabled")) == "enabled"
    return make(
        source,
        target,
        number(row.get("action_code"), 301),
        match="regex" if truth(row.get("regex")) else "exact",
        query=_REDIRECTION_QUERY.get(str(flags.get("flag_query", "exact")), "exact"),
        ignore_case=truth(flags.get("flag_case", False)),
        ignore_slash=truth(flags.get("flag_trailing", False)),
        enabled=enabled and on,
        group=group,
        position=number(row.get("position")),
        note=str(row.get("title") or ""),
        hits=number(row.get("hits", row.get("last_count"))),
        last_hit=moment(row.get("last_access")),
    )


def read_aioseo(row: Row, *, hits: int = 0) -> Read:
    """Return a row of All in One SEO's table `aioseo_redirects`, or of its export. `hits`: from `aioseo_redirects_hits`."""
    source, code = str(row.get("source_url") or ""), number(row.get("type"), 301)
    if code == 0:
        return NotUnderstood(f"{source[:100]}: says that nothing shall be done there.")
    conditions = row.get("custom_rules")
    if conditions and _list(conditions):
        return NotUnderstood(f"{source[:100]}: holds only under conditions.")
    regex = truth(row.get("regex"))
    if regex and source == "*":
        source = ".*"
    return make(
        source,
        str(row.get("target_url") or ""),
        code,
        match="regex" if regex else "exact",
        query=_AIOSEO_QUERY.get(str(row.get("query_param") or "ignore"), "ignore"),
        ignore_case=truth(row.get("ignore_case", 1)),
        ignore_slash=truth(row.get("ignore_slash", 1)),
        enabled=truth(row.get("enabled", 1)),
        group="moved" if row.get("group") == "modified" else str(row.get("group") or "imported"),
        hits=hits or number(row.get("hits")),
    )


def _list(value: Any) -> Sequence[Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return [value]
    return value if isinstance(value, list) else list(value) if isinstance(value, dict) else []


def read_yoast(row: Row) -> Read:
    """Return an entry of Yoast Premium's option `wpseo-premium-redirects-base`."""
    regex = str(row.get("format") or "plain") == "regex"
    source = str(row.get("origin") or "")
    return make(
        source,
        str(row.get("url") or ""),
        number(row.get("type"), 301),
        match="regex" if regex else "exact",
        query="exact" if "?" in source and not regex else "pass",
        ignore_case=False,
    )


_COMPARISONS: Final = {"start": "{}*", "end": "*{}", "contains": "*{}*"}


def read_rank_math(row: Row) -> Iterator[Read]:
    """Yield the rules of a row of Rank Math's table `rank_math_redirections`: any of its sources suffices."""
    if row.get("status") == "trashed":
        return
    for place, source in enumerate(_list(row.get("sources"))):
        entry = _map(source)
        pattern, comparison = str(entry.get("pattern") or ""), str(entry.get("comparison") or "exact")
        match, text = "exact", pattern
        if comparison == "regex":
            match, text = "regex", pattern.replace("\\\\", "\\")
        elif comparison in _COMPARISONS:
            match, text = "wildcard", "/" + _COMPARISONS[comparison].format(pattern.strip("/")).lstrip("/")
        yield make(
            text,
            str(row.get("url_to") or ""),
            number(row.get("header_code"), 301),
            match=match,
            ignore_case=comparison != "exact" or entry.get("ignore") == "case",
            enabled=row.get("status", "active") == "active",
            hits=number(row.get("hits")) if place == 0 else 0,
            last_hit=moment(row.get("last_accessed")),
        )
