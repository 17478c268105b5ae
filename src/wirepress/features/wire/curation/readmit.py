"""Files an item that has no post, because it was kept out, held back, blocked or attached, and a person wants it after all.

Pages and pictures are asked for before the transaction; inside it the item is looked at once more, so that two people who
want it at the same moment make one post.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.models import Post
from wirepress.core.rest.routes import Actor
from wirepress.features.wire.curation import operations
from wirepress.features.wire.curation.operations import CurationResult
from wirepress.features.wire.decide.holds import hold_of
from wirepress.features.wire.decide.policy import Limits, Policy
from wirepress.features.wire.entry.records import Entry, Verdict
from wirepress.features.wire.models import Item, Source
from wirepress.features.wire.sources.manage import policy_of

DONE: Final = {
    "publish": "Filed and published.",
    "future": "Filed; it is published at the end of its embargo.",
    "pending": "It waits in the queue.",
    "draft": "Filed as a draft.",
}


@dataclass(slots=True)
class _Readmission:
    """An item to be filed, before its post is made."""

    source: Source
    policy: Policy
    entry: Entry
    text: str
    language: str
    state: str


def check_rights(item: Item) -> None:
    """Raises ActionRefused when the source's rights forbid publishing the item now, and says why."""
    from wirepress.features.wire.decide.rights import find_breaches

    source, entry = item.source, Entry.from_json(item.entry)
    policy = policy_of(source)
    broken = find_breaches(policy.rights, entry, datetime.now(UTC), source=source.name, body=policy.body)
    if broken:
        words = " ".join(reason.words for reason in broken)
        raise ActionRefused("wire_rights", f"The rights of {source.name} forbid it: {words} It stays where it is.", 409)


def release_item(number: int, *, actor: Actor) -> CurationResult:
    """File an item that is held back (by a limit, a flood, a document that broke off), as its source's policy says. Raises ActionRefused."""
    item = _load_item(number, actor)
    if item.state != "held":
        return CurationResult(item, "It is not held back.", False)
    return file_item(number, actor=actor, did="filed it all the same")


def file_item(number: int, *, actor: Actor, did: str, status: str = "") -> CurationResult:
    """Make the item's post, whatever filters and limits say; rights are respected. `status`: of the post; "": as the policy says.
    Raises ActionRefused."""
    item = _load_item(number, actor)
    check_rights(item)
    case = _readmission_of(item)
    open_policy = case.policy.model_copy(
        update={"filters": [], "limits": Limits(on_first_run=0)} | ({"status": status} if status else {})
    )
    verdict = _judge(case, open_policy, whole=False)
    if verdict.action != "file":
        raise ActionRefused(
            "wire_not_filed", f"It cannot be filed: {' '.join(reason.words for reason in verdict.reasons)}", 409
        )
    return _file(number, case, verdict, actor, did)


def redecide_item(number: int, *, actor: Actor) -> CurationResult:
    """Decide about an item by today's rules, as if it had just come; a limit holds nothing back. Raises ActionRefused."""
    item = _load_item(number, actor)
    if item.state in ("filed", "queued") and operations.post_of(item) is not None:
        raise ActionRefused("wire_filed", "It has a post already; the rules decide about what comes in.", 409)
    case = _readmission_of(item)
    policy = case.policy.model_copy(
        update={"limits": case.policy.limits.model_copy(update={"per_run": 0, "per_day": 0, "on_first_run": 0})}
    )
    verdict = _judge(case, policy, whole=True, item=number)
    if verdict.action == "file":
        return _file(number, case, verdict, actor, "had it decided anew")
    with operations.locked_item(number) as held:
        _check_unchanged(held, case)
        held.verdict = verdict.as_json()
        held.state = {"skip": "skipped", "attach": "attached", "block": "blocked", "hold": "held"}[verdict.action]
        held.hold = hold_of(verdict.reasons) if verdict.action == "hold" else ""
        operations.add_reason(held, actor, "had it decided anew")
        held.save(update_fields=["verdict", "state", "hold"])
        return CurationResult(
            held, f"Decided anew; it stays out. {' '.join(reason.words for reason in verdict.reasons)}"
        )


def _load_item(number: int, actor: Actor) -> Item:
    operations.check_permission(actor)
    item = Item.objects.select_related("source").filter(pk=number).first()
    if item is None:
        raise ActionRefused("wire_no_item", "There is no such item; it may have been removed with its source.", 404)
    return item


def _readmission_of(item: Item) -> _Readmission:
    from wirepress.features.wire.entry.identity import entry_text
    from wirepress.features.wire.entry.language import detect_language

    entry = replace(Entry.from_json(item.entry), broken_off=False)  # a person has looked at it
    text = entry_text(entry)
    return _Readmission(
        item.source,
        policy_of(item.source),
        entry,
        text,
        item.language or detect_language(text, entry.language),
        item.state,
    )


def _judge(case: _Readmission, policy: Policy, *, whole: bool, item: int = 0) -> Verdict:
    """Return the verdict by the policy. `whole`: blocks and near-duplicates count too, as for a new entry."""
    from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
    from wirepress.features.wire.ingest.site_lookups import SiteLookups

    lookups = SiteLookups(case.source)
    more: dict[str, Any] = {}
    if whole:
        more = {"blocks": lookups.blocks, "duplicate": _find_duplicate(case, item)}
    facts = DecisionFacts(
        source=case.source.name,
        text=case.text,
        language=case.language,
        categories=lookups.category_names,
        logins=lookups.logins,
        **more,
    )
    return decide_entry(case.entry, policy, facts, datetime.now(UTC))


def _find_duplicate(case: _Readmission, item: int) -> Any:
    from datetime import timedelta

    from wirepress.content.options import site
    from wirepress.features.wire.dedupe import find_nearest, make_fingerprint
    from wirepress.features.wire.dedupe.standing_texts import StandingTexts
    from wirepress.settings import limits

    standing = StandingTexts(case.source)
    return find_nearest(
        make_fingerprint(case.entry.title, case.text, case.language, standing.wide),
        since=site.now_gmt() - timedelta(days=limits.WIRE_SIMILAR_DAYS),
        source=case.source,
        apart_from=item,
        standing=standing.of,
    )


def _file(number: int, case: _Readmission, verdict: Verdict, actor: Actor, did: str) -> CurationResult:
    from wirepress.features.wire.dedupe import make_fingerprint
    from wirepress.features.wire.dedupe.standing_texts import StandingTexts
    from wirepress.features.wire.ingest.persist import IntakeCase, persist, write_items
    from wirepress.features.wire.ingest.prepare import prepare_story
    from wirepress.features.wire.ingest.site_lookups import SiteLookups

    story = prepare_story(case.entry, case.source, case.policy)
    if not story.facts.words and not story.facts.shown:
        raise ActionRefused(
            "wire_wordless",
            "It has no text: nothing but a credit line would stand in its post. It is filed when its source sends one; "
            "reject it if it is not wanted.",
            409,
        )
    with operations.locked_item(number) as item:
        if item.state in ("filed", "queued") and operations.post_of(item) is not None:
            return CurationResult(item, "Somebody else has just filed it.", False)
        _check_unchanged(item, case)
        item.cluster_id = None if item.state == "attached" else item.cluster_id
        kept = IntakeCase.of_item(item)
        kept.text, kept.language, kept.verdict, kept.story = case.text, case.language, verdict, story
        kept.print = make_fingerprint(case.entry.title, case.text, case.language, StandingTexts(case.source).wide)
        lookups = SiteLookups(case.source)
        persist(kept, case.source, case.policy, lookups)
        operations.add_reason(item, actor, did)
        write_items([kept], case.policy, lookups)
        status = Post.objects.values_list("status", flat=True).get(pk=item.post_id)
        return CurationResult(item, DONE.get(status, "Filed."))


def _check_unchanged(item: Item, case: _Readmission) -> None:
    """Raises ActionRefused when somebody has decided otherwise meanwhile."""
    if item.state != case.state:
        raise ActionRefused("wire_moved", "Somebody else has just decided about it. Look at it again.", 409)
