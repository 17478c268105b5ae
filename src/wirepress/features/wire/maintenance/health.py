"""How the sources are doing: last good run, next one, what came, what is wrong, and the numbers of the last days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from wirepress.content.options import site
from wirepress.core.hooks import Metric
from wirepress.features.wire.maintenance.no_worker import OVERDUE
from wirepress.features.wire.maintenance.silence import is_silent
from wirepress.features.wire.models import Item, Run, Source
from wirepress.settings import limits

DAYS: Final = 14
State = Literal["well", "new", "failing", "trouble", "gone", "late", "silent", "paused", "push"]
STATE_NAMES: Final[dict[State, str]] = {
    "well": "Well",
    "new": "Not looked at yet",
    "failing": "Failed just now",
    "trouble": "In trouble",
    "gone": "Gone for good",
    "late": "Overdue: no worker looks at it",
    "silent": "Silent: nothing new for longer than usual",
    "paused": "Paused",
    "push": "Waits for what is pushed",
}
LATE: Final = OVERDUE
COUNTED: Final = ("found", "filed", "queued", "attached", "updated", "skipped", "held", "failed")


@dataclass(frozen=True, slots=True)
class SourceDay:
    """One day (GMT) of a source: looks, bad ones among them, and what became of entries."""

    day: date
    looks: int = 0
    bad: int = 0
    filed: int = 0
    skipped: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source. Moments are naive and GMT; None: never. `days`: the last 14, the oldest first."""

    source_id: int
    name: str
    slug: str
    state: State
    words: str
    good: datetime | None
    looked: datetime | None
    due: datetime | None
    failures: int
    error: str
    items: int
    queued: int
    held: int
    days: Sequence[SourceDay]
    last_new: datetime | None = None
    suggested: str = ""  # another feed, which its home page names

    @property
    def filed_lately(self) -> int:
        """Return stories of these days."""
        return sum(day.filed for day in self.days)


def source_state(source: Source, now: datetime) -> State:
    """Return the source's state by its row."""
    if not source.enabled:
        return "paused"
    if source.failures and source.due is None and source.kind != "push":
        return "gone"
    if source.failures >= limits.WIRE_TROUBLE:
        return "trouble"
    if source.failures:
        return "failing"
    if source.kind == "push":
        return "push"
    if source.due is not None and source.due < now - LATE:
        return "late"
    if is_silent(source, now):
        return "silent"
    return "well" if source.looked else "new"


def load_health(source: Source) -> SourceHealth:
    """Return the health of one source, in two queries."""
    return load_all_health([source])[0]


def load_all_health(sources: Iterable[Source]) -> list[SourceHealth]:
    """Several sources, in two queries whatever their number."""
    listed, now = list(sources), site.now_gmt()
    numbers = [source.pk for source in listed]
    queued, held = Count("id", filter=Q(state="queued")), Count("id", filter=Q(state="held"))
    rows = (
        Item.objects.filter(source_id__in=numbers)
        .order_by()
        .values_list("source_id")
        .annotate(n=Count("id"), queued=queued, held=held)
    )
    counts = {number: (n, waiting, over) for number, n, waiting, over in rows}
    days = _load_days(numbers, now)
    return [
        _health(source, source_state(source, now), counts.get(source.pk, (0, 0, 0)), days[source.pk])
        for source in listed
    ]


def _health(source: Source, state: State, counts: tuple[int, int, int], days: Sequence[SourceDay]) -> SourceHealth:
    return SourceHealth(
        source_id=source.pk,
        name=source.name,
        slug=source.slug,
        state=state,
        words=STATE_NAMES[state],
        good=source.good,
        looked=source.looked,
        due=source.due,
        failures=source.failures,
        error=source.error,
        items=counts[0],
        queued=counts[1],
        held=counts[2],
        days=days,
        last_new=source.last_new,
        suggested=source.suggested,
    )


def _load_days(numbers: Sequence[int], now: datetime) -> dict[int, list[SourceDay]]:
    first = now.date() - timedelta(days=DAYS - 1)
    runs = Run.objects.filter(source_id__in=numbers, began__gte=datetime.combine(first, datetime.min.time())).order_by()
    bad, filed = Count("id", filter=~Q(error="")), Sum("filed") + Sum("queued")
    rows = (
        runs.annotate(day=TruncDate("began"))
        .values_list("source_id", "day")
        .annotate(looks=Count("id"), bad=bad, stories=filed, left_out=Sum("skipped"), broken=Sum("failed"))
    )
    found = {(number, day): SourceDay(day, *numbers_of) for number, day, *numbers_of in rows}
    span = [first + timedelta(days=step) for step in range(DAYS)]
    return {number: [found.get((number, day), SourceDay(day)) for day in span] for number in numbers}


def metrics() -> list[Metric]:
    """Return rows for /-/metrics."""
    now = site.now_gmt()
    sources = list(Source.objects.all())
    states = dict.fromkeys(STATE_NAMES, 0)
    for source in sources:
        states[source_state(source, now)] += 1
    rows = [
        _row("sources", "Sources of the wire by their state.", count, state=state) for state, count in states.items()
    ]
    for source in sources:
        good = (source.good - datetime(1970, 1, 1)).total_seconds() if source.good else 0
        rows.append(
            _row(
                "last_good_seconds",
                "When a source was last looked at without an error (unix time; 0: never).",
                good,
                source=source.slug,
            )
        )
    day = Run.objects.filter(began__gte=now - timedelta(days=1)).aggregate(**{name: Sum(name) for name in COUNTED})
    rows += [
        _row("entries_day", "Entries of the last 24 hours by what became of them.", day[name] or 0, what=name)
        for name in COUNTED
    ]
    for waits in ("queued", "held"):
        number = Item.objects.filter(state=waits).count()
        rows.append(
            _row("waiting", "Stories that wait for a person (queued) or for their turn (held).", number, state=waits)
        )
    return rows


def _row(name: str, words: str, value: float, **labels: str) -> Metric:
    return Metric(f"wirepress_wire_{name}", words, value, labels=labels)
