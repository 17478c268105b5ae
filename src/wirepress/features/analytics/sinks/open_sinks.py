"""The sinks that the setting `analytics_sinks` names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from wirepress.features.analytics.sinks.clickhouse import ClickhouseSink
from wirepress.features.analytics.sinks.postgresql import PostgresqlSink
from wirepress.features.analytics.sinks.protocol import EventSink
from wirepress.features.analytics.sinks.services import Ga4Sink, MatomoSink, PlausibleSink
from wirepress.settings.settings import get_settings

_KINDS: Final[dict[str, Callable[[str, str], EventSink]]] = {
    "clickhouse": ClickhouseSink,
    "matomo": MatomoSink,
    "plausible": PlausibleSink,
    "ga4": Ga4Sink,
}


def open_sinks() -> list[EventSink]:
    """Return the sinks, in the order of the setting."""
    return [open_sink(address) for address in get_settings().analytics_sinks]


def open_sink(address: str) -> EventSink:
    """Return the sink of an address: postgresql://..., or clickhouse+https://..., matomo+, plausible+, ga4+. Raises ValueError."""
    kind, plus, url = address.partition("+")
    if not plus or kind.startswith("postgres"):
        parts = urlsplit(address)
        return PostgresqlSink(address, f"postgresql {parts.hostname}{parts.path}")
    if kind not in _KINDS:
        raise ValueError(f"There is no sink '{kind}'. Known: postgresql, {', '.join(_KINDS)}.")
    parts = urlsplit(url)
    return _KINDS[kind](url, f"{kind} {parts.hostname}{parts.path}")
