"""Events in ClickHouse, over its HTTP interface. A batch that comes again is recognised by its token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import unquote, urlencode, urlsplit

from wirepress.features.analytics.events import RecordedEvent
from wirepress.features.analytics.sinks.protocol import ask

_MAKE: Final = (
    "CREATE TABLE IF NOT EXISTS wirepress_events (moment DateTime64(3, 'UTC'), kind LowCardinality(String), reader UInt64, post_id UInt64,"
    " version String, path String, referrer String, inside Bool, utm_source String, utm_medium String, utm_campaign String,"
    " device LowCardinality(String), language LowCardinality(String), country LowCardinality(String), text String, seconds UInt32,"
    " depth UInt8, missing Bool) ENGINE = MergeTree PARTITION BY toYYYYMMDD(moment) ORDER BY (post_id, moment)"
    " SETTINGS non_replicated_deduplication_window = 1000"
)
_INSERT: Final = "INSERT INTO wirepress_events FORMAT JSONEachRow"


class ClickhouseSink:
    """A ClickHouse server. `url`: http(s)://USER:PASSWORD@HOST:PORT/DATABASE."""

    def __init__(self, url: str, name: str) -> None:
        parts = urlsplit(url)
        self.name = name
        self._base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
        self._database = parts.path.strip("/") or "default"
        self._secrets = {
            "X-ClickHouse-User": unquote(parts.username or "default"),
            "X-ClickHouse-Key": unquote(parts.password or ""),
        }
        self._made = False

    def send(self, events: Sequence[RecordedEvent], batch: str) -> None:
        """Insert the events as one block."""
        if not self._made:
            self._ask({"query": _MAKE}, b"")
            self._made = True
        body = b"".join(
            json.dumps(_row(event), ensure_ascii=False).encode("utf-8", "replace") + b"\n" for event in events
        )
        self._ask({"query": _INSERT, "insert_deduplication_token": batch, "insert_deduplicate": "1"}, body)

    def _ask(self, words: dict[str, str], body: bytes) -> None:
        query = urlencode({"database": self._database, **words})
        ask(f"{self._base}?{query}", body, {"Content-Type": "application/x-ndjson"}, self._secrets)


def _row(event: RecordedEvent) -> dict[str, Any]:
    source, medium, campaign = event.campaign
    return {
        "moment": f"{datetime.fromtimestamp(event.moment / 1000, UTC):%Y-%m-%d %H:%M:%S}.{event.moment % 1000:03d}",
        "kind": event.kind,
        "reader": event.reader,
        "post_id": event.post_id,
        "version": event.version,
        "path": event.path,
        "referrer": event.referrer,
        "inside": event.inside,
        "utm_source": source,
        "utm_medium": medium,
        "utm_campaign": campaign,
        "device": event.device,
        "language": event.language,
        "country": event.country,
        "text": event.text,
        "seconds": event.seconds,
        "depth": event.depth,
        "missing": event.missing,
    }
