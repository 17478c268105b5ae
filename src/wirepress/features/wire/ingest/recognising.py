"""Which entries of a document are new, which are known, and what is learnt of the source on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from wirepress.features.wire.corrections.correct_item import is_correction_needed
from wirepress.features.wire.corrections.record_change import LIVE
from wirepress.features.wire.dedupe.known_items import KnownItems, Recognition, SeenEntry
from wirepress.features.wire.dedupe.standing_texts import SeenStory
from wirepress.features.wire.entry.identity import entry_text, make_keys
from wirepress.features.wire.entry.records import Entry, EntryKeys
from wirepress.features.wire.ingest import broken_off, floods
from wirepress.features.wire.ingest.judging import Judging
from wirepress.features.wire.ingest.learn import fill_keys, learn_keys
from wirepress.features.wire.ingest.persist import IntakeCase
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.models import Item
from wirepress.features.wire.text.repeated_parts import find_repeated_parts
from wirepress.features.wire.text.text_rules import tidy_entry

SAMPLE: Final = 60  # entries in which standing phrases are looked for
NAMED: Final = 5  # headlines in one note
Changed = tuple[Item, Entry, EntryKeys]


class Recognising(Judging):
    """Sorts the entries of one run."""

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


def may_come_again(item: Item) -> bool:
    """Return whether an item that has no story here is decided anew when its source changes it: not what a person turned down, nor what was
    there before the source was added."""
    rules = {reason.get("rule") for reason in item.verdict.get("reasons", ())}
    return item.state in ("skipped", "blocked") and not rules & {"limit.first_run", "limit.waited"}
