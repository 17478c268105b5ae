"""What would become of each entry of a source, and why: the whole way of a run, and nothing is filed."""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wirepress.content.options import site
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.records import Entry, Keys, Reason, Verdict
from wirepress.features.wire.fetch.collect import Collected, collect
from wirepress.features.wire.ingest.intake import Intake, Say, in_words
from wirepress.features.wire.ingest.persist import Case
from wirepress.features.wire.models import Item, Run, Source
from wirepress.settings import limits


@dataclass(frozen=True, slots=True)
class Fate:
    """One entry. `what`: file, skip, attach, block, hold, known, change, fail. `title`: as the post would have it, escaped for HTML no more."""

    what: str
    entry: Entry
    verdict: Verdict
    reasons: Sequence[Reason]
    picture: str = ""
    credit: str = ""
    words: int = 0  # of the body


@dataclass
class Trial:
    """Everything that a trial found. `error`: why nothing came, in words."""

    fates: list[Fate] = field(default_factory=list)
    gathered: Collected | None = None
    notes: list[str] = field(default_factory=list)
    left: int = 0  # entries that were not looked at
    error: str = ""


def quiet(step: str, done: int, total: int) -> None:
    """Says nothing."""


def try_out(source: Source, *, count: int = 50, say: Say = quiet) -> Trial:
    """Ask the source (as if for the first time: the document always comes) and judge its `count` newest entries; 0: all."""
    from wirepress.features.wire.decode import NotAFeed
    from wirepress.features.wire.fetch.fetch_document import FetchFailed

    trial = Trial()
    asked = copy.copy(source)
    asked.validators = {}
    try:
        say("asking", 0, 1)
        trial.gathered = collect(asked)
    except (FetchFailed, NotAFeed) as error:
        trial.error = in_words(error)
        return trial
    entries = trial.gathered.entries
    if count and len(entries) > count:
        trial.left = len(entries) - count
        entries = entries[:count]
    policy = Policy.model_validate(source.policy)
    run = Run(source=source, began=site.now_gmt())
    rehearsal = _Rehearsal(source, policy, run, "", say, time.monotonic() + limits.WIRE_RUN_SECONDS, fates=trial.fates)
    rehearsal.take(entries)
    trial.notes = [*trial.gathered.notes, *run.notes]
    return trial


@dataclass
class _Rehearsal(Intake):
    """A run in which nothing is written."""

    fates: list[Fate] = field(default_factory=list)

    def commit(self, cases: list[Case]) -> None:
        """Judge as the transaction would."""
        self.find_twins(cases)
        for case in cases:
            self.last_look(case)
            assert case.verdict is not None
            self.count(case)
            story, verdict = case.story, case.verdict
            if story is None or verdict.action != "file":
                self.fates.append(Fate(verdict.action, case.entry, verdict, verdict.reasons))
                continue
            picture, reasons = story.picture.url if story.picture else "", [*verdict.reasons, *story.reasons]
            self.fates.append(
                Fate("file", case.entry, verdict, reasons, picture, story.texts.credit, len(story.body.text.split()))
            )

    def correct(self, item: Item, entry: Entry, keys: Keys) -> None:
        """A known story that has changed."""
        words = f"It is here already ({item.state}) and has changed: corrections of this source are treated as “{self.policy.corrections}”."
        self._known("change", item, entry, words)

    def unchanged(self, item: Item, entry: Entry) -> None:
        """A known story."""
        self._known("known", item, entry, f"It is here already ({item.state}).")

    def _known(self, what: str, item: Item, entry: Entry, words: str) -> None:
        reason = Reason("identity", words)
        self.fates.append(Fate(what, entry, Verdict("skip", reasons=(reason,)), (reason,)))

    def failed(self, case: Case, error: Exception) -> None:
        """An entry that cannot be filed."""
        reason = Reason("failed", f"It cannot be filed: {in_words(error)}")
        verdict = replace(case.verdict or Verdict("hold"), reasons=(reason,))
        self.fates.append(Fate("fail", case.entry, verdict, (reason,)))
