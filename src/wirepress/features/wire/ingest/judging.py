"""What a look needs to judge an entry: the source's policy, what is known of the site, and a place for remarks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Sum

from wirepress.content.options import site
from wirepress.core.error_descriptions import describe_error as said
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.verdict import DecisionFacts, decide_entry
from wirepress.features.wire.dedupe.standing_texts import StandingTexts
from wirepress.features.wire.entry.identity import entry_text
from wirepress.features.wire.entry.language import detect_language
from wirepress.features.wire.entry.records import Reason, Verdict
from wirepress.features.wire.ingest.persist import IntakeCase
from wirepress.features.wire.ingest.site_lookups import SiteLookups
from wirepress.features.wire.models import Item, Run, Source
from wirepress.settings import limits

ReportProgress = Callable[[str, int, int], None]  # (step, done, of how many)


@dataclass
class Judging:
    """Judges the entries of one run. `more`: some new ones were left for the next run. `deferred`: a change was left for later, so the
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

    def store_source(self, **columns: Any) -> None:
        """Keep something with the source."""
        for name, value in columns.items():
            setattr(self.source, name, value)
        with transaction.atomic():
            Source.objects.filter(pk=self.source.pk).update(**columns)

    def add_note(self, words: str) -> None:
        """Keep a remark on this run."""
        notes = list(self.run.notes)
        if len(notes) < limits.WIRE_NOTES_MAX:
            self.run.notes = [*notes, words[:500]]

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

    def _usual_words(self) -> int:
        """Return how many words the source's stories have."""
        if self._usual is None:
            rows = Item.objects.filter(source=self.source, teaser=False, words__gt=0).order_by("-seen", "-id")
            counts = sorted(rows.values_list("words", flat=True)[:50])
            self._usual = counts[len(counts) // 2] if len(counts) >= 5 else 0
        return self._usual


def describe_error(error: BaseException) -> str:
    """Return an error as a sentence for people."""
    words = said(error)[:400]
    words = words[:1].upper() + words[1:]
    return words if words[-1] in ".!?" else f"{words}."
