"""Stores what comes of an entry: its item with the verdict, its post, its first version, its fingerprint, its cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from wirepress.content.options import site
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import join_authors, rights_end
from wirepress.features.wire.dedupe import Fingerprint, join_cluster, store_bands
from wirepress.features.wire.dedupe.compare_texts import compare_texts
from wirepress.features.wire.entry.plain_text import clean_title
from wirepress.features.wire.entry.records import DuplicateMatch, Entry, EntryKeys, Verdict
from wirepress.features.wire.ingest.compose import entry_headline
from wirepress.features.wire.ingest.corrections import hash_post
from wirepress.features.wire.ingest.prepare import PreparedStory
from wirepress.features.wire.ingest.publish import item_state, publish_all, to_naive_gmt
from wirepress.features.wire.ingest.site_lookups import SiteLookups
from wirepress.features.wire.models import Item, Shingle, Source, Version

COMPARED: Final = 3  # stories of one batch that are compared with a further one


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

    @classmethod
    def of_item(cls, item: Item) -> IntakeCase:
        """Return the case of an item that waits."""
        return cls(
            Entry.from_json(item.entry), EntryKeys(item.guid_key, item.url_key, item.content_key), item, waited=True
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
    for case in cases:
        assert case.verdict is not None
        item = case.item or _make_item(case, source, now)
        item.entry, item.language, item.state = _entry_json(case), case.language[:35], item_state(case.verdict)
        reasons = list(case.verdict.reasons)
        if id(case) in filed and case.story is not None:
            post, said = filed[id(case)]
            reasons += [*case.story.reasons, *said]
            item.post_id, item.filed_hash, item.expires = post.pk, hash_post(post), rights_end(policy.rights, now)
        elif case.verdict.action == "attach" and case.match is not None:
            join_cluster(item, case.match.item_id)
        item.verdict = replace(case.verdict, reasons=reasons).as_json()
        case.item = item


def group_unlike(cases: Sequence[IntakeCase]) -> Iterator[list[IntakeCase]]:
    """Yield the cases in groups in which no two tell the same story: one group is stored before the next one is judged."""
    group: list[IntakeCase] = []
    for case in cases:
        if any(_is_same_story(case, other) for other in _likely_same(case, group)):
            yield group
            group = []
        group.append(case)
    if group:
        yield group


def _likely_same(case: IntakeCase, group: Sequence[IntakeCase]) -> list[IntakeCase]:
    """Return those of the group that share most bands with the case, some at least."""
    own = set(case.print.bands) if case.print is not None else set[int]()
    shared = [
        (len(own.intersection(other.print.bands)), number)
        for number, other in enumerate(group)
        if other.print is not None
    ]
    return [group[number] for bands, number in sorted(shared, reverse=True)[:COMPARED] if bands]


def _is_same_story(case: IntakeCase, other: IntakeCase) -> bool:
    return case.print is not None and other.print is not None and compare_texts(case.print, other.print).same


def write_items(cases: Sequence[IntakeCase]) -> None:
    """Write the items of a batch with their first versions and fingerprints, each sort in one statement. Inside the same transaction."""
    rows = [(case, case.item) for case in cases if case.item is not None]
    Item.objects.bulk_create([item for _, item in rows if item.pk is None])
    for case, item in rows:
        if case.waited:
            item.save()
    told = [
        (item, case) for case, item in rows if case.story is not None and item.state in ("filed", "queued", "attached")
    ]
    Version.objects.bulk_create([make_version(item, case) for item, case in told], ignore_conflicts=True)
    Shingle.objects.bulk_create(
        [
            Shingle(band=band, item=item, seen=item.seen)
            for item, case in told
            if case.print and not case.waited
            for band in case.print.bands
        ]
    )
    for item, case in told:
        if case.print is not None and case.waited:
            store_bands(item, case.print)


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
