"""Processes a source's entries: each is recognised, judged, prepared and filed, a small batch in a transaction.

Whatever moment a worker is killed at: what was committed is known again by its keys, what was not is done again.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.features.wire.corrections.take_place import read_standing
from wirepress.features.wire.dedupe import find_headline_twins, find_nearest, find_twins, make_fingerprint
from wirepress.features.wire.dedupe.imported_posts import find_posts
from wirepress.features.wire.entry.records import Entry, Reason, Verdict
from wirepress.features.wire.ingest.correcting import Correcting
from wirepress.features.wire.ingest.judging import ReportProgress, describe_error
from wirepress.features.wire.ingest.persist import IntakeCase, persist, persist_all, undo_persist, write_items
from wirepress.features.wire.ingest.prepare import prepare_story
from wirepress.features.wire.ingest.recognising import Recognising
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.environment_errors import ENVIRONMENT_ERRORS
from wirepress.features.wire.models import Item
from wirepress.settings import limits

__all__ = ["ENVIRONMENT_ERRORS", "Intake", "ReportProgress", "describe_error"]

log = structlog.get_logger(__name__)
CHUNK: Final = 500  # older entries of a first look that are stored at a time


class Intake(Recognising, Correcting):
    """Processes the entries of one run."""

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


RUN_COUNTERS: Final = ("filed", "queued", "attached", "skipped", "held")


def comparison_start() -> datetime:
    """Since when stories of other sources are compared."""
    return site.now_gmt() - timedelta(days=limits.WIRE_SIMILAR_DAYS)
