"""Sets up the desk of one process from the settings."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler

from wirepress.server.access_log import AccessLog
from wirepress.server.cache.store import Store
from wirepress.server.changes.install import declared
from wirepress.server.metrics.process_metrics import Meter
from wirepress.server.metrics.shared_metrics import Board
from wirepress.server.response_service import Desk
from wirepress.server.watch.change_log import Journal
from wirepress.server.watch.freshness import Clock
from wirepress.server.watch.readers import Readers
from wirepress.settings.settings import Settings


def open_desk(handler: WSGIHandler, settings: Settings, board: Path | None) -> Desk:
    """The desk, not yet watching: see Desk.start."""
    store = Store(settings.cache_megabytes * 2**20)
    readers = Readers(settings.trusted_proxies)
    clock: Clock | None = None
    desk: Desk | None = None

    def heard(tags: set[str]) -> None:
        if clock is not None:
            clock.heard(tags)
        if desk is not None and desk.purger is not None:
            desk.purger.heard(tags)
        if desk is not None and (not tags or "option" in tags):
            desk.options_changed()

    journal = Journal(declared(), heard)
    clock = Clock(store, journal, readers)
    meter = Meter(Board(board) if board is not None else None)
    desk = Desk(handler, store, clock, meter, AccessLog(settings.access_log), django_settings.DATABASES["default"])
    desk.shared = settings.cdn_seconds
    if settings.purge_url:
        from wirepress.server.cdn.purger import Purger  # brings the HTTP client, which takes memory

        desk.purger = Purger(
            settings.purge_url, settings.purge_headers, {watched.kind for watched in declared() if watched.kind}, meter
        )
    return desk
