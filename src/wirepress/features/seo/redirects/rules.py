"""What a rule is, whether it holds for a request, and where it leads. Pure: data in, data out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, urlencode, urlsplit

from wirepress.features.seo.redirects.addresses import Query, fold, read_query, split

Match = Literal["exact", "wildcard", "regex"]
MATCHES: Final = ("exact", "wildcard", "regex")
QueryMode = Literal["pass", "ignore", "utm", "exact", "exact_order"]
QUERY_MODES: Final = ("pass", "ignore", "utm", "exact", "exact_order")
LEADING: Final = (301, 302, 307, 308)
GONE: Final = (410, 451)
CODES: Final = (*LEADING, *GONE)
_CAPTURE: Final = re.compile(r"\$(?:\{(\d{1,2})\}|(\d{1,2}))|\\(\d)")
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~-._"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is looked up. `number`: its row; `source`: the path with its query, or the pattern."""

    number: int
    match: str
    source: str
    target: str
    code: int = 301
    query: str = "pass"
    ignore_case: bool = True
    ignore_slash: bool = True
    group: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request gets: the way to `target`, or (with 410 and 451) word that there is nothing any more."""

    rule: Rule
    code: int
    target: str = ""


def holds(rule: Rule, path: str, query_text: str) -> bool:
    """Return whether an exact rule is meant for a request."""
    source, wanted = split(rule.source)
    if fold(source, case=rule.ignore_case, slash=rule.ignore_slash) != fold(
        path, case=rule.ignore_case, slash=rule.ignore_slash
    ):
        return False
    return query_holds(rule.query, wanted, query_text)


def query_holds(mode: str, wanted: str, given: str) -> bool:
    """Return whether a request's query is the one that a rule asks for.

    `exact`: the same parameters in any order; `exact_order`: the same text; the other modes: at least those that the source names.
    """
    if mode == "exact_order":
        return wanted == given
    asked, has = read_query(wanted), read_query(given)
    if mode == "exact":
        return sorted(asked) == sorted(has)
    return all(one in has for one in asked)


def lead(rule: Rule, query_text: str, groups: Sequence[str] = ()) -> Outcome:
    """Return what a rule that holds answers. `groups`: what its pattern has caught, the first is `$1`."""
    if rule.code in GONE:
        return Outcome(rule, rule.code)
    return Outcome(rule, rule.code, with_query(fill(rule.target, groups), rule, query_text))


def fill(target: str, groups: Sequence[str]) -> str:
    """Return the target with what was caught in place of `$1`, `${1}` or `\\1`. What is filled in never makes another host of it."""

    def put(found: re.Match[str]) -> str:
        place = int(found[1] or found[2] or found[3])
        text = groups[place - 1] if 0 < place <= len(groups) else ""
        return quote(text or "", safe="/-_.~!$&'()*+,;=:@")

    made = _CAPTURE.sub(put, target) if groups else target
    if target.startswith("/") and made != target:
        made = "/" + made.lstrip("/\\")
    return quote(made, safe=_SAFE)


def with_query(target: str, rule: Rule, query_text: str) -> str:
    """Return the target with what goes along of the request's query. What the target names itself stays as it is."""
    if rule.query not in ("pass", "utm") or not query_text:
        return target
    named = {name for name, _ in read_query(split(rule.source)[1])} if rule.match == "exact" else set()
    named |= {name for name, _ in read_query(urlsplit(target).query)}
    more: Query = tuple(
        (name, value)
        for name, value in read_query(query_text)
        if name not in named and (rule.query == "pass" or name.lower().startswith("utm_"))
    )
    if not more:
        return target
    address, mark, fragment = target.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(more)}{mark}{fragment}"


def follow(first: Outcome, ask: Callable[[str], Outcome | None], home: str, most: int = 8) -> Outcome | None:
    """Return where a request ends when rules lead to rules: one answer in place of a chain. None: they lead in a circle.

    `ask`: what the rules say to a local address. The first rule's code is kept unless the end is gone.
    """
    from wirepress.features.seo.redirects.addresses import local_address

    seen, found = {first.rule.number}, first
    for _ in range(most):
        if found.code in GONE:
            return found
        local = local_address(found.target, home)
        then = ask(local) if local is not None else None
        if then is None:
            return Outcome(first.rule, first.code, found.target)
        if then.rule.number in seen:
            return None
        seen.add(then.rule.number)
        found = then
    return None
