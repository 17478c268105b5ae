"""Under which categories and tags an entry is filed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from wirepress.features.wire.decide.policy import Terms
from wirepress.features.wire.decide.rules import RuleSubject, condition_holds
from wirepress.features.wire.entry.plain_text import clean_title
from wirepress.features.wire.entry.records import Reason

NAME_MAX: Final = 200  # characters of a term's name
TAGS_MAX: Final = 30


@dataclass
class ChosenTerms:
    """Names in the order of their importance, and why each is there."""

    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


def _add(names: list[str], name: str, limit: int) -> bool:
    if not name or len(names) >= limit or name.casefold() in (one.casefold() for one in names):
        return False
    names.append(name)
    return True


def choose_terms(terms: Terms, subject: RuleSubject, existing: Collection[str]) -> ChosenTerms:
    """Return the newsroom's own choice first, then its rules, then the source's categories as they are mapped."""
    chosen = ChosenTerms()
    for name in terms.always:
        if _add(chosen.categories, name.strip(), terms.limit):
            chosen.reasons.append(Reason("category", f"{name.strip()}: always, for this source."))
    for rule in terms.rules:
        held, reason = condition_holds(rule.when, subject)
        if not held:
            continue
        words = reason.words[:1].lower() + reason.words[1:]
        if _add(chosen.categories, rule.category.strip(), terms.limit):
            chosen.reasons.append(
                Reason("category", f"{rule.category.strip()}: by the rule “{rule.name}”, because {words}.")
            )
        if _add(chosen.tags, rule.tag.strip(), TAGS_MAX):
            chosen.reasons.append(Reason("tag", f"{rule.tag.strip()}: by the rule “{rule.name}”, because {words}."))
    _add_source_categories(terms, subject, {name.casefold(): name for name in existing}, chosen)
    return chosen


def _add_source_categories(terms: Terms, subject: RuleSubject, existing: dict[str, str], chosen: ChosenTerms) -> None:
    mapped = {name.casefold().strip(): ours.strip() for name, ours in terms.map.items()}
    for theirs in subject.entry.categories:
        name = clean_title(theirs)[:NAME_MAX].strip()
        key = name.casefold()
        if not name:
            continue
        if key in mapped:
            ours = mapped[key]
            if not ours:
                chosen.reasons.append(Reason("category", f"The source's category {name} is dropped by the map."))
            elif _add(chosen.categories, ours, terms.limit):
                chosen.reasons.append(Reason("category", f"{ours}: the source's category {name}, by the map."))
        elif key in existing:
            if _add(chosen.categories, existing[key], terms.limit):
                chosen.reasons.append(Reason("category", f"{existing[key]}: the source's category of the same name."))
        elif terms.unknown == "create":
            if _add(chosen.categories, name, terms.limit):
                chosen.reasons.append(Reason("category", f"{name}: made after the source's category."))
        elif terms.unknown == "tag":
            if _add(chosen.tags, name, TAGS_MAX):
                chosen.reasons.append(Reason("tag", f"{name}: the source's category, unknown here, became a tag."))
        else:
            chosen.reasons.append(Reason("category", f"The source's category {name} is unknown here and was dropped."))
