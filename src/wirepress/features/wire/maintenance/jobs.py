"""What the wire does by itself, as background jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from wirepress.core.hooks import Job

CHAINED: Final = timedelta(minutes=15)  # a look that is due sooner is queued for its moment when the one before it ends
EARLY: Final = 1.0  # seconds by which clocks of database and machine may differ


def jobs() -> Sequence[Job]:
    """A job for each source that is due; what rights and time take away, and what the newsroom is told, by the clock."""
    from wirepress.features.wire.maintenance.digest_mail import is_digest_due, send_digest
    from wirepress.features.wire.maintenance.expire import expire_stories, is_any_expired
    from wirepress.features.wire.maintenance.moved_feed import search_feed
    from wirepress.features.wire.maintenance.prune import prune_records
    from wirepress.features.wire.maintenance.silence import measure_silences

    return (
        Job("wire.due", enqueue_due_sources, every=timedelta(seconds=10), retries=0, needed=is_any_due),
        Job("wire.check", look_if_due, retries=0, waits=True),
        Job("wire.look", run_one_source, retries=0, waits=True),
        Job("wire.renew", renew_subscriptions, every=timedelta(hours=1), retries=0, needed=is_any_to_renew, waits=True),
        Job("wire.expire", expire_stories, every=timedelta(minutes=10), needed=is_any_expired),
        Job("wire.search", search_feed, retries=0, waits=True),
        Job("wire.measure", measure_silences, every=timedelta(hours=1)),
        Job("wire.digest", send_digest, every=timedelta(minutes=5), retries=0, needed=is_digest_due),
        Job("wire.forget", prune_records, every=timedelta(days=1)),
    )


def is_any_due() -> bool:
    """Whether a source is to be looked at, or the newsroom to be told of one."""
    from wirepress.content.options import site
    from wirepress.features.wire.ingest.runs.run_due import due_sources
    from wirepress.features.wire.maintenance.alerts import is_any_news

    return bool(due_sources(site.now_gmt())) or is_any_news()


def enqueue_due_sources() -> int:
    """Queue a look at every source that is due and not looked at already, and mail the newsroom about trouble at once.

    Return how many looks were queued. Whatever looks are under way, this is not behind them.
    """
    from wirepress.content.options import site
    from wirepress.core.jobs.enqueue import enqueue_once
    from wirepress.features.wire.ingest.runs.run_due import due_sources
    from wirepress.features.wire.maintenance.alerts import send_alerts

    numbers = due_sources(site.now_gmt())
    for number in numbers:
        enqueue_once("wire.check", str(number), source_id=number)
    send_alerts()
    return len(numbers)


def look_if_due(source_id: int) -> str:
    """Run one source if it is still due, and queue its next look where that is soon, so that short intervals are kept."""
    from wirepress.content.options import site
    from wirepress.core.jobs.enqueue import enqueue_later
    from wirepress.features.wire.models import Source

    rows = Source.objects.filter(pk=source_id, enabled=True)
    if not rows.filter(due__lte=site.now_gmt() + timedelta(seconds=EARLY)).exists():
        return ""  # somebody else has looked, or it was paused
    words = run_one_source(source_id)
    search_where_needed(source_id)
    due = rows.values_list("due", flat=True).first()
    if due is not None and due - site.now_gmt() <= CHAINED:
        enqueue_later("wire.check", due, source_id=source_id)
    return words


def search_where_needed(source_id: int) -> None:
    """Queue a search of the source's home page where its feed broke or fell silent."""
    from wirepress.core.jobs.enqueue import enqueue_once
    from wirepress.features.wire.maintenance.moved_feed import is_search_due
    from wirepress.features.wire.models import Source

    source = Source.objects.filter(pk=source_id).first()
    if source is not None and is_search_due(source):
        enqueue_once("wire.search", str(source_id), source_id=source_id)


def is_any_to_renew() -> bool:
    """Whether a hub is to be asked anew."""
    from wirepress.content.options import site
    from wirepress.features.wire.fetch.websub import due_subscriptions

    return bool(due_subscriptions(site.now_gmt()))


def renew_subscriptions() -> int:
    """Ask hubs anew whose promise to tell us of news ends soon."""
    from wirepress.content.options import site
    from wirepress.features.wire.fetch.websub import renew_due

    return renew_due(site.now_gmt())


def run_one_source(source_id: int) -> str:
    """Run one source now."""
    from wirepress.features.wire.ingest.runs.run import SourceBusy, receive_documents, run_source
    from wirepress.features.wire.models import Source

    pushed = Source.objects.filter(pk=source_id, kind="push").exists()  # nobody is asked; what waits has its turn
    try:
        run = receive_documents(source_id, []) if pushed else run_source(source_id)
    except SourceBusy as error:
        return str(error)
    return run.error or f"{run.filed} filed, {run.queued} queued, {run.skipped} left out"
