"""Events in a PostgreSQL of their own, in a partition for each day. What was begun and not ended is not there twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import psycopg
from psycopg import sql

from wirepress.features.analytics.events import RecordedEvent
from wirepress.features.analytics.sinks.protocol import SinkRefused, SinkUnavailable

_TABLE: Final = "wirepress_events"
_MAKE: Final = """
CREATE TABLE IF NOT EXISTS wirepress_events (
  day date NOT NULL, moment timestamptz NOT NULL, kind text NOT NULL, reader bigint NOT NULL, post_id bigint NOT NULL,
  version text NOT NULL, path text NOT NULL, referrer text NOT NULL, inside boolean NOT NULL, utm_source text NOT NULL,
  utm_medium text NOT NULL, utm_campaign text NOT NULL, device text NOT NULL, language text NOT NULL, country text NOT NULL,
  text text NOT NULL, seconds integer NOT NULL, depth integer NOT NULL, missing boolean NOT NULL
) PARTITION BY RANGE (day);
CREATE TABLE IF NOT EXISTS wirepress_event_batches (name text PRIMARY KEY, taken timestamptz NOT NULL DEFAULT now());
"""


class PostgresqlSink:
    """A PostgreSQL database. `url`: postgresql://USER:PASSWORD@HOST:PORT/NAME."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self.name = url, name

    def send(self, events: Sequence[RecordedEvent], batch: str) -> None:
        """Write the events and the batch's name in one transaction."""
        try:
            with psycopg.connect(self._url, connect_timeout=10) as connection:
                connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('wirepress_events', 0))")
                connection.execute(_MAKE)
                taken = connection.execute(
                    "INSERT INTO wirepress_event_batches (name) VALUES (%s) ON CONFLICT DO NOTHING RETURNING name",
                    (batch,),
                ).fetchone()
                if taken is None:
                    return
                rows = [_row(event) for event in events]
                for day in sorted({row[0] for row in rows}):
                    _make_partition(connection, day)
                with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(_TABLE))) as copy:
                    for row in rows:
                        copy.write_row(row)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise SinkRefused(str(error).strip()[:300]) from error
        except psycopg.Error as error:
            raise SinkUnavailable(str(error).strip()[:300]) from error


def _make_partition(connection: psycopg.Connection[tuple[object, ...]], day: date) -> None:
    connection.execute(
        sql.SQL("CREATE TABLE IF NOT EXISTS {} PARTITION OF {} FOR VALUES FROM ({}) TO ({})").format(
            sql.Identifier(f"{_TABLE}_{day:%Y%m%d}"),
            sql.Identifier(_TABLE),
            sql.Literal(day.isoformat()),
            sql.Literal((day + timedelta(days=1)).isoformat()),
        )
    )


def _row(event: RecordedEvent) -> tuple[Any, ...]:
    moment = datetime.fromtimestamp(event.moment / 1000, UTC)
    words = (event.version, event.path, event.referrer)
    more = (*event.campaign, event.device, event.language, event.country, event.text)
    return (
        moment.date(),
        moment,
        event.kind,
        event.reader,
        event.post_id,
        *(_clean(word) for word in words),
        event.inside,
        *(_clean(word) for word in more),
        event.seconds,
        event.depth,
        event.missing,
    )


def _clean(text: str) -> str:
    return text.replace("\x00", "")
