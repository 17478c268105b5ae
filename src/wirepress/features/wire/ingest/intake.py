"""Processes a source's entries: each is recognised, judged, prepared and filed, a small batch in a transaction.

Whatever moment a worker is killed at: what was committed is known again by its keys, what was not is done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Sum

from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.core.error_descriptions import describe_error as said
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
from wirepress.features.wire.dedupe import find_headline_twins, find_nearest, find_twins, make_fingerprint
from wirepress.features.wire.dedupe.imported_posts import find_posts
from wirepress.features.wire.dedupe.known_items import KnownItems, Recognition, SeenEntry
from wirepress.features.wire.dedupe.standing_texts import SeenStory, StandingTexts
from wirepress.features.wire.entry.identity import entry_text, make_keys
from wirepress.features.wire.entry.language import detect_language
from wirepress.features.wire.entry.records import Entry, EntryKeys, Reason, Verdict
from wirepress.features.wire.ingest import broken_off, floods, lease
from wirepress.features.wire.ingest.correction import LIVE, is_too_soon
from wirepress.features.wire.ingest.corrections import StoryDetails, correct_item, is_correction_needed
from wirepress.features.wire.ingest.learn import fill_keys, learn_keys
from wirepress.features.wire.ingest.persist import IntakeCase, persist, persist_all, undo_persist, write_items
from wirepress.features.wire.ingest.place import read_standing
from wirepress.features.wire.ingest.prepare import prepare_story
from wirepress.features.wire.ingest.publish import Publisher
from wirepress.features.wire.ingest.site_lookups import SiteLookups
from wirepress.features.wire.ingest.withdraw import GONE, ask_for_page, find_missing, withdraw_item
from wirepress.features.wire.models import Item, Run, Source
from wirepress.features.wire.text.repeated_parts import find_repeated_parts
from wirepress.features.wire.text.text_rules import tidy_entry
from wirepress.settings import limits

log = structlog.get_logger(__name__)
ENVIRONMENT_ERRORS: Final = (
    lease.LeaseLost,
    OperationalError,
    InterfaceError,
)  # the database is away or busy: nothing is said of source or entry
CHUNK: Final = 500  # entries that are looked up at a time
SAMPLE: Final = 60  # entries in which standing phrases are looked for
NAMED: Final = 5  # headlines in one note
ReportProgress = Callable[[str, int, int], None]  # (step, done, of how many)
Changed = tuple[Item, Entry, EntryKeys]


@dataclass
class Intake:
    """Processes the entries of one run. `more`: some new ones were left for the next run. `deferred`: a change was left for later, so the
    document is to be asked for once more, whole. `flood`: why what is new was held, in words."""

    source: Source
    policy: Policy
    run: Run
    holder: str
    say: ReportProgress
    ends: float  # time.monotonic()
    more: bool = False
    deferred: bool = False
    flood: str = ""
    _size: int = limits.WIRE_BATCH_LEAST  # of the next batch
    lookups: SiteLookups = field(init=False)
    standing: StandingTexts = field(init=False)
    first_run: bool = field(init=False)
    filed: int = field(
        init=False
    )  # towards the limit of this run; of a first run cut short, what it had filed counts too
    today: int = field(init=False)
    _usual: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.lookups = SiteLookups(self.source)
        self.standing = StandingTexts(self.source)
        self.first_run = self.source.good is None
        waiting = ("filed", "queued")
        self.filed = Item.objects.filter(source=self.source, state__in=waiting).count() if self.first_run else 0
        self.today = self._filed_today() if self.policy.limits.per_day else 0

    def _filed_today(self) -> int:
        midnight = site.to_gmt(site.to_local(site.now_gmt()).replace(hour=0, minute=0, second=0, microsecond=0))
        sums = Run.objects.filter(source=self.source, began__gte=midnight).aggregate(n=Sum(F("filed") + F("queued")))
        return int(sums["n"] or 0)

    # The way

    def process_entries(self, entries: Sequence[Entry], *, whole: bool = False) -> None:
        """File what waits since the last run, then what is new, the oldest first; then correct what has changed.

        `whole`: the entries are a list of what the source has now, so that what is missing in it may be gone."""
        self.run.found += len(entries)
        waiting = {case.item.pk: case for case in self._waiting_cases() if case.item is not None}
        new, changed, seen = self._sort_out(entries, waiting)
        for number, (item, entry, keys) in enumerate(changed):
            self._correct_in_time(item, entry, keys)
            self.say("corrections", number + 1, len(changed))
        if whole and not self.first_run:
            self._look_for_withdrawn(entries, seen)
        if self.first_run:
            new = self._take_newest(new)
        elif len(new) > limits.WIRE_NEW_PER_RUN:
            self.more = True
            self.add_note(
                f"{len(new)} entries are new; {limits.WIRE_NEW_PER_RUN} are filed now, the others at the next check."
            )
            new = new[-limits.WIRE_NEW_PER_RUN :]
        cases = [*waiting.values(), *new]
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

    def _sort_out(
        self, entries: Sequence[Entry], waiting: dict[int, IntakeCase]
    ) -> tuple[list[IntakeCase], list[Changed], set[int]]:
        """Return entries that are new, the oldest first; known ones that have changed; and the numbers of all that are known.

        What waits is decided by what its source says now: its case in `waiting` is replaced."""
        seen: list[SeenEntry] = []
        cut: list[Entry] = []
        for entry in entries:
            tidy = tidy_entry(entry, self.policy)
            if tidy.broken_off:
                cut.append(tidy)
                continue
            text = entry_text(tidy)
            seen.append(SeenEntry(tidy, make_keys(tidy, text), text))
        known = KnownItems(self.source, self.standing.own, lambda: self._learn_standing(seen))
        answers = known.recognise_all(seen, lambda done: self.say("entries", done, len(seen)))
        self._settle_broken_off(cut, seen)
        new: list[IntakeCase] = []
        changed: list[Changed] = []
        again: list[str] = []
        for one, answer in zip(seen, answers, strict=True):
            if answer.again:
                again.append(one.entry.title or one.entry.url)
            elif answer.item is None:
                new.append(IntakeCase.of_new(one.entry, answer, one.text))
            else:
                self._see_known(answer.item, one, answer, changed, new, waiting)
        if again:
            named = ", ".join(f"“{title[:80]}”" for title in again[:NAMED])
            self.add_note(f"{len(again)} entries stand in the document twice; each story is taken once ({named}).")
        self._learn(seen, answers)
        fresh = [case for case in new if case.item is None]
        self.run.new += len(fresh)
        if not self.first_run:
            self.flood = floods.find(self.source, self.run, len(fresh), sum(case.known_headline for case in fresh))
        new.reverse()  # documents begin with the newest
        if all(case.entry.published for case in new):
            new.sort(key=lambda case: case.entry.published or datetime.min.replace(tzinfo=UTC))
        return new, changed, {answer.item.pk for answer in answers if answer.item is not None}

    def _see_known(
        self,
        item: Item,
        one: SeenEntry,
        answer: Recognition,
        changed: list[Changed],
        new: list[IntakeCase],
        waiting: dict[int, IntakeCase],
    ) -> None:
        """See to an entry that is known: what has changed is corrected, decided anew, or only noted."""
        if not is_correction_needed(item, one.entry, answer.keys, self.policy):
            self.note_unchanged(item, one.entry)
        elif item.state in LIVE:
            changed.append((item, one.entry, answer.keys))
        elif item.state == "held" or may_come_again(item):
            words = "The source has changed the story, so it was decided anew."
            case = IntakeCase(one.entry, answer.keys, item, waited=True, text=one.text, note=words)
            case.held_by_flood = item.hold == "flood"
            item.content_key, item.title_key, item.details_key = case.keys.content, case.keys.title, case.keys.details
            item.title = one.entry.title or item.title
            if item.state == "held":
                waiting[item.pk] = case
            else:
                new.append(case)

    def _learn_standing(self, seen: Sequence[SeenEntry]) -> frozenset[int]:
        """Find out what the source says in most of its entries."""
        stories = [
            SeenStory(one.entry.title, one.text, (one.keys.guid, one.keys.url, one.keys.title)) for one in seen[:SAMPLE]
        ]
        if self.standing.learn(stories):
            self.store_source(standing=self.source.standing)
        return self.standing.own

    def _learn(self, seen: Sequence[SeenEntry], answers: Sequence[Recognition]) -> None:
        """Keep what was learnt of known stories: their new names, keys that were not kept before; and what could be stripped."""
        pairs = [(one, answer) for one, answer in zip(seen, answers, strict=True) if answer.item is not None]
        moved = [(one, answer) for one, answer in pairs if answer.learn]
        if moved:
            self.learn_names(moved)
            titles = ", ".join(f"“{one.entry.title[:80]}”" for one, _ in moved[:NAMED])
            self.add_note(
                f"The source names {len(moved)} known stories anew; their identifiers and addresses were learnt ({titles})."
            )
        self.fill_known(
            [(one, answer) for one, answer in pairs if answer.item is not None and not answer.item.details_key]
        )
        if len(pairs) < len(seen):
            offers = find_repeated_parts([(one.entry.title, one.text) for one in seen[:SAMPLE]])
            refused = {(one["where"], one["find"]) for one in self.source.offers if one.get("refused")}
            kept = [one for one in self.source.offers if one.get("refused")]
            kept += [one for one in offers if (one["where"], one["find"]) not in refused]
            if kept != list(self.source.offers) and offers:
                self.store_source(offers=kept)

    def learn_names(self, moved: Sequence[tuple[SeenEntry, Recognition]]) -> None:
        """Keep new identifiers and addresses of known stories."""
        with transaction.atomic():
            lease.renew_lease(self.source.pk, self.holder)
            learn_keys(self.source, moved)

    def fill_known(self, pairs: Sequence[tuple[SeenEntry, Recognition]]) -> None:
        """Keep keys of stories that were stored before there were such keys."""
        if pairs:
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                fill_keys(pairs)

    def store_source(self, **columns: Any) -> None:
        """Keep something with the source."""
        for name, value in columns.items():
            setattr(self.source, name, value)
        with transaction.atomic():
            Source.objects.filter(pk=self.source.pk).update(**columns)

    def _settle_broken_off(self, cut: Sequence[Entry], seen: Sequence[SeenEntry]) -> None:
        """Keep the entry at which the document broke off until a whole one says what it is, and settle those of earlier documents."""
        if not cut and not seen:
            return
        with transaction.atomic():
            lease.renew_lease(self.source.pk, self.holder)
            for words in broken_off.settle(self.source, cut, seen):
                self.add_note(words)
        self.run.held += len(cut)

    def note_unchanged(self, item: Item, entry: Entry) -> None:
        """Do what a known entry that says nothing new needs. Called for each of them."""

    def _waiting_cases(self) -> list[IntakeCase]:
        """Return items that wait for a turn, in their order. One that has waited too long is left out for good."""
        rows = Item.objects.filter(source=self.source, state="held").exclude(hold__in=("flood", "cut"))
        return [IntakeCase.of_item(item) for item in rows.order_by("seen", "id")[: limits.WIRE_NEW_PER_RUN]]

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
            standing=case.standing,
            body=case.story.facts if case.story is not None else None,
            flood=self._flood_of(case),
        )

    def _flood_of(self, case: IntakeCase) -> str:
        if case.held_by_flood:
            return "it came in a flood"
        return self.flood if case.item is None else ""

    def _judge(self, case: IntakeCase) -> Verdict:
        """Return the verdict by what is known now."""
        if not case.text:
            case.text = entry_text(case.entry)
        if not case.language:
            case.language = detect_language(case.text or case.entry.title, case.entry.language or self.source.language)
        verdict = decide_entry(case.entry, self.policy, self._collect_facts(case), datetime.now(UTC))
        if case.note:
            verdict = replace(verdict, reasons=(Reason("identity", case.note), *verdict.reasons))
        if (
            verdict.action == "hold"
            and case.item is not None
            and not case.held_by_flood
            and case.item.seen < site.now_gmt() - timedelta(days=limits.WIRE_HELD_DAYS)
        ):
            words = f"It has waited {limits.WIRE_HELD_DAYS} days for its turn, which did not come."
            verdict = Verdict("skip", reasons=(*verdict.reasons, Reason("limit.waited", words)))
        case.verdict = verdict
        return verdict

    def _prepare(self, case: IntakeCase) -> None:
        """Everything that may take long or ask other servers, before the transaction. Raises whatever a broken entry makes happen."""
        verdict = case.verdict or self._judge(case)  # a first run has judged it when it chose the newest
        if verdict.action != "file":
            return
        case.story = prepare_story(case.entry, self.source, self.policy, usual=self._usual_words())
        if not case.story.facts.words or self.policy.least_words or case.story.facts.teaser:
            verdict = self._judge(case)
        if verdict.action == "file":
            words = case.story.body.text or case.text
            case.print = make_fingerprint(case.entry.title, words, case.language, self.standing.wide)
        else:
            case.verdict = replace(verdict, reasons=(*verdict.reasons, *case.story.reasons))
            case.story = None

    def _usual_words(self) -> int:
        """Return how many words the source's stories have."""
        if self._usual is None:
            rows = Item.objects.filter(source=self.source, teaser=False, words__gt=0).order_by("-seen", "-id")
            counts = sorted(rows.values_list("words", flat=True)[:50])
            self._usual = counts[len(counts) // 2] if len(counts) >= 5 else 0
        return self._usual

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
                self.find_twins(cases)
                for case in cases:
                    self.judge_again(case)
                    self.count_case(case)
                persist_all(cases, self.source, self.policy, self.lookups)
                write_items(cases, self.policy, self.lookups)
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
        """Find the stories that other sources tell too, by address, text, headline or likeness, and posts that the wire did not file."""
        filing = [case for case in cases if case.print is not None]
        if not filing:
            return
        keys = [replace(case.keys, url="") if case.shared_address else case.keys for case in filing]
        found = find_twins(keys, self.source, since=comparison_start())
        for case, key in zip(filing, keys, strict=True):
            case.match = found.get(key.url) or found.get(key.content)
        headlines = find_headline_twins(
            [case.keys for case in filing if case.match is None], self.source, since=comparison_start()
        )
        rest = {case.keys.guid: case for case in filing if case.match is None and case.item is None}
        posts = find_posts({key: (case.entry, case.text) for key, case in rest.items()})
        for case in filing:
            case.twins = headlines.get(case.keys.title, ())
        for guid, match in posts.items():
            rest[guid].match = match
        for case in filing:
            case.match = case.match or find_nearest(
                case.print or make_fingerprint("", ""),
                since=comparison_start(),
                source=self.source,
                standing=self.standing.of,
                headline_twins=case.twins,
            )
        matched = {case.match.item_id for case in filing if case.match is not None}
        standing = read_standing(matched, self.policy.priority)
        for case in filing:
            case.standing = standing.get(case.match.item_id) if case.match is not None else None

    def judge_again(self, case: IntakeCase) -> None:
        """Judge once more where something is known now that was not before: the same story of another source, a limit reached."""
        if case.print is not None and (
            case.match is not None or self.policy.limits.per_run or self.policy.limits.per_day
        ):
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

    # Corrections

    def _correct_in_time(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """Correct a known story, unless it was revised just now: then it is left for a later look."""
        told = keys.content != item.content_key and entry.status == "usable"
        if told and is_too_soon(item, self.policy.revise_minutes, site.now_gmt()):
            self.deferred = True
            self.add_note(
                f"“{item.title[:100]}” has changed again; one revision is made in {self.policy.revise_minutes} minutes."
            )
            return
        self.correct_known(item, entry, keys)

    def correct_known(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """See to a known story that has changed, in a transaction of its own."""
        try:
            story = prepare_story(entry, self.source, self.policy, usual=self._usual_words())
            case = IntakeCase(entry, keys, item, text=story.body.text)
            verdict = self._judge(case)
            if not story.facts.words and not story.facts.shown and entry.status == "usable":
                self.add_note(f"“{item.title[:100]}” came without text; ours was left as it is.")
                return
            actor = Publisher(self.lookups.author_id(verdict.author))
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                details = StoryDetails(actor.id, self.lookups.term_ids("category", verdict.categories), story.picture)
                done = correct_item(
                    item,
                    entry,
                    self.policy,
                    keys=keys,
                    body=story.body,
                    texts=story.texts,
                    actor=actor,
                    details=details,
                )
            self.run.updated += done.outcome != "none"
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as error:
            self.run.failed += 1
            self.lookups.forget_terms()
            self.add_note(f"A change of “{entry.title[:100]}” could not be taken over: {describe_error(error)}")

    def _look_for_withdrawn(self, entries: Sequence[Entry], seen: set[int]) -> None:
        """Ask for the pages of stories that are gone from the source's list while older ones stay."""
        for item in find_missing(self.source, entries, seen):
            status = ask_for_page(item, self.source)
            if status and status < 500 and status != 429:  # else it is asked again
                with transaction.atomic():
                    lease.renew_lease(self.source.pk, self.holder)
                    Item.objects.filter(pk=item.pk).update(asked_for=site.now_gmt())
            if status in GONE:
                words = f"The story is gone from the source's list, and its page answers {status}."
                done = withdraw_item(
                    item, self.policy, words, actor=Publisher(self.lookups.author_id(self.policy.author))
                )
                self.run.updated += done.outcome != "none"
                self.add_note(f"“{item.title[:100]}” was withdrawn: its page answers {status}.")

    def note_failure(self, case: IntakeCase, error: Exception) -> None:
        """Say what was wrong with an entry, and keep it: the next run tries it again."""
        log.warning("wire.entry_failed", source=self.source.pk, title=case.entry.title[:100], error=repr(error))
        words = describe_error(error)
        self.add_note(f"“{case.entry.title[:100] or case.entry.url[:100]}” could not be filed: {words}")
        case.verdict = Verdict(
            "hold",
            reasons=(Reason("hold.failed", f"It could not be filed: {words} It is tried again in the next run."),),
        )
        case.story, case.print, case.match = None, None, None
        self.run.failed += 1
        try:
            with transaction.atomic():
                lease.renew_lease(self.source.pk, self.holder)
                persist(case, self.source, self.policy, self.lookups)
                write_items([case], self.policy, self.lookups)
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
