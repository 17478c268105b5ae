"""Mail when a source is in trouble, once, and when it is well again. What happens at the same time goes into one mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog
from django.db.models import Q, QuerySet

from wirepress.content.mail import mail_newsroom
from wirepress.content.options import site
from wirepress.features.wire.models import Source
from wirepress.settings import limits

log = structlog.get_logger(__name__)
LISTED: Final = 50  # sources named in one mail


def trouble_filter() -> Q:
    """Return the filter for sources that failed several times in a row, or that say that they are gone for good."""
    return Q(enabled=True) & (Q(failures__gte=limits.WIRE_TROUBLE) | Q(failures__gt=0, due__isnull=True))


def is_any_news() -> bool:
    """Whether a source is in trouble, or well again, and the newsroom was not told."""
    news = (trouble_filter() & Q(told__isnull=True)) | Q(enabled=True, failures=0, told__isnull=False)
    return Source.objects.filter(news).exists()


def send_alerts() -> int:
    """Send a mail about sources that are newly in trouble or newly well. Return how many sources it tells of; 0: no mail was needed.

    A source is marked before the mail goes out, so that two workers never send the same; when the mail server refuses, the mark
    is taken back and the next run tries again.
    """
    now = site.now_gmt()
    bad = _claim_sources(Source.objects.filter(trouble_filter(), told__isnull=True), now)
    well = _claim_sources(Source.objects.filter(enabled=True, failures=0, told__isnull=False), None)
    if not bad and not well:
        return 0
    try:
        sent = mail_newsroom(alert_subject(bad, well), alert_text(bad, well))
    except OSError as error:
        Source.objects.filter(pk__in=[source.pk for source in bad]).update(told=None)
        for source in well:
            Source.objects.filter(pk=source.pk, told__isnull=True).update(told=source.told)
        log.error("wire.mail_failed", error=repr(error))
        return 0
    if not sent:
        log.warning("wire.nobody_to_tell", sources=[source.name for source in bad])
    return len(bad) + len(well)


def _claim_sources(sources: QuerySet[Source], told: datetime | None) -> list[Source]:
    """Return the sources that this worker was the first to mark."""
    found = []
    for source in sources:
        same = Source.objects.filter(pk=source.pk, told__isnull=source.told is None)
        if same.update(told=told):
            found.append(source)
    return found


def alert_subject(bad: Sequence[Source], well: Sequence[Source]) -> str:
    """Return the mail's subject, one line."""
    if len(bad) == 1 and not well:
        return f"The source {bad[0].name} is in trouble"
    if len(well) == 1 and not bad:
        return f"The source {well[0].name} is well again"
    parts = [f"{len(bad)} sources in trouble"] * bool(bad) + [f"{len(well)} well again"] * bool(well)
    return f"Wire: {', '.join(parts)}"


def alert_text(bad: Sequence[Source], well: Sequence[Source]) -> str:
    """Return the mail's text: what happened, what is done about it, where to look."""
    lines: list[str] = []
    if bad:
        lines += ["These sources cannot be gathered at the moment. What came from them earlier is kept.", ""]
        for source in bad[:LISTED]:
            lines += [
                f"* {source.name} ({source.url or source.kind})",
                f"  {source.error}",
                f"  Last successful check: {_moment(source.good)}.",
            ]
            lines += [f"  {_next(source)}", ""]
    if well:
        lines += ["These sources are well again:", "", *(f"* {source.name}" for source in well[:LISTED]), ""]
    hidden = max(0, len(bad) - LISTED) + max(0, len(well) - LISTED)
    if hidden:
        lines += [f"... and {hidden} more.", ""]
    return "\n".join([*lines, f"All sources: {site.home('/wp-admin/wire/')}", ""])


def _moment(moment: datetime | None) -> str:
    return f"{site.to_local(moment):%Y-%m-%d %H:%M}" if moment else "never"


def _next(source: Source) -> str:
    if source.due is None:
        return "It says that it is gone for good, so it is not asked again. Correct its address, or remove it."
    return f"It failed {source.failures} times in a row and is asked again at {_moment(source.due)}."
