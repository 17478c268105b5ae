"""Stores rules, one or thousands: a source has one rule, a circle is refused, a chain becomes one step."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.core.database.rows import in_chunks
from wirepress.features.seo.redirects import query_names
from wirepress.features.seo.redirects.addresses import split
from wirepress.features.seo.redirects.check import make_plain, number_of_source, number_of_target
from wirepress.features.seo.redirects.models import PatternsVersion, RedirectRule
from wirepress.features.seo.redirects.rules import GONE, Rule, holds

_LOCK: Final = "seo redirects"
_CHUNK: Final = 2000
_HOPS: Final = 200  # rules one behind the other
_READS: Final = 20  # what is stored is flat already: there are two steps at most
_SHOWN: Final = 50  # refusals that are told in words
_STORED: Final = ("match", "source", "target", "code", "query", "ignore_case", "ignore_slash", "group")


@dataclass(slots=True)
class NewRule:
    """A rule to be stored, with what is not needed to look it up."""

    rule: Rule
    enabled: bool = True
    position: int = 0
    note: str = ""
    post_id: int | None = None
    hits: int = 0
    last_hit: datetime | None = None


@dataclass(slots=True)
class Saved:
    """What became of many rules. `refused`: a sentence each, the first fifty."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    refused_count: int = 0

    def refuse(self, words: str) -> None:
        """Note one that was not stored."""
        self.refused_count += 1
        if len(self.refused) < _SHOWN:
            self.refused.append(words)


def as_rule(row: RedirectRule) -> Rule:
    """Return a row as it is looked up."""
    return Rule(row.pk, *(getattr(row, name) for name in _STORED))


def save_rule(new: NewRule, *, row: RedirectRule | None = None) -> RedirectRule:
    """Store one rule: a new one, or changes of `row`. Raises ActionRefused with the reason, and stores nothing then."""
    with transaction.atomic():
        lock_name(_LOCK)
        rule = replace(make_plain(new.rule, site.home()), number=row.pk if row is not None else 0)
        if row is None:
            row = _same_source(rule)
        elif (other := _same_source(rule)) is not None and other.pk != row.pk:
            raise ActionRefused(
                "seo_redirect_exists", f"There is a rule for {rule.source} already (number {other.pk}).", 409
            )
        rule = replace(rule, number=row.pk if row is not None else 0)
        if new.enabled:
            rule = _flattened(rule, _read_targets([rule]))
        was_pattern = row is not None and row.match != "exact"
        row = _filled(row or RedirectRule(created=site.now_gmt()), new, rule)
        row.save()
        query_names.remember([rule])
        if new.enabled and row.match == "exact":
            _shorten_what_leads_to([row])
        if was_pattern or row.match != "exact":
            bump_patterns()
    return row


def save_rules(rules: Iterable[NewRule]) -> Saved:
    """Store many. One whose source has a rule changes that one; one that is refused hinders no other."""
    saved = Saved()
    chunk: list[NewRule] = []
    for one in rules:
        chunk.append(one)
        if len(chunk) >= _CHUNK:
            _save_chunk(chunk, saved)
            chunk = []
    if chunk:
        _save_chunk(chunk, saved)
    return saved


def delete_rules(numbers: Sequence[int]) -> int:
    """Delete rules. Return how many there were."""
    with transaction.atomic():
        rows = RedirectRule.objects.filter(pk__in=numbers)
        patterns = rows.exclude(match="exact").exists()
        gone, _ = rows.delete()
        if patterns:
            bump_patterns()
    return gone


def switch_rules(numbers: Sequence[int], on: bool) -> int:
    """Switch rules on or off. Return how many there are."""
    with transaction.atomic():
        rows = RedirectRule.objects.filter(pk__in=numbers)
        patterns = rows.exclude(match="exact").exists()
        changed = rows.update(enabled=on, changed=site.now_gmt())
        if patterns:
            bump_patterns()
    return changed


def bump_patterns() -> None:
    """Tell every process that its patterns are old. The number is drawn: one of a transaction that was rolled back never comes again."""
    PatternsVersion.objects.update_or_create(pk=1, defaults={"number": secrets.randbits(62) + 1})


def _filled(row: RedirectRule, new: NewRule, rule: Rule) -> RedirectRule:
    for name in _STORED:
        setattr(row, name, getattr(rule, name))
    row.key, row.target_key = number_of_source(rule), number_of_target(rule)
    row.enabled, row.position, row.note = new.enabled, new.position, new.note[:300]
    row.post_id = new.post_id
    row.changed = site.now_gmt()
    if new.hits > row.hits:
        row.hits, row.last_hit = new.hits, new.last_hit or row.last_hit
    return row


def _same_source(rule: Rule) -> RedirectRule | None:
    rows = RedirectRule.objects.filter(key=number_of_source(rule), match=rule.match)
    return next((row for row in rows if is_same_source(as_rule(row), rule)), None)


def is_same_source(one: Rule, other: Rule) -> bool:
    """Return whether two rules are for the same address."""
    if one.match != "exact" or other.match != "exact":
        return (one.match, one.source) == (other.match, other.source)
    return holds(replace(one, ignore_case=True, ignore_slash=True, query="exact"), *split(other.source))


def _read_targets(rules: Sequence[Rule]) -> dict[int, list[Rule]]:
    """Return the enabled exact rules that may hold for the targets of these, and for what those lead to, by number."""
    found: dict[int, list[Rule]] = {}
    asked: set[int] = set()
    wanted = {number for rule in rules if (number := number_of_target(rule)) is not None}
    for _ in range(_READS):
        wanted -= asked
        if not wanted:
            break
        asked |= wanted
        rows = [
            row
            for some in in_chunks(wanted)
            for row in RedirectRule.objects.filter(key__in=some, match="exact", enabled=True)
        ]
        for row in rows:
            found.setdefault(row.key, []).append(as_rule(row))
        wanted = {row.target_key for row in rows if row.target_key is not None}
    return found


def _flattened(rule: Rule, known: dict[int, list[Rule]]) -> Rule:
    """Return the rule with the end of its chain as its target. Raises ActionRefused for a circle."""
    end, hops = rule, 0
    while (then := _next(end, known, rule)) is not None:
        hops += 1
        if hops > _HOPS or is_same_source(then, rule):
            raise ActionRefused(
                "seo_redirect_loop", f"{rule.source} → {rule.target} would lead back to {rule.source}.", 400
            )
        if then.code in GONE:
            return rule  # that nothing is there any more is for that address to say
        end = then
    return replace(rule, target=end.target) if end is not rule and rule.match == "exact" else rule


def _next(at: Rule, known: dict[int, list[Rule]], itself: Rule) -> Rule | None:
    """Return the rule that holds for a rule's target; `itself` where that leads back."""
    number = number_of_target(at)
    if number is None:
        return None
    path, query = split(at.target)
    if at is not itself and itself.match == "exact" and holds(itself, path, query):
        return itself
    return next(
        (one for one in known.get(number, ()) if not is_same_source(one, itself) and holds(one, path, query)), None
    )


def _save_chunk(chunk: Sequence[NewRule], saved: Saved) -> None:
    """Store some thousand rules in one transaction, with a handful of queries."""
    with transaction.atomic():
        lock_name(_LOCK)
        plain: dict[int, list[NewRule]] = {}
        for new in chunk:
            try:
                rule = make_plain(new.rule, site.home())
            except ActionRefused as refused:
                saved.refuse(f"{new.rule.source[:100]}: {refused.message}")
                continue
            held = plain.setdefault(number_of_source(rule), [])
            same = next((at for at, one in enumerate(held) if is_same_source(one.rule, rule)), None)
            if same is not None:
                held[same] = replace(new, rule=rule)
                saved.unchanged += 1  # the same source again: the last one counts
            else:
                held.append(replace(new, rule=rule))
        _store(plain, saved)


def _store(plain: dict[int, list[NewRule]], saved: Saved) -> None:
    existing: dict[int, list[RedirectRule]] = {}
    for some in in_chunks(plain):
        for row in RedirectRule.objects.filter(key__in=some):
            existing.setdefault(row.key, []).append(row)
    new_rows: list[RedirectRule] = []
    changed: list[RedirectRule] = []
    for new in _accepted(plain, saved):
        rule = new.rule
        rows = existing.get(number_of_source(rule), ())
        old = next((row for row in rows if is_same_source(as_rule(row), rule)), None)
        before = _values(old) if old is not None else None
        row = _filled(old or RedirectRule(created=site.now_gmt()), new, rule)
        if old is None:
            new_rows.append(row)
        elif _values(row) != before:
            changed.append(row)
        else:
            saved.unchanged += 1
    RedirectRule.objects.bulk_create(new_rows, batch_size=500)
    _update(changed)
    _shorten_what_leads_to([row for row in (*new_rows, *changed) if row.enabled and row.match == "exact"])
    query_names.remember(as_rule(row) for row in (*new_rows, *changed))
    saved.created += len(new_rows)
    saved.updated += len(changed)
    if any(row.match != "exact" for row in (*new_rows, *changed)):
        bump_patterns()


def _accepted(plain: dict[int, list[NewRule]], saved: Saved) -> list[NewRule]:
    """Return those that make no circle with what is stored and with those before them, each with the end of its chain."""
    known = _read_targets([new.rule for held in plain.values() for new in held if new.enabled])
    taken: list[NewRule] = []
    for number, held in plain.items():
        for new in held:
            if not new.enabled:
                taken.append(new)
                continue
            try:
                rule = _flattened(new.rule, known)
            except ActionRefused as refused:
                saved.refuse(f"{new.rule.source[:100]}: {refused.message}")
                continue
            taken.append(replace(new, rule=rule))
            if rule.match == "exact":
                known[number] = [one for one in known.get(number, ()) if not is_same_source(one, rule)] + [rule]
    # From the last to the first: what later ones lead on is a single step by then.
    for place in range(len(taken) - 1, -1, -1):
        new = taken[place]
        if new.enabled and new.rule.match == "exact":
            rule = _flattened(new.rule, known)
            number = number_of_source(rule)
            known[number] = [rule if is_same_source(one, rule) else one for one in known[number]]
            taken[place] = replace(new, rule=rule)
    return taken


def _update(rows: Sequence[RedirectRule]) -> None:
    names = [one.name for one in RedirectRule._meta.concrete_fields if one.name not in ("id", "created")]
    if rows:
        RedirectRule.objects.bulk_update(rows, names, batch_size=100)


def _shorten_what_leads_to(rows: Sequence[RedirectRule]) -> None:
    """Stored rules that lead to the source of one of these lead to its target from now on."""
    by_key = {row.key: row for row in rows if row.code not in GONE}
    changed = []
    for some in in_chunks(by_key):
        for other in RedirectRule.objects.filter(target_key__in=some, match="exact"):
            row = by_key[other.target_key or 0]
            leads_on = other.pk != row.pk and holds(as_rule(row), *split(other.target))
            if leads_on and not holds(as_rule(other), *split(row.target)):
                other.target, other.target_key = row.target, row.target_key
                changed.append(other)
    if changed:
        RedirectRule.objects.bulk_update(changed, ["target", "target_key"], batch_size=200)


def _values(row: RedirectRule) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in (*_STORED, "enabled", "position", "note", "post_id"))
