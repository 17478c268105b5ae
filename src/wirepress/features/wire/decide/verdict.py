"""What becomes of an entry: one pure function of the entry, the newsroom's policy, facts and a clock. Every answer has its reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from wirepress.features.wire.decide import holds, rights
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rules import BadRule, RuleSubject, condition_holds
from wirepress.features.wire.decide.taxonomy import choose_terms
from wirepress.features.wire.decide.teaser import BodyFacts, StandingVersion, choose_place
from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.entry.records import Action, DuplicateMatch, Entry, Place, PostStatus, Reason, Verdict

_SOON: Final = timedelta(minutes=1)  # an embargo that ends within the running minute is none


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What the decision needs to know and an entry does not say."""

    source: str = ""  # its name
    text: str = ""  # the entry's plain text
    language: str = ""  # found out
    first_run: bool = False  # of a source that was just added
    filed_this_run: int = 0
    filed_today: int = 0
    categories: Collection[str] = ()  # names that exist
    logins: Collection[str] | None = None  # of people who may write; None: not looked up
    blocks: Collection[tuple[str, str]] = ()  # (author, host or url; the value), as kept in Block
    duplicate: DuplicateMatch | None = None
    standing: StandingVersion | None = None  # what stands for the duplicate's story
    body: BodyFacts | None = None  # None: not made yet
    flood: str = ""  # why what is new in this look is held, in words


def decide_entry(entry: Entry, policy: Policy, facts: DecisionFacts, now: datetime) -> Verdict:
    """Return the verdict. What keeps an entry out is asked in the order: withdrawn, broken off, blocked, filters, age, duplicate, flood,
    limits, rights, nothing to show.

    A rule that cannot be asked (a broken pattern) keeps nothing out and lets nothing in: the entry waits for a person.
    """
    why: list[Reason] = []
    subject = RuleSubject(entry, facts.text, facts.language, now)
    try:
        out = (
            _check_withdrawn(entry)
            or _check_blocks(entry, facts)
            or _check_filters(policy, subject, why)
            or _check_age(entry, policy, now)
        )
        terms = choose_terms(policy.terms, subject, facts.categories)
    except BadRule as error:
        return Verdict(
            "block",
            "pending",
            reasons=(*why, Reason("rule.broken", f"{error} The story waits until the rule is corrected.")),
        )
    if out:
        return Verdict("skip", reasons=(*why, out))
    why += [Reason("problem", words) for words in entry.problems]
    if waits := holds.check_whole(entry):
        return Verdict("hold", reasons=(*why, waits))
    action, reason = _check_duplicate(policy, facts)
    if reason:
        why.append(reason)
    if action == "skip":
        return Verdict("skip", reasons=tuple(why))
    if action == "file":
        if waits := holds.check_flood(facts.flood):
            return Verdict("hold", reasons=(*why, waits))
        over = _check_limits(policy, facts)
        if over:
            return Verdict(over[0], reasons=(*why, over[1]))
        if facts.body is not None and (waits := holds.check_body(entry, facts.body)):
            return Verdict("hold", reasons=(*why, waits))
    author, reason = _choose_author(entry, policy, facts)
    why += [reason, *terms.reasons]
    status, publish_at, said = _choose_status(entry, policy, now)
    at, wanted = len(why), status
    if facts.body is not None:
        status, reason_of_length = holds.check_length(policy, facts.body, status)
        why += [reason_of_length] if reason_of_length else []
        if facts.body.teaser:
            why.append(Reason("teaser", f"It is only the beginning of a story: {facts.body.teaser}."))
    place, reason_of_place = _choose_place(policy, facts, action)
    why += [reason_of_place] if reason_of_place else []
    broken = rights.find_breaches(policy.rights, entry, now, source=facts.source, body=policy.body)
    why += broken or rights.list_omissions(policy, entry)
    if action == "file" and not broken and status == wanted:  # how it is filed is said only of what is
        why.insert(at, said)
    return Verdict(
        "block" if broken else action,
        status,
        terms.categories,
        terms.tags,
        author,
        publish_at,
        tuple(why),
        "beside" if broken else place,
    )


def _choose_place(policy: Policy, facts: DecisionFacts, action: Action) -> tuple[Place, Reason | None]:
    if action != "attach" or facts.standing is None or facts.body is None:
        return "beside", None
    return choose_place(facts.body, policy.priority, facts.standing)


def _check_withdrawn(entry: Entry) -> Reason | None:
    if entry.status == "usable":
        return None
    return Reason(
        "withdrawn", f"The source has {'cancelled' if entry.status == 'canceled' else 'withheld'} this story."
    )


def _check_blocks(entry: Entry, facts: DecisionFacts) -> Reason | None:
    by: dict[str, set[str]] = {"author": set(), "host": set(), "url": set()}
    for kind, value in facts.blocks:
        if kind in by:
            by[kind].add(canonical_url(value) if kind == "url" else " ".join(value.casefold().split()))
    for name in entry.authors:
        if by["author"] and " ".join(name.casefold().split()) in by["author"]:
            return Reason("block.author", f"Stories by {name} are blocked.")
    for url in (entry.url, entry.canonical):
        address = canonical_url(url) if url else ""
        host = urlsplit(address).hostname or ""
        for blocked in by["host"]:
            if host and (host == blocked or host.endswith("." + blocked)):
                return Reason("block.host", f"Stories from {blocked} are blocked.")
        if address and address in by["url"]:
            return Reason("block.url", "This address is blocked.")
    return None


def _check_filters(policy: Policy, subject: RuleSubject, why: list[Reason]) -> Reason | None:
    """Return why the filters keep it out. Exclude wins over include. What let it in is added to `why`."""
    let_in = None
    failed = []
    for rule in policy.filters:
        held, reason = condition_holds(rule.when, subject)
        name = rule.name or rule.keep
        if rule.keep == "exclude" and held:
            return Reason("filter.exclude", f"Kept out by the filter “{name}”: {_lower(reason.words)}.")
        if rule.keep == "include":
            if held:
                let_in = let_in or Reason("filter.include", f"Let in by the filter “{name}”: {_lower(reason.words)}.")
            else:
                failed.append(f"“{name}”: {_lower(reason.words)}")
    if let_in:
        why.append(let_in)
    elif failed:
        return Reason("filter.include", f"No filter lets it in ({'; '.join(failed)}).")
    return None


def _check_age(entry: Entry, policy: Policy, now: datetime) -> Reason | None:
    days = policy.limits.max_age_days
    if not days or entry.published is None or entry.published >= now - timedelta(days=days):
        return None
    return Reason(
        "limit.age",
        f"It is from {entry.published:%Y-%m-%d}; stories older than {days} {_days(days)} are left where they are.",
    )


def _check_duplicate(policy: Policy, facts: DecisionFacts) -> tuple[Action, Reason | None]:
    match = facts.duplicate
    if match is None:
        return "file", None
    where = f" of {match.source}" if match.source else ""
    if match.post_id and not match.item_id:
        return "attach", Reason(
            "duplicate", f"It is here already as post {match.post_id}, which the wire did not file: {match.words}"
        )
    same = f"It tells the same as story {match.item_id}{where}: {match.words}"
    if policy.duplicates == "file":
        return "file", Reason("duplicate", f"{same} It is filed all the same, as this source's policy says.")
    if policy.duplicates == "skip":
        return "skip", Reason("duplicate", f"{same} It is left out, as this source's policy says.")
    return "attach", Reason("duplicate", f"{same} It is kept as a version of that story.")


def _check_limits(policy: Policy, facts: DecisionFacts) -> tuple[Action, Reason] | None:
    limits = policy.limits
    if facts.first_run and limits.on_first_run and facts.filed_this_run >= limits.on_first_run:
        return "skip", Reason(
            "limit.first_run", f"The source is new: only its first {limits.on_first_run} stories are taken."
        )
    if limits.per_run and facts.filed_this_run >= limits.per_run:
        return "hold", Reason(
            "limit.run", f"This run has filed its {limits.per_run}; the story is considered again in the next one."
        )
    if limits.per_day and facts.filed_today >= limits.per_day:
        return "hold", Reason(
            "limit.day", f"Today's {limits.per_day} are filed; the story is considered again tomorrow."
        )
    return None


def _choose_author(entry: Entry, policy: Policy, facts: DecisionFacts) -> tuple[str, Reason]:
    mapped = {" ".join(name.casefold().split()): login for name, login in policy.authors.items()}
    first = "Filed under the site's first administrator."
    chosen, words = policy.author, f"Filed under {policy.author}, the source's author." if policy.author else first
    for name in entry.authors:
        login = mapped.get(" ".join(name.casefold().split()))
        if login:
            if facts.logins is not None and login not in facts.logins:
                return policy.author, Reason(
                    "author", f"{name} should be filed under {login}, but nobody of that name may write here. {words}"
                )
            return login, Reason("author", f"Filed under {login}: the byline is {name}.")
    if chosen and facts.logins is not None and chosen not in facts.logins:
        return "", Reason(
            "author", f"Nobody named {chosen} may write here; filed under the site's first administrator."
        )
    return chosen, Reason("author", words)


def _choose_status(entry: Entry, policy: Policy, now: datetime) -> tuple[PostStatus, datetime | None, Reason]:
    until = entry.embargoed
    under = until is not None and until > now + _SOON
    if under and until is not None and policy.embargo:
        when = f"{until:%Y-%m-%d %H:%M} UTC"
        if policy.status == "publish":
            return "future", until, Reason("status", f"Under embargo until {when}: it is published then.")
        return policy.status, until, Reason("status", f"{_waits(policy.status)} Under embargo until {when}.")
    words = {
        "publish": "Published at once, as this source's policy says.",
        "pending": _waits("pending"),
        "draft": _waits("draft"),
    }[policy.status]
    if under:
        words += " The source's embargo is not honoured, as this source's policy says."
    return policy.status, None, Reason("status", words)


def _waits(status: str) -> str:
    return "It waits in the queue for a person." if status == "pending" else "It is filed as a draft."


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
