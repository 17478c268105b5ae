"""Shows what would become of each entry of a source, and why: every stage of a run, and nothing is filed."""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from wirepress.content.options import site
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
from wirepress.features.wire.dedupe.known_items import Recognition, SeenEntry
from wirepress.features.wire.entry.records import Entry, EntryKeys, Reason, Verdict
from wirepress.features.wire.fetch.collect import Collected, collect_source
from wirepress.features.wire.ingest.intake import Intake, ReportProgress, describe_error
from wirepress.features.wire.ingest.persist import IntakeCase
from wirepress.features.wire.models import Item, Run, Source
from wirepress.settings import limits


@dataclass(frozen=True, slots=True)
class EntryFate:
    """One entry. `what`: file, skip, attach, block, hold, known, change, fail. `title`: as the post would have it, escaped for HTML no more."""

    what: str
    entry: Entry
    verdict: Verdict
    reasons: Sequence[Reason]
    picture: str = ""
    credit: str = ""
    words: int = 0  # of the body


@dataclass
class DryRun:
    """Everything that a trial found. `error`: why nothing came, in words."""

    fates: list[EntryFate] = field(default_factory=list)
    gathered: Collected | None = None
    notes: list[str] = field(default_factory=list)
    left: int = 0  # entries that were not looked at
    error: str = ""


def ignore_progress(step: str, done: int, total: int) -> None:
    """Report no progress."""


def run_dry(source: Source, *, count: int = 50, say: ReportProgress = ignore_progress) -> DryRun:
    """Ask the source (as if for the first time: the document always comes) and judge its `count` newest entries; 0: all."""
    from wirepress.features.wire.decode import NotAFeed
    from wirepress.features.wire.fetch.fetch_document import FetchFailed

    trial = DryRun()
    asked = copy.copy(source)
    asked.validators = {}
    try:
        say("asking", 0, 1)
        trial.gathered = collect_source(asked)
    except (FetchFailed, NotAFeed) as error:
        trial.error = describe_error(error)
        return trial
    entries = trial.gathered.entries
    if count and len(entries) > count:
        trial.left = len(entries) - count
        entries = entries[:count]
    policy = Policy.model_validate(source.policy)
    run = Run(source=source, began=site.now_gmt())
    rehearsal = _DryIntake(source, policy, run, "", say, time.monotonic() + limits.WIRE_RUN_SECONDS, fates=trial.fates)
    rehearsal.process_entries(entries)
    trial.notes = [*trial.gathered.notes, *run.notes]
    return trial


@dataclass
class _DryIntake(Intake):
    """A run in which nothing is written."""

    fates: list[EntryFate] = field(default_factory=list)

    def commit_cases(self, cases: list[IntakeCase]) -> None:
        """Judge as the transaction would."""
        self.find_twins(cases)
        for case in cases:
            self.judge_again(case)
            assert case.verdict is not None
            self.count_case(case)
            story, verdict = case.story, case.verdict
            if story is None or verdict.action != "file":
                self.fates.append(EntryFate(verdict.action, case.entry, verdict, verdict.reasons))
                continue
            picture, reasons = story.picture.url if story.picture else "", [*verdict.reasons, *story.reasons]
            self.fates.append(
                EntryFate(
                    "file", case.entry, verdict, reasons, picture, story.texts.credit, len(story.body.text.split())
                )
            )

    def learn_names(self, moved: Sequence[tuple[SeenEntry, Recognition]]) -> None:
        """Learn nothing."""

    def fill_known(self, pairs: Sequence[tuple[SeenEntry, Recognition]]) -> None:
        """Keep nothing of them."""

    def store_source(self, **columns: Any) -> None:
        """Keep nothing with the source."""

    def _settle_broken_off(self, cut: Sequence[Entry], seen: Sequence[SeenEntry]) -> None:
        """Note what broke off."""
        for entry in cut:
            verdict = decide_entry(entry, self.policy, DecisionFacts(), datetime.now(UTC))
            self.fates.append(EntryFate("hold", entry, verdict, verdict.reasons))

    def _look_for_withdrawn(self, entries: Sequence[Entry], seen: set[int]) -> None:
        """Ask for no pages."""

    def _correct_in_time(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """Note a known story that has changed."""
        self.correct_known(item, entry, keys)

    def correct_known(self, item: Item, entry: Entry, keys: EntryKeys) -> None:
        """Note a known story that has changed."""
        words = f"It is here already ({item.state}) and has changed: corrections of this source are treated as “{self.policy.corrections}”."
        self._add_known("change", item, entry, words)

    def note_unchanged(self, item: Item, entry: Entry) -> None:
        """Note a known story that has not changed."""
        self._add_known("known", item, entry, f"It is here already ({item.state}).")

    def _add_known(self, what: str, item: Item, entry: Entry, words: str) -> None:
        reason = Reason("identity", words)
        self.fates.append(EntryFate(what, entry, Verdict("skip", reasons=(reason,)), (reason,)))

    def note_failure(self, case: IntakeCase, error: Exception) -> None:
        """Note an entry that cannot be filed."""
        reason = Reason("failed", f"It cannot be filed: {describe_error(error)}")
        verdict = replace(case.verdict or Verdict("hold"), reasons=(reason,))
        self.fates.append(EntryFate("fail", case.entry, verdict, (reason,)))
