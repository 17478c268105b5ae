"""Creates the response service of one process from the settings."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler

from wirepress.server.access_log import AccessLog
from wirepress.server.cache.store import ResponseCache
from wirepress.server.changes.install import watched_tables
from wirepress.server.metrics.process_metrics import ProcessMetrics
from wirepress.server.metrics.shared_metrics import SharedMetrics
from wirepress.server.request.plugin_query_names import declare_plugin_query_names
from wirepress.server.response_service import ResponseService
from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.freshness import Freshness
from wirepress.server.watch.readers import Readers
from wirepress.settings.settings import Settings


def open_response_service(handler: WSGIHandler, settings: Settings, shared_metrics: Path | None) -> ResponseService:
    """Return the service, not yet watching the database: see ResponseService.start."""
    declare_plugin_query_names()
    store = ResponseCache(settings.cache_megabytes * 2**20)
    readers = Readers(settings.trusted_proxies)
    freshness: Freshness | None = None
    service: ResponseService | None = None

    def heard(tags: set[str]) -> None:
        if freshness is not None:
            freshness.note_changes(tags)
        if service is not None:
            service.live.hear(tags)
        if service is not None and service.purger is not None:
            service.purger.add_tags(tags)
        if service is not None and (not tags or "option" in tags):
            service.reload_options()

    change_log = ChangeLog(watched_tables(), heard)
    freshness = Freshness(store, change_log, readers)
    process_metrics = ProcessMetrics(SharedMetrics(shared_metrics) if shared_metrics is not None else None)
    service = ResponseService(
        handler, store, freshness, process_metrics, AccessLog(settings.access_log), django_settings.DATABASES["default"]
    )
    service.shared = settings.cdn_seconds
    if settings.purge_url:
        from wirepress.server.cdn.purger import Purger  # brings the HTTP client, which takes memory

        service.purger = Purger(
            settings.purge_url,
            settings.purge_headers,
            {watched.kind for watched in watched_tables() if watched.kind},
            process_metrics,
        )
    return service
