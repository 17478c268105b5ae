"""What the wire does by itself, as background jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.core.hooks import Job


def jobs() -> Sequence[Job]:
    """Gathering every minute; what rights and time take away, hourly and daily. Gathering has limits of time of its own."""
    from wirepress.features.wire.maintenance.expire import expire_stories, is_any_expired
    from wirepress.features.wire.maintenance.prune import prune_records

    return (
        Job("wire.due", run_due_sources, every=timedelta(minutes=1), retries=0, timeout=None, needed=is_any_due),
        Job("wire.look", run_one_source, retries=0),
        Job("wire.renew", renew_subscriptions, every=timedelta(hours=1), retries=0, needed=is_any_to_renew),
        Job("wire.expire", expire_stories, every=timedelta(minutes=10), needed=is_any_expired),
        Job("wire.forget", prune_records, every=timedelta(days=1)),
    )


def is_any_due() -> bool:
    """Whether a source is to be looked at, or the newsroom to be told of one."""
    from wirepress.content.options import site
    from wirepress.features.wire.ingest.run_due import due_sources
    from wirepress.features.wire.maintenance.alerts import is_any_news

    return bool(due_sources(site.now_gmt())) or is_any_news()


def run_due_sources() -> int:
    """Run every source that is due, then mail the newsroom about trouble."""
    from wirepress.features.wire.ingest.run_due import run_due
    from wirepress.features.wire.maintenance.alerts import send_alerts

    made = run_due()
    send_alerts()
    return made


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
    from wirepress.features.wire.ingest.run import SourceBusy, receive_documents, run_source
    from wirepress.features.wire.models import Source

    pushed = Source.objects.filter(pk=source_id, kind="push").exists()  # nobody is asked; what waits has its turn
    try:
        run = receive_documents(source_id, []) if pushed else run_source(source_id)
    except SourceBusy as error:
        return str(error)
    return run.error or f"{run.filed} filed, {run.queued} queued, {run.skipped} left out"
