"""The flood brake at work: a source's history, and the one mail to the newsroom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from wirepress.content.mail import mail_newsroom
from wirepress.content.options import site
from wirepress.features.wire.decide.flood import HEADLINES_LEAST, LEAST, LookHistory, find_flood
from wirepress.features.wire.models import Item, Run, Source

log = structlog.get_logger(__name__)
DAYS: Final = 30
LOOKS: Final = 500


def find(source: Source, run: Run, new: int, known_headlines: int) -> str:
    """Return why the new entries of a look are held, in words; "" when they are not."""
    if new <= LEAST and known_headlines < HEADLINES_LEAST:
        return ""
    return find_flood(new, known_headlines, read_history(source, run.began))


def read_history(source: Source, now: datetime) -> LookHistory:
    """Return what the good looks of the last month brought; the very first look is none of the norm, nor is a flood."""
    rows = Run.objects.filter(source=source, error="", ended__isnull=False, began__gte=now - timedelta(days=DAYS))
    looks = list(
        rows.order_by("-began").values_list("pk", "began", "new", "filed", "queued", "attached", "held")[:LOOKS]
    )
    first = (
        Run.objects.filter(source=source, error="", ended__isnull=False)
        .order_by("began", "pk")
        .values_list("pk", flat=True)
        .first()
    )
    counts, moments = [], []
    for pk, began, fresh, filed, queued, attached, held in looks:
        moments.append(began)
        if pk != first and not (held and held >= fresh > LEAST):
            counts.append(max(fresh, filed + queued + attached))
    if not counts:
        return LookHistory()
    return LookHistory(tuple(counts), moments[0] - moments[-1], max(now - moments[0], timedelta()))


def waiting_items(source: Source) -> int:
    """Return how many entries of a source wait because they came in a flood."""
    return Item.objects.filter(source=source, state="held", hold="flood").count()


def tell_newsroom(source: Source, words: str) -> bool:
    """Send the one mail about a flood. Return whether one was sent: not while an earlier flood of the source still waits for a decision."""
    now = site.now_gmt()
    number = waiting_items(source)
    if not number or not Source.objects.filter(pk=source.pk, flooded=None).update(flooded=now):
        return False
    where = site.home(f"/wp-admin/wire-queue/?state=held&source={source.pk}")
    text = (
        f"{number} entries of {source.name} are held and not published: {words}.\n\n"
        "That happens when a site moves to another system, or when somebody has broken into it. "
        f"Look at them, and file or drop them all with one click:\n\n{where}\n\nNothing is lost meanwhile.\n"
    )
    try:
        sent = mail_newsroom(f"{number} entries of {source.name} are held", text)
    except OSError as error:
        Source.objects.filter(pk=source.pk, flooded=now).update(flooded=None)
        log.error("wire.mail_failed", error=repr(error))
        return False
    if not sent:
        log.warning("wire.nobody_to_tell", sources=[source.name])
    return sent
