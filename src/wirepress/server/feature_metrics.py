"""Metrics of the database and of features, read in a thread that may query the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, InterfaceError
from django.db.models import Count, F
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family

from wirepress.content.options.features import extensions
from wirepress.core.hooks import Metric
from wirepress.core.jobs.models import NowMs, QueuedJob
from wirepress.server.documents import stale_documents as documents

log = structlog.get_logger(__name__)


def collect_metrics() -> list[Metric]:
    """Return the metrics of every feature that is on; none when the database cannot be reached, so that the service's own still appear."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        waiting = Metric(
            "wirepress_documents_waiting", "Documents that are to be made (anew).", documents.count_stale()
        )
        return [waiting, *_count_jobs(), *extensions().collect("metrics")]
    except (DatabaseError, InterfaceError):
        return []
    finally:
        signals.request_finished.send(sender=WSGIHandler)


def _count_jobs() -> list[Metric]:
    """Jobs by state, and how long the first of those that should have begun has waited; periodic ones between two periods left out."""
    rows = QueuedJob.objects.exclude(periodic=True, state="waiting", failed=0)
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    states = [
        Metric("wirepress_jobs", "Background jobs by state.", counts.get(state, 0), labels={"state": state})
        for state in ("waiting", "running", "failed")
    ]
    late = rows.filter(state="waiting", due__lte=NowMs()).order_by("due").values_list(NowMs() - F("due"), flat=True)
    words = "How long the first job that should have begun has waited."
    return [*states, Metric("wirepress_jobs_late_seconds", words, (late.first() or 0) / 1000)]


def group_by_name(rows: Iterable[Metric]) -> Iterator[Family]:
    """Yield the metrics grouped by name, as Prometheus wants them. One that does not fit its name is logged and left out."""
    found: dict[str, CounterMetricFamily | GaugeMetricFamily] = {}
    names: dict[str, list[str]] = {}
    for row in rows:
        try:
            labels = names.setdefault(row.name, sorted(row.labels))
            if row.name not in found:
                kind = CounterMetricFamily if row.kind == "counter" else GaugeMetricFamily
                found[row.name] = kind(row.name, row.help, labels=labels)
            found[row.name].add_metric([str(row.labels[name]) for name in labels], row.value)
        except (ValueError, KeyError) as error:
            log.error("metric.wrong", name=row.name, error=repr(error))
    yield from found.values()
