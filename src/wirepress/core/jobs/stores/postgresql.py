"""Jobs in a PostgreSQL database, in tables `wirepress_jobs_*` beside the site's own."""

from __future__ import annotations

from typing import Final

import psycopg
from huey.storage import PostgresStorage

from wirepress.core.jobs.message import taken_once_more
from wirepress.core.jobs.stores import Held


class PostgresStore(PostgresStorage):  # type: ignore[misc]
    """For any number of nodes. Asks and does not listen, so that it works behind a connection pool too."""

    errors: Final = (psycopg.Error, OSError)

    def initialize_schema(self) -> None:
        """Make the tables. Two who do so at the same moment would stumble over each other (CREATE TABLE IF NOT EXISTS is no lock)."""
        with self.conn.transaction(), self.conn.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NULL", (self.table_counter,))
            if cursor.fetchone()[0]:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (self.table_task,))
                for statement in self.ddl:
                    cursor.execute(statement)

    def put_later(self, data: bytes, at: float) -> None:
        self.sql(
            f"INSERT INTO {self.table_schedule} (queue, data, timestamp) VALUES (%s, %s, %s)", (self.name, data, at)
        )

    def put_once(self, key: str, number: int, data: bytes) -> bool:
        with self.db() as cursor:
            cursor.execute(
                f"WITH first AS (INSERT INTO {self.table_counter} AS kept (queue, key, value) VALUES (%s, %s, %s) ON CONFLICT (queue, key)"
                " DO UPDATE SET value = excluded.value WHERE kept.value < excluded.value RETURNING queue)"
                f" INSERT INTO {self.table_task} (queue, data) SELECT queue, %s FROM first",
                (self.name, key, number, data),
            )
            return bool(cursor.rowcount == 1)

    def take(self, until: float) -> Held | None:
        with self.db(commit=True) as cursor:
            cursor.execute(
                f"DELETE FROM {self.table_task} WHERE id = (SELECT id FROM {self.table_task} WHERE queue = %s"
                " ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING data",
                (self.name,),
            )
            row = cursor.fetchone()
            if row is None:
                return None
            data = taken_once_more(bytes(row[0]))
            cursor.execute(
                f"INSERT INTO {self.table_schedule} (queue, data, timestamp) VALUES (%s, %s, %s) RETURNING id",
                (self.name, data, until),
            )
            return Held(data, cursor.fetchone()[0])

    def put_back(self, held: Held, data: bytes, at: float) -> Held | None:
        with self.db() as cursor:
            cursor.execute(
                f"UPDATE {self.table_schedule} SET data = %s, timestamp = %s WHERE id = %s AND data = %s",
                (data, at, held.place, held.data),
            )
            return Held(data, held.place) if cursor.rowcount == 1 else None

    def done(self, held: Held) -> bool:
        with self.db() as cursor:
            cursor.execute(f"DELETE FROM {self.table_schedule} WHERE id = %s AND data = %s", (held.place, held.data))
            return bool(cursor.rowcount == 1)

    def release(self, now: float) -> int:
        with self.db() as cursor:
            cursor.execute(
                f"WITH due AS (DELETE FROM {self.table_schedule} WHERE id IN"
                f" (SELECT id FROM {self.table_schedule} WHERE queue = %s AND timestamp <= %s FOR UPDATE SKIP LOCKED)"
                " RETURNING queue, data, timestamp, id)"
                f" INSERT INTO {self.table_task} (queue, data) SELECT queue, data FROM due ORDER BY timestamp, id",
                (self.name, now),
            )
            return int(cursor.rowcount)

    def number(self, key: str) -> int | None:
        rows = self.sql(
            f"SELECT value FROM {self.table_counter} WHERE queue = %s AND key = %s", (self.name, key), results=True
        )
        return int(rows[0][0]) if rows else None
