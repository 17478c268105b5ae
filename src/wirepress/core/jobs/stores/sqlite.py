"""Jobs in a SQLite file."""

from __future__ import annotations

import sqlite3
from typing import Final

from huey.storage import SqliteStorage

from wirepress.core.jobs.message import taken_once_more
from wirepress.core.jobs.stores import Held


class SqliteStore(SqliteStorage):  # type: ignore[misc]
    """For one machine: any number of its processes."""

    errors: Final = (sqlite3.Error, OSError)

    def put_later(self, data: bytes, at: float) -> None:
        self.sql("INSERT INTO schedule (queue, data, timestamp) VALUES (?, ?, ?)", (self.name, data, at), commit=True)

    def put_once(self, key: str, number: int, data: bytes) -> bool:
        with self.db(commit=True) as cursor:
            cursor.execute(
                "INSERT INTO counter (queue, key, value) VALUES (?, ?, ?) ON CONFLICT (queue, key)"
                " DO UPDATE SET value = excluded.value WHERE value < excluded.value",
                (self.name, key, number),
            )
            first = bool(cursor.rowcount == 1)
            if first:
                cursor.execute("INSERT INTO task (queue, data) VALUES (?, ?)", (self.name, data))
        return first

    def take(self, until: float) -> Held | None:
        if not self.sql("SELECT 1 FROM task WHERE queue = ? LIMIT 1", (self.name,), results=True):
            return None
        with self.db(commit=True) as cursor:
            row = cursor.execute(
                "SELECT id, data FROM task WHERE queue = ? ORDER BY priority DESC, id LIMIT 1", (self.name,)
            ).fetchone()
            if row is None:
                return None
            data = taken_once_more(bytes(row[1]))
            cursor.execute("DELETE FROM task WHERE id = ?", (row[0],))
            cursor.execute("INSERT INTO schedule (queue, data, timestamp) VALUES (?, ?, ?)", (self.name, data, until))
            return Held(data, cursor.lastrowid)

    def put_back(self, held: Held, data: bytes, at: float) -> Held | None:
        with self.db(commit=True) as cursor:
            cursor.execute(
                "UPDATE schedule SET data = ?, timestamp = ? WHERE id = ? AND data = ?",
                (data, at, held.place, held.data),
            )
            return Held(data, held.place) if cursor.rowcount == 1 else None

    def done(self, held: Held) -> bool:
        with self.db(commit=True) as cursor:
            cursor.execute("DELETE FROM schedule WHERE id = ? AND data = ?", (held.place, held.data))
            return bool(cursor.rowcount == 1)

    def release(self, now: float) -> int:
        due = (self.name, now)
        if not self.sql("SELECT 1 FROM schedule WHERE queue = ? AND timestamp <= ? LIMIT 1", due, results=True):
            return 0
        with self.db(commit=True) as cursor:
            cursor.execute(
                "INSERT INTO task (queue, data) SELECT queue, data FROM schedule WHERE queue = ? AND timestamp <= ? ORDER BY timestamp, id",
                due,
            )
            cursor.execute("DELETE FROM schedule WHERE queue = ? AND timestamp <= ?", due)
            return int(cursor.rowcount)

    def number(self, key: str) -> int | None:
        rows = self.sql("SELECT value FROM counter WHERE queue = ? AND key = ?", (self.name, key), results=True)
        return int(rows[0][0]) if rows else None
