"""Stores what comes of an entry: its item with the verdict, its post, its first version, its fingerprint, its cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wirepress.content.options import site
from wirepress.features.wire.corrections.post_hash import hash_post
from wirepress.features.wire.corrections.post_parts import read_parts
from wirepress.features.wire.corrections.take_place import offer_place, put_in_front
from wirepress.features.wire.decide.holds import hold_of
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import join_authors, rights_end
from wirepress.features.wire.decide.teaser import StandingVersion, count_words
from wirepress.features.wire.dedupe import Fingerprint, find_lead, join_clusters, store_bands, store_many_bands
from wirepress.features.wire.dedupe.known_items import Recognition
from wirepress.features.wire.entry.plain_text import clean_title
from wirepress.features.wire.entry.records import DuplicateMatch, Entry, EntryKeys, Verdict
from wirepress.features.wire.ingest.compose import entry_headline
from wirepress.features.wire.ingest.prepare import PreparedStory
from wirepress.features.wire.ingest.publish import Publisher, item_state, publish_all, to_naive_gmt
from wirepress.features.wire.ingest.site_lookups import SiteLookups
from wirepress.features.wire.models import Item, ItemKey, Source, Version


@dataclass
class IntakeCase:
    """An entry being processed. `waited`: its `item` was held until now. `note`: how it was recognised. `brief`: its texts are not stored."""

    entry: Entry
    keys: EntryKeys
    item: Item | None = None
    waited: bool = False
    text: str = ""
    language: str = ""
    verdict: Verdict | None = None
    story: PreparedStory | None = None
    print: Fingerprint | None = None
    match: DuplicateMatch | None = None
    note: str = ""
    brief: bool = False
    learn: tuple[str, ...] = ()  # further keys of its item
    twins: Sequence[int] = ()  # other sources' items of the same headline
    shared_address: bool = False
    known_headline: bool = False
    held_by_flood: bool = False
    standing: StandingVersion | None = None  # what stands for the story that it tells too

    @classmethod
    def of_item(cls, item: Item) -> IntakeCase:
        """Return the case of an item that waits."""
        keys = EntryKeys(item.guid_key, item.url_key, item.content_key, item.title_key, item.details_key)
        return cls(Entry.from_json(item.entry), keys, item, waited=True)

    @classmethod
    def of_new(cls, entry: Entry, answer: Recognition, text: str) -> IntakeCase:
        """Return the case of an entry that is no story we know."""
        return cls(
            entry,
            answer.keys,
            text=text,
            note=answer.words,
            learn=answer.learn,
            shared_address=answer.shared_address,
            known_headline=answer.known_headline,
        )


def persist(case: IntakeCase, source: Source, policy: Policy, lookups: SiteLookups) -> None:
    """Store one case. See `persist_all`."""
    persist_all([case], source, policy, lookups)


def persist_all(cases: Sequence[IntakeCase], source: Source, policy: Policy, lookups: SiteLookups) -> None:
    """File the cases by their verdicts and make their items ready; `write_items` stores these. Call it inside a transaction. Raises
    ActionRefused."""
    now = site.now_gmt()
    told = [
        (id(case), case.story, case.verdict)
        for case in cases
        if case.story and case.verdict and case.verdict.action == "file"
    ]
    posts = publish_all([(story, verdict) for _, story, verdict in told], lookups, now=now)
    filed = dict(zip([key for key, _, _ in told], posts, strict=True))
    parts = read_parts(post for post, _ in posts) if posts else {}
    versions: list[tuple[Item, int]] = []
    for case in cases:
        assert case.verdict is not None
        item = case.item or _make_item(case, source, now)
        item.entry, item.language, item.state = _entry_json(case), case.language[:35], item_state(case.verdict)
        item.hold = hold_of(case.verdict.reasons) if case.verdict.action == "hold" else ""
        facts = case.story.facts if case.story is not None else None
        item.words = facts.words if facts is not None else count_words(case.text)
        item.teaser = bool(facts is not None and facts.teaser)
        reasons = list(case.verdict.reasons)
        if id(case) in filed and case.story is not None:
            post, said = filed[id(case)]
            reasons += [*case.story.reasons, *said]
            item.post_id, item.filed_hash, item.expires = post.pk, hash_post(post), rights_end(policy.rights, now)
            item.filed_parts = parts[post.pk]
        elif case.verdict.action == "attach" and case.match is not None and case.match.item_id:
            versions.append((item, case.match.item_id))
        item.verdict = replace(case.verdict, reasons=reasons).as_json()
        case.item = item
    join_clusters(versions)


def write_items(cases: Sequence[IntakeCase], policy: Policy, lookups: SiteLookups) -> None:
    """Write the items of a batch with their first versions and fingerprints, each sort in one statement. Inside the same transaction."""
    rows = [(case, case.item) for case in cases if case.item is not None]
    Item.objects.bulk_create([item for _, item in rows if item.pk is None])
    for case, item in rows:
        if case.waited:
            item.save()
    ItemKey.objects.bulk_create(
        [ItemKey(source_id=item.source_id, item=item, key=key) for case, item in rows for key in case.learn],
        ignore_conflicts=True,
    )
    told = [
        (item, case) for case, item in rows if case.story is not None and item.state in ("filed", "queued", "attached")
    ]
    Version.objects.bulk_create([make_version(item, case) for item, case in told], ignore_conflicts=True)
    store_many_bands([(item, case.print) for item, case in told if case.print is not None and not case.waited])
    for item, case in told:
        if case.print is not None and case.waited:
            store_bands(item, case.print, again=True)
        if case.verdict is not None and case.verdict.place != "beside":
            _take_place(item, case, case.verdict, lookups)


def _take_place(item: Item, case: IntakeCase, verdict: Verdict, lookups: SiteLookups) -> None:
    """Put a better version in the place of the one that stands, or offer it."""
    lead = Item.objects.select_related("cluster").filter(pk=case.match.item_id if case.match is not None else 0).first()
    lead = find_lead(lead) if lead is not None else None
    if lead is None or case.story is None:
        return
    words = verdict.reasons[-1].words
    words = next((one.words for one in verdict.reasons if one.rule.startswith("version.")), words)
    if verdict.place == "offer":
        offer_place(lead, f"{item.source.name} has a better version of it. {words}")
        return
    actor = Publisher(lookups.author_id(verdict.author))
    put_in_front(item, lead, case.story.texts, actor=actor, now=site.now_gmt(), words=words)


def undo_persist(cases: Sequence[IntakeCase]) -> None:
    """Undo in memory what `persist_all` and `write_items` did in a transaction that was rolled back."""
    for case in cases:
        if case.item is not None and case.waited:
            case.item.refresh_from_db()
        else:
            case.item = None


def _make_item(case: IntakeCase, source: Source, now: datetime) -> Item:
    entry = case.entry
    return Item(
        source=source,
        guid_key=case.keys.guid,
        url_key=case.keys.url,
        content_key=case.keys.content,
        title_key=case.keys.title,
        details_key=case.keys.details,
        title=clean_title(entry.title),
        url=entry.url[:2000],
        byline=join_authors(entry),
        published=to_naive_gmt(entry.published) if entry.published else None,
        seen=now,
    )


def _entry_json(case: IntakeCase) -> dict[str, Any]:
    """Return the entry as it is stored. Of what a first run leaves out, only what lists show."""
    return (replace(case.entry, content_html="", media=()) if case.brief else case.entry).as_json()


def make_version(item: Item, case: IntakeCase) -> Version:
    """Return the version of what the item says now."""
    assert case.story is not None
    body = case.story.body
    return Version(
        item=item,
        seen=item.seen,
        content_key=item.content_key,
        title=entry_headline(case.entry, body),
        text=body.text,
        html=body.html,
    )
