"""Mail when a source is in trouble, silent or moved, once each, and when it is well again. What comes together goes into one mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db.models import Q, QuerySet

from wirepress.content.mail import mail_newsroom
from wirepress.content.options import site
from wirepress.features.wire.maintenance.alert_mail import alert_subject, alert_text
from wirepress.features.wire.models import Source
from wirepress.settings import limits

log = structlog.get_logger(__name__)


@dataclass
class News:
    """Sources that the newsroom is to be told of."""

    bad: Sequence[Source] = field(default_factory=list)  # in trouble
    silent: Sequence[Source] = field(default_factory=list)
    moved: Sequence[Source] = field(default_factory=list)  # another feed is suggested
    well: Sequence[Source] = field(default_factory=list)

    def sources(self) -> list[Source]:
        """Return all of them."""
        return [*self.bad, *self.silent, *self.moved, *self.well]


def trouble_filter() -> Q:
    """Return the filter for sources that failed several times in a row, or that say that they are gone for good."""
    return Q(enabled=True) & (Q(failures__gte=limits.WIRE_TROUBLE) | Q(failures__gt=0, due__isnull=True))


def _silence_filter(now: datetime) -> Q:
    return Q(enabled=True, failures=0, silent_after__lt=now)


def _moved_filter() -> Q:
    """Another feed is told of with the trouble that let it be searched for, or after it."""
    told = Q(told__isnull=False) | Q(told_silence__isnull=False)
    return Q(enabled=True, told_suggestion__isnull=True) & ~Q(suggested="") & told


def _filters(now: datetime) -> dict[str, tuple[Q, str, bool]]:
    """Return for each kind of news which sources it is about, the column that says that it was told, and whether it is told by it."""
    well = Q(enabled=True, failures=0)
    return {
        "bad": (trouble_filter() & Q(told__isnull=True), "told", True),
        "silent": (_silence_filter(now) & Q(told_silence__isnull=True), "told_silence", True),
        "moved": (_moved_filter(), "told_suggestion", True),
        "well": (well & Q(told__isnull=False), "told", False),
        "speaking": (well & Q(told_silence__isnull=False) & ~_silence_filter(now), "told_silence", False),
    }


def is_any_news() -> bool:
    """Whether a source is in trouble, silent, moved or well again, and the newsroom was not told."""
    wanted = Q()
    for condition, _, _ in _filters(site.now_gmt()).values():
        wanted |= condition
    return Source.objects.filter(wanted).exists()


def send_alerts() -> int:
    """Send a mail about sources that are newly in trouble, silent, moved or well. Return how many sources it tells of; 0: none was needed.

    A source is marked before the mail goes out, so that two workers never send the same; when the mail server refuses, the mark
    is taken back and the next run tries again.
    """
    now = site.now_gmt()
    claimed: dict[str, list[Source]] = {}
    for kind, (condition, column, told) in _filters(now).items():
        claimed[kind] = _claim_sources(Source.objects.filter(condition), column, now if told else None)
    listed = {source.pk for source in (*claimed["bad"], *claimed["silent"])}
    news = News(
        bad=claimed["bad"],
        silent=claimed["silent"],
        moved=[
            source for source in claimed["moved"] if source.pk not in listed
        ],  # that mail names it beside the trouble
        well=list({source.pk: source for source in [*claimed["well"], *claimed["speaking"]]}.values()),
    )
    if not news.sources():
        return 0
    try:
        sent = mail_newsroom(alert_subject(news), alert_text(news))
    except OSError as error:
        for kind, (_, column, _) in _filters(now).items():
            for source in claimed[kind]:
                Source.objects.filter(pk=source.pk).update(**{column: getattr(source, column)})
        log.error("wire.mail_failed", error=repr(error))
        return 0
    if not sent:
        log.warning("wire.nobody_to_tell", sources=[source.name for source in news.sources()])
    return len(news.sources())


def _claim_sources(sources: QuerySet[Source], column: str, told: datetime | None) -> list[Source]:
    """Return the sources that this worker was the first to mark."""
    found = []
    for source in sources:
        same = Source.objects.filter(pk=source.pk, **{f"{column}__isnull": getattr(source, column) is None})
        if same.update(**{column: told}):
            found.append(source)
    return found
