"""One run of a source, from the lease to the next date.

A source fails alone: whatever happens to it is written down with it, in words, and the others go on.
"""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.db import DatabaseError, transaction

from wirepress.content.options import site, store
from wirepress.core.process_names import holder_name
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.records import DecodedDocument
from wirepress.features.wire.fetch.collect import Collected, collect_documents, collect_source
from wirepress.features.wire.fetch.websub import subscribe
from wirepress.features.wire.ingest.floods import tell_newsroom
from wirepress.features.wire.ingest.intake import ENVIRONMENT_ERRORS, Intake, ReportProgress, describe_error
from wirepress.features.wire.ingest.runs import lease
from wirepress.features.wire.ingest.runs.schedule import RunOutcome, next_due
from wirepress.features.wire.models import Run, Source, Subscription
from wirepress.settings import limits

log = structlog.get_logger(__name__)
PATIENCE: Final = 10.0  # seconds that what came by itself waits for a look that is under way
CUT_OFF: Final = "The look was cut off: its worker was stopped. What it had filed is kept, the rest was looked at anew."


class SourceBusy(Exception):
    """Another worker is at this source."""


def ignore_progress(step: str, done: int, total: int) -> None:
    """Report no progress."""


def run_source(source_id: int, *, say: ReportProgress = ignore_progress) -> Run:
    """Run a source now, due or not, enabled or not. Return the run; its `error` says what went wrong.

    Raises SourceBusy, LeaseLost (another worker took over in the middle) and Source.DoesNotExist.
    """
    return _run_with_lease(source_id, None, say)


def receive_documents(
    source_id: int,
    documents: Sequence[DecodedDocument],
    *,
    say: ReportProgress = ignore_progress,
    patience: float = PATIENCE,
) -> Run:
    """Process documents that came by themselves (pushed, or delivered by a hub). Raises like run_source.

    `patience`: seconds to wait for another worker who is at the source.
    """
    ends = time.monotonic() + patience
    while True:
        try:
            return _run_with_lease(source_id, collect_documents(documents), say)
        except SourceBusy:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def _run_with_lease(source_id: int, documents: Collected | None, say: ReportProgress) -> Run:
    store.forget()  # options may have changed since this thread's last run
    holder = holder_name()
    taken = lease.take_lease(source_id, holder)
    if not taken:
        if not Source.objects.filter(pk=source_id).exists():
            raise Source.DoesNotExist(f"There is no source {source_id}.")
        raise SourceBusy("Another worker is checking this source at the moment.")
    try:
        if taken == "over":
            Run.objects.filter(source_id=source_id, ended__isnull=True).update(ended=site.now_gmt(), error=CUT_OFF)
        return _SourceRun(Source.objects.get(pk=source_id), holder, say).run_stages(
            documents
        )  # gives the lease back with its last transaction
    except BaseException:
        with contextlib.suppress(DatabaseError):  # else it runs out by itself
            lease.release_lease(source_id, holder)
        raise


def brought_news(run: Run) -> bool:
    """Return whether a run found anything that was not known, whatever became of it."""
    return any((run.filed, run.queued, run.attached, run.updated, run.skipped, run.held))


@dataclass
class _SourceRun:
    """One run of one source, by the holder of its lease."""

    source: Source
    holder: str
    say: ReportProgress
    run: Run = field(init=False)

    def run_stages(self, documents: Collected | None) -> Run:
        """Fetch, process, and record how it went."""
        source = self.source
        self.run = Run(source=source, began=site.now_gmt())
        gathered, intake = documents, None
        try:
            policy = Policy.model_validate(source.policy)
            intake = Intake(source, policy, self.run, self.holder, self.say, time.monotonic() + limits.WIRE_RUN_SECONDS)
            self.say("asking", 0, 1)
            failure: Exception | None = None
            if gathered is None:
                try:
                    gathered = collect_source(source)
                except ENVIRONMENT_ERRORS:
                    raise
                except Exception as error:  # of whatever kind: stories that wait are taken all the same
                    failure = error
            if gathered is not None:
                self.run.status, self.run.size = gathered.status, gathered.size
                self.run.notes = [words[:500] for words in gathered.notes[: limits.WIRE_NOTES_MAX]]
            whole = gathered is not None and gathered.complete and documents is None and source.kind != "folder"
            intake.process_entries(gathered.entries if gathered is not None else (), whole=whole)
            if failure is not None:
                raise failure
        except ENVIRONMENT_ERRORS:
            raise
        except Exception as error:
            self._record_failure(error)
        else:
            assert gathered is not None
            if not intake.more:
                gathered.set_files_done()
            self._record_success(gathered, intake.more, documents is not None, again=intake.deferred)
            if intake.flood:
                tell_newsroom(source, intake.flood)
            if gathered.hub:
                self._subscribe(gathered.hub, gathered.topic)
        return self.run

    def _subscribe(self, hub: str, topic: str) -> None:
        """Ask the source's hub to tell us of news, once; whatever comes of it, the source is looked at as before."""
        row = Subscription.objects.filter(source=self.source).first()
        if row is None or (row.hub, row.topic) != (hub[:2000], topic[:2000]):
            try:
                subscribe(self.source, hub, topic)
            except Exception as error:
                log.warning("wire.not_subscribed", source=self.source.pk, hub=hub[:200], error=repr(error))

    def _record_success(self, collected: Collected, more: bool, came: bool, *, again: bool = False) -> None:
        source, now = self.source, site.now_gmt()
        changes: dict[str, Any] = {"looked": now, "good": now, "failures": 0, "error": ""}
        if brought_news(self.run) or source.last_new is None:
            after = now + timedelta(seconds=source.silence) if source.silence else None
            changes |= {"last_new": now, "silent_after": after}
        if not came:
            looked = RunOutcome(fresh_for=collected.fresh_for, ttl=collected.ttl, more=more)
            changes["due"] = self._next_due(looked)
            if collected.moved_to and collected.moved_to != source.url:
                changes["url"] = collected.moved_to[:2000]
                self.run.notes = [
                    *self.run.notes,
                    f"The source has moved for good to {collected.moved_to}; it is asked there from now on.",
                ]
            if not more and not again and not collected.broken_off:  # else the document is asked for once more, whole
                changes["validators"] = dict(collected.validators)
        for name, length in (("title", 500), ("language", 35), ("home", 2000)):
            value = str(getattr(collected, name))[:length]
            if value and (name != "home" or not source.home):
                changes[name] = value
        self._close_run(changes)

    def _record_failure(self, error: Exception) -> None:
        source, now = self.source, site.now_gmt()
        words = describe_error(error)
        log.warning("wire.source_failed", source=source.pk, name=source.name, error=repr(error))
        self.run.error = words
        self.run.status = self.run.status or int(getattr(error, "status", 0) or 0)
        failures = source.failures + 1
        looked = RunOutcome(
            failures,
            retry_after=int(getattr(error, "retry_after", 0) or 0),
            gone=bool(getattr(error, "gone", False)),
            failing_for=(now - (source.good or source.created)).total_seconds(),
        )
        changes: dict[str, Any] = {"looked": now, "failures": failures, "error": words}
        if source.kind != "push":
            changes["due"] = self._next_due(looked)
        self._close_run(changes)

    def _next_due(self, looked: RunOutcome) -> datetime | None:
        """Return when the source is due again: an interval after this look began, and not before it has ended."""
        due = next_due(looked, now=self.run.began, interval=self.source.interval, chance=random.random())
        if due is not None and looked.retry_after:  # which counts from the answer
            due = max(due, site.now_gmt() + timedelta(seconds=looked.retry_after))
        return due

    def _close_run(self, changes: dict[str, Any]) -> None:
        """Write source, run and lease in the last transaction. A source whose address was changed meanwhile is due at once."""
        self.run.ended = site.now_gmt()
        given_back = {"lease_holder": "", "lease_until": None}
        with transaction.atomic():
            mine = Source.objects.filter(pk=self.source.pk, lease_holder=self.holder)
            if not mine.filter(url=self.source.url).update(**changes, **given_back) and not mine.update(**given_back):
                raise lease.LeaseLost(f"Another worker has taken source {self.source.pk} over.")
            self.run.save()
