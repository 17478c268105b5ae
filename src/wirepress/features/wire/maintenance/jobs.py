"""What the wire does by itself, as background jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wirepress.core.hooks import Job


def jobs() -> Sequence[Job]:
    """Gathering every minute; what rights and time take away, hourly and daily. Gathering has limits of time of its own."""
    from wirepress.features.wire.maintenance.expire import expire, is_any_expired
    from wirepress.features.wire.maintenance.prune import forget

    return (
        Job("wire.due", look_at_due, every=timedelta(minutes=1), retries=0, timeout=None, needed=is_any_due),
        Job("wire.look", look, retries=0),
        Job("wire.renew", renew_subscriptions, every=timedelta(hours=1), retries=0, needed=is_any_to_renew),
        Job("wire.expire", expire, every=timedelta(minutes=10), needed=is_any_expired),
        Job("wire.forget", forget, every=timedelta(days=1)),
    )


def is_any_due() -> bool:
    """Whether a source is to be looked at, or the newsroom to be told of one."""
    from wirepress.content.options import site
    from wirepress.features.wire.ingest.run import due
    from wirepress.features.wire.maintenance.alerts import is_any_news

    return bool(due(site.now_gmt())) or is_any_news()


def look_at_due() -> int:
    """Look at every source that is due, then tell the newsroom of trouble."""
    from wirepress.features.wire.ingest.run import run_due
    from wirepress.features.wire.maintenance.alerts import tell

    made = run_due()
    tell()
    return made


def is_any_to_renew() -> bool:
    """Whether a hub is to be asked anew."""
    from wirepress.content.options import site
    from wirepress.features.wire.fetch.websub import due

    return bool(due(site.now_gmt()))


def renew_subscriptions() -> int:
    """Ask hubs anew whose promise to tell us of news ends soon."""
    from wirepress.content.options import site
    from wirepress.features.wire.fetch.websub import renew

    return renew(site.now_gmt())


def look(source_id: int) -> str:
    """Look at one source now."""
    from wirepress.features.wire.ingest.run import Busy, run_source

    try:
        run = run_source(source_id)
    except Busy as error:
        return str(error)
    return run.error or f"{run.filed} filed, {run.queued} queued, {run.skipped} left out"
