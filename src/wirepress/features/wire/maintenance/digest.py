"""What the wire did in a stretch of time: for the page in the newsroom, the card on Today and the mail of the morning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from wirepress.features.wire.maintenance.alerts import trouble_filter
from wirepress.features.wire.models import Change, Item, Run, Source

LISTED: Final = 12  # stories named of each kind
REASONS_LISTED: Final = 8
REASONS_READ: Final = 3000  # stories that were kept out, whose reasons are counted


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One kind of event. `items`: the newest; `number`: all of them."""

    name: str
    title: str
    number: int
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened between two moments (naive, GMT). `kept_out`: reason in words, how many stories; `looks`: all and failed ones."""

    since: datetime
    until: datetime
    parts: Sequence[DigestPart]
    kept_out: Sequence[tuple[str, int]]
    trouble: Sequence[Source]
    silent: Sequence[Source]
    moved: Sequence[Source]
    looks: int
    failed_looks: int

    def part(self, name: str) -> DigestPart:
        """Return the part of that name."""
        return next(part for part in self.parts if part.name == name)

    @property
    def quiet(self) -> bool:
        """Return whether nothing happened that anybody need know."""
        return not (any(part.number for part in self.parts) or self.trouble or self.silent or self.moved)


def build_digest(since: datetime, until: datetime) -> Digest:
    """Return the digest, in a fixed number of queries."""
    seen = Q(seen__gte=since, seen__lt=until)
    made = Change.objects.filter(made__gte=since, made__lt=until)

    def changed(*outcomes: str) -> QuerySet[Item]:
        return Item.objects.filter(pk__in=made.filter(outcome__in=outcomes).values("item_id"))

    rows: tuple[tuple[str, str, QuerySet[Item]], ...] = (
        ("filed", "Filed", Item.objects.filter(seen, state="filed")),
        ("queued", "Waiting for approval", Item.objects.filter(seen, state="queued")),
        ("changed", "Corrected, as their sources did", changed("update")),
        (
            "left",
            "Changed by their sources, left as they are here",
            changed("version", "freeze").exclude(state="attached"),
        ),
        ("withdrawn", "Withdrawn by their sources", changed("flag", "unpublish")),
        ("promoted", "Replaced by a longer version", changed("promote")),
        ("held", "Held back", Item.objects.filter(seen, state="held")),
        ("attached", "Kept as versions of stories that were here", Item.objects.filter(seen, state="attached")),
    )
    looks = Run.objects.filter(began__gte=since, began__lt=until).aggregate(
        all=Count("id"), bad=Count("id", filter=~Q(error=""))
    )
    enabled = Source.objects.filter(enabled=True).order_by("name")
    return Digest(
        since=since,
        until=until,
        parts=[_part(name, title, found) for name, title, found in rows],
        kept_out=_kept_out(Item.objects.filter(seen, state__in=("skipped", "blocked"))),
        trouble=list(enabled.filter(trouble_filter())),
        silent=list(enabled.filter(failures=0, silent_after__lt=until)),
        moved=list(enabled.exclude(suggested="")),
        looks=looks["all"],
        failed_looks=looks["bad"],
    )


def _part(name: str, title: str, rows: QuerySet[Item]) -> DigestPart:
    found = list(rows.select_related("source").defer("entry").order_by(F("seen").desc(), "-id")[:LISTED])
    return DigestPart(name, title, len(found) if len(found) < LISTED else rows.count(), found)


def _kept_out(rows: QuerySet[Item]) -> list[tuple[str, int]]:
    """Return why stories were kept out, the commonest reason first."""
    counts: Counter[str] = Counter()
    for verdict in rows.order_by("-id").values_list("verdict", flat=True)[:REASONS_READ]:
        counts[_reason(verdict)] += 1
    return counts.most_common(REASONS_LISTED)


def _reason(verdict: Any) -> str:
    reasons = verdict.get("reasons", ()) if isinstance(verdict, dict) else ()
    told = [
        one
        for one in reasons
        if not str(one.get("rule", "")).startswith(("identity", "body", "picture", "category", "tag"))
    ]
    words = str(told[-1].get("words", "")) if told else ""
    return words[:160] or "No reason was kept."


def count_day(since: datetime, until: datetime) -> list[tuple[str, str, int]]:
    """Return name, words and number of what happened between two moments, in three queries."""
    items = Item.objects.filter(seen__gte=since, seen__lt=until).aggregate(
        **{state: Count("id", filter=Q(state=state)) for state in ("filed", "queued", "held", "attached", "skipped")}
    )
    made = Change.objects.filter(made__gte=since, made__lt=until).aggregate(
        changed=Count("id", filter=Q(outcome="update")),
        withdrawn=Count("id", filter=Q(outcome__in=("flag", "unpublish"))),
        promoted=Count("id", filter=Q(outcome="promote")),
    )
    trouble = Source.objects.filter(trouble_filter() | Q(enabled=True, failures=0, silent_after__lt=until)).count()
    return [
        ("filed", "Filed", items["filed"]),
        ("queued", "Waiting for approval", items["queued"]),
        ("changed", "Corrected", made["changed"]),
        ("withdrawn", "Withdrawn by their sources", made["withdrawn"]),
        ("promoted", "Replaced by longer versions", made["promoted"]),
        ("held", "Held back", items["held"]),
        ("attached", "Versions of stories here", items["attached"]),
        ("skipped", "Kept out", items["skipped"]),
        ("trouble", "Sources in trouble or silent", trouble),
    ]
