"""Processes a source's entries: each is recognised, judged, prepared and filed, a small batch in a transaction.

Whatever moment a worker is killed at: what was committed is known again by its keys, what was not is done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Sum

from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.core.error_descriptions import describe_error as said
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
from wirepress.features.wire.dedupe import find_nearest, find_twins, make_fingerprint
from wirepress.features.wire.entry.identity import KnownItems, entry_text, make_keys
from wirepress.features.wire.entry.language import detect_language
from wirepress.features.wire.entry.records import Entry, EntryKeys, Reason, Verdict
from wirepress.features.wire.ingest import lease
from wirepress.features.wire.ingest.corrections import LIVE, correct_item, is_correction_needed
from wirepress.features.wire.ingest.persist import (
    IntakeCase,
    group_unlike,
    persist,
    persist_all,
    undo_persist,
    write_items,
)
from wirepress.features.wire.ingest.prepare import prepare_story
from wirepress.features.wire.ingest.publish import Publisher
from wirepress.features.wire.ingest.site_lookups import SiteLookups
from wirepress.features.wire.models import Item, Run, Source
from wirepress.settings import limits

log = structlog.get_logger(__name__)
ENVIRONMENT_ERRORS: Final = (
    lease.LeaseLost,
    OperationalError,
    InterfaceError,
)  # the database is away or busy: nothing is said of source or entry
CHUNK: Final = 500  # entries that are looked up at a time
ReportProgress = Callable[[str, int, int], None]  # (step, done, of how many)


@dataclass
class Intake:
    """Processes the entries of one run. `more`: some new ones were left for the next run."""

    source: Source
    policy: Policy
    run: Run
    holder: str
    say: ReportProgress
    ends: float  # time.monotonic()
    more: bool = False
    _size: int = limits.WIRE_BATCH_LEAST  # of the next batch
    lookups: SiteLookups = field(init=False)
    first_run: bool = field(init=False)
    filed: int = field(
        init=False
    )  # towards the limit of this run; of a first run cut short, what it had filed counts too
    today: int = field(init=False)

    def __post_init__(self) -> None:
        self.lookups = SiteLookups(self.source)
        self.first_run = self.source.good is None
        waiting = ("filed", "queued")
        self.filed = Item.objects.filter(source=self.source, state__in=waiting).count() if self.first_run else 0
        self.today = self._filed_today() if self.policy.limits.per_day else 0

    def _filed_today(self) -> int:
        midnight = site.to_gmt(site.to_local(site.now_gmt()).replace(hour=0, minute=0, second=0, microsecond=0))
        sums = Run.objects.filter(source=self.source, began__gte=midnight).aggregate(n=Sum(F("filed") + F("queued")))
        return int(sums["n"] or 0)

    # The way

    def process_entries(self, entries: Sequence[Entry]) -> None:
        """File what waits since the last run, then what is new, the oldest first; then correct what has changed."""
        self.run.found += len(entries)
        new, changed = self._sort_out(entries)
        waiting = self._waiting_cases()
        for number, (item, entry, keys) in enumerate(changed):
            self.correct_known(item, entry, keys)
            self.say("corrections", number + 1, len(changed))
        if self.first_run:
            new = self._take_newest(new)
        elif len(new) > limits.WIRE_NEW_PER_RUN:
            self.more = True
            self.add_note(
                f"{len(new)} entries are new; {limits.WIRE_NEW_PER_RUN} are filed now, the others at the next check."
            )
            new = new[-limits.WIRE_NEW_PER_RUN :]
        cases = [*waiting, *new]
        done = 0
        while done < len(cases):
            if time.monotonic() > self.ends:
                self.more = True
                self.add_note(
                    f"The time for one check is over; {len(cases) - done} entries are handled at the next one."
                )
                break
            batch = cases[done : done + self._size]
            self._process_batch(batch)
            done += len(batch)
            self.say("stories", done, len(cases))

    def _sort_out(self, entries: Sequence[Entry]) -> tuple[list[IntakeCase], list[tuple[Item, Entry, EntryKeys]]]:
        """Entries that are new, the oldest first, and known ones that have changed."""
        new: list[IntakeCase] = []
        changed: list[tuple[Item, Entry, EntryKeys]] = []
        seen: set[str] = set()
        for start in range(0, len(entries), CHUNK):
            chunk = [(entry, make_keys(entry)) for entry in entries[start : start + CHUNK]]
            remembered = KnownItems(self.source, [keys for _, keys in chunk])
            for entry, keys in chunk:
                known = remembered.recognise(entry, keys)
                if known.item is not None:
                    if not is_correction_needed(known.item, entry, known.keys, self.policy):
                        self.note_unchanged(known.item, entry)
                    elif known.item.state in LIVE:
                        changed.append((known.item, entry, known.keys))
                    elif may_come_again(known.item):
                        known.item.content_key = known.keys.content
                        new.append(
                            IntakeCase(
                                entry,
                                known.keys,
                                known.item,
                                waited=True,
                                note="The source has changed the story, so it was decided anew.",
                            )
                        )
                elif known.keys.guid not in seen:  # the same one may stand in a document twice
                    seen.add(known.keys.guid)
                    new.append(IntakeCase(entry, known.keys, note=known.words))
            self.say("entries", min(start + CHUNK, len(entries)), len(entries))
        new.reverse()  # documents begin with the newest
        if all(case.entry.published for case in new):
            new.sort(key=lambda case: case.entry.published or datetime.min.replace(tzinfo=UTC))
        return new, changed

    def note_unchanged(self, item: Item, entry: Entry) -> None:
        """Do what a known entry that says nothing new needs. Called for each of them."""

    def _waiting_cases(self) -> list[IntakeCase]:
        """Return items over a limit, in their order. One that has waited too long is left out for good."""
        rows = Item.objects.filter(source=self.source, state="held").order_by("seen", "id")[: limits.WIRE_NEW_PER_RUN]
        return [IntakeCase.of_item(item) for item in rows]

    def _take_newest(self, new: list[IntakeCase]) -> list[IntakeCase]:
        """Return a first run takes the newest stories; the older ones are known from now on, and stay where they are."""
        room = self.policy.limits.on_first_run
        if not room:
            return new
        chosen: list[IntakeCase] = []
        for case in reversed(new):
            if len(chosen) + self.filed < room and self._judge(case).action == "file":
                chosen.append(case)
        taken = {id(case) for case in chosen}
        left = [case for case in new if id(case) not in taken]
        words = f"The source is new: only its newest {room} stories are taken."
        for case in left:
            if case.verdict is None or case.verdict.action == "file":
                case.verdict, case.brief = Verdict("skip", reasons=(Reason("limit.first_run", words),)), True
        for start in range(0, len(left), CHUNK):
            self.commit_cases(left[start : start + CHUNK])
            self.say("older entries", min(start + CHUNK, len(left)), len(left))
        return chosen[::-1]

    # Judging and preparing

    def _collect_facts(self, case: IntakeCase) -> DecisionFacts:
        return DecisionFacts(
            source=self.source.name or self.source.title,
            text=case.text,
            language=case.language,
            first_run=self.first_run,
            filed_this_run=self.filed,
            filed_today=self.today,
            categories=self.lookups.category_names,
            logins=self.lookups.logins,
            blocks=self.lookups.blocks,
            duplicate=case.match,
        )

    def _judge(self, case: IntakeCase) -> Verdict:
        """Return the verdict by what is known now."""
        if not case.text:
            case.text = entry_text(case.entry)
            case.language = detect_language(case.text or case.entry.title, case.entry.language or self.source.language)
        verdict = decide_entry(case.entry, self.policy, self._collect_facts(case), datetime.now(UTC))
        if case.note:
            verdict = replace(verdict, reasons=(Reason("identity", case.note), *verdict.reasons))
        if (
            verdict.action == "hold"
            and case.item is not None
            and case.item.seen < site.now_gmt() - timedelta(days=limits.WIRE_HELD_DAYS)
        ):
            words = f"It has waited {limits.WIRE_HELD_DAYS} days for its turn, which did not come."
            verdict = Verdict("skip", reasons=(*verdict.reasons, Reason("limit.waited", words)))
        case.verdict = verdict
        return verdict

    def _prepare(self, case: IntakeCase) -> None:
        """Everything that may take long or ask other servers, before the transaction. Raises whatever a broken entry makes happen."""
        verdict = case.verdict or self._judge(case)  # a first run has judged it when it chose the newest
        if verdict.action == "file":
            case.story = prepare_story(case.entry, self.source, self.policy)
            case.print = make_fingerprint(case.entry.title, case.story.body.text or case.text, case.language)

    # Filing

    def _process_batch(self, cases: list[IntakeCase]) -> None:
        ready = []
        for case in cases:
            try:
                self._prepare(case)
            except ENVIRONMENT_ERRORS:
                raise
            except Exception as error:
                self.note_failure(case, error)
            else:
                ready.append(case)
        try:
            self.commit_cases(ready)
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as error:
            if len(ready) == 1:
                self.note_failure(ready[0], error)
                return
            for case in ready:  # one of them cannot be filed: the others can
                self._process_alone(case)

    def _process_alone(self, case: IntakeCase) -> None:
        try:
            self.commit_cases([case])
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as error:
            self.note_failure(case, error)

    def commit_cases(self, cases: list[IntakeCase]) -> None:
        """Write items, posts, versions, fingerprints and the run's numbers in one transaction."""
        if not cases:
            return
        began = time.monotonic()
        before = (self.filed, self.today)
        tally = {name: getattr(self.run, name) for name in RUN_COUNTERS}
        try:
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                if any(case.print is not None for case in cases):
                    lock_name(
                        "wire:file"
                    )  # of two sources that bring one story at the same moment, the second sees the first
                for group in group_unlike(cases):
                    self.find_twins(group)
                    for case in group:
                        self.judge_again(case)
                        self.count_case(case)
                    persist_all(group, self.source, self.policy, self.lookups)
                    write_items(group)
                self.run.save()
        except BaseException:
            self.filed, self.today = before
            for name, value in tally.items():
                setattr(self.run, name, value)
            undo_persist(cases)
            self.lookups.forget_terms()
            raise
        each = (time.monotonic() - began) / len(cases)
        self._size = max(
            limits.WIRE_BATCH_LEAST, min(limits.WIRE_BATCH, int(limits.WIRE_BATCH_SECONDS / max(each, 0.001)))
        )

    def find_twins(self, cases: Sequence[IntakeCase]) -> None:
        """Stories of other sources with the same address or the same text, for all cases in two questions."""
        found = find_twins(
            [case.keys for case in cases if case.print is not None], self.source, since=comparison_start()
        )
        for case in cases:
            case.match = found.get(case.keys.url) or found.get(case.keys.content)

    def judge_again(self, case: IntakeCase) -> None:
        """Judge once more where something is known now that was not before: the same story of another source, a limit reached."""
        if case.print is None:
            return
        case.match = case.match or find_nearest(case.print, since=comparison_start())
        if case.match is not None or self.policy.limits.per_run or self.policy.limits.per_day:
            self._judge(case)

    def count_case(self, case: IntakeCase) -> None:
        """Add the entry to the run's numbers."""
        assert case.verdict is not None
        action = case.verdict.action
        if action == "file":
            self.filed, self.today = self.filed + 1, self.today + 1
            name = "queued" if case.verdict.status == "pending" else "filed"
        else:
            name = {"attach": "attached", "hold": "held"}.get(action, "skipped")
        setattr(self.run, name, getattr(self.run, name) + 1)

    def correct_known(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """See to a known story that has changed, in a transaction of its own."""
        try:
            story = prepare_story(entry, self.source, self.policy)
            actor = Publisher(self.lookups.author_id(self.policy.author))
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                done = correct_item(
                    item, entry, self.policy, keys=keys, body=story.body, texts=story.texts, actor=actor
                )
            self.run.updated += done.outcome != "none"
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as error:
            self.run.failed += 1
            self.add_note(f"A change of “{entry.title[:100]}” could not be taken over: {describe_error(error)}")

    def note_failure(self, case: IntakeCase, error: Exception) -> None:
        """Say what was wrong with an entry, and keep it: the next run tries it again."""
        log.warning("wire.entry_failed", source=self.source.pk, title=case.entry.title[:100], error=repr(error))
        words = describe_error(error)
        self.add_note(f"“{case.entry.title[:100] or case.entry.url[:100]}” could not be filed: {words}")
        case.verdict = Verdict(
            "hold", reasons=(Reason("failed", f"It could not be filed: {words} It is tried again in the next run."),)
        )
        case.story, case.print, case.match = None, None, None
        self.run.failed += 1
        try:
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                persist(case, self.source, self.policy, self.lookups)
                write_items([case])
                self.run.save()
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as again:
            self.more = True  # the document is asked for again
            self.add_note(f"It could not even be noted down: {describe_error(again)}")

    def add_note(self, words: str) -> None:
        """Keep a remark on this run."""
        notes = list(self.run.notes)
        if len(notes) < limits.WIRE_NOTES_MAX:
            self.run.notes = [*notes, words[:500]]


RUN_COUNTERS: Final = ("filed", "queued", "attached", "skipped", "held")


def comparison_start() -> datetime:
    """Since when stories of other sources are compared."""
    return site.now_gmt() - timedelta(days=limits.WIRE_SIMILAR_DAYS)


def may_come_again(item: Item) -> bool:
    """Return whether an item that has no story here is decided anew when its source changes it: not what a person turned down, nor what was
    there before the source was added."""
    rules = {reason.get("rule") for reason in item.verdict.get("reasons", ())}
    return item.state in ("skipped", "blocked") and not rules & {"limit.first_run", "limit.waited"}


def describe_error(error: BaseException) -> str:
    """Return an error as a sentence for people."""
    words = said(error)[:400]
    words = words[:1].upper() + words[1:]
    return words if words[-1] in ".!?" else f"{words}."
