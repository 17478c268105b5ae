"""The metrics of all processes in Prometheus's text format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric

from wirepress import __version__
from wirepress.core.hooks import Metric as Row
from wirepress.server.feature_metrics import group_by_name
from wirepress.server.metrics import process_metrics
from wirepress.server.metrics.shared_metrics import SharedMetrics

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class MetricsCollector:
    """Reads the shared metrics when Prometheus asks for them."""

    def __init__(self, shared_metrics: SharedMetrics, rows: Sequence[Row]) -> None:
        self._shared_metrics, self._rows = shared_metrics, rows

    def collect(self) -> Iterator[Metric]:
        """Yield every metric."""
        shared_metrics = self._shared_metrics
        ways = CounterMetricFamily("wirepress_responses", "Answers by the way they were found.", labels=["way"])
        for name, cell in process_metrics.WAYS.items():
            ways.add_metric([name], shared_metrics.sum_over_all(cell))
        yield ways
        statuses = CounterMetricFamily(
            "wirepress_made_statuses", "Answers that had to be made, by class of status.", labels=["class"]
        )
        for place in range(1, 6):
            statuses.add_metric([f"{place}xx"], shared_metrics.sum_over_all(process_metrics.STATUS + place))
        yield statuses
        yield self._duration_histogram()
        for name, cell, words in (
            ("wirepress_cache_entries", process_metrics.ENTRIES, "Answers kept, over all processes."),
            ("wirepress_cache_bytes", process_metrics.BYTES, "Memory that they take."),
            ("wirepress_connections", process_metrics.CONNECTIONS, "Open connections."),
        ):
            yield GaugeMetricFamily(name, words, value=shared_metrics.sum_over_living(cell))
        yield CounterMetricFamily(
            "wirepress_cache_evictions",
            "Answers dropped for want of room.",
            value=shared_metrics.sum_over_all(process_metrics.EVICTED),
        )
        release = GaugeMetricFamily("wirepress_release", "The release that runs.", labels=["version"])
        release.add_metric([__version__], 1)
        yield release
        yield from group_by_name(self._rows)

    def _duration_histogram(self) -> Metric:
        times = HistogramMetricFamily(
            "wirepress_response_seconds", "How long answers took that had to be made.", labels=["way"]
        )
        for name, first in process_metrics.TIMED.items():
            total, buckets = 0, []
            for place, bound in enumerate([*map(str, process_metrics.BOUNDS), "+Inf"]):
                total += self._shared_metrics.sum_over_all(first + place)
                buckets.append((bound, total))
            times.add_metric(
                [name], buckets, self._shared_metrics.sum_over_all(first + process_metrics.SUM) / 1_000_000
            )
        return times


def write_exposition(shared_metrics: SharedMetrics, rows: Sequence[Row] = ()) -> bytes:
    """Return all metrics as text: the service's own, then those of features (`rows`)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(MetricsCollector(shared_metrics, rows))
    return generate_latest(registry)
