"""SQLite: bytes in shared memory tell whether anybody may have committed, one number whether it is so, a short table what."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.wal_index import WalIndex, wal_index

BATCH_MAX: Final = 20_000  # rows; more at once, and everything counts as changed


class SqliteWatch:
    """Checks the database file for changes. Used only by the thread that made it."""

    def __init__(self, path: str, change_log: ChangeLog) -> None:
        self._change_log = change_log
        # PRAGMA data_version (sqlite.org): changes whenever another connection, of whatever process, has committed.
        self._file = Path(path)
        self._is_there = True
        self._connection = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?mode=rw", uri=True, timeout=1, isolation_level=None
        )
        self._first = self._file_identity()
        self._connection.execute("PRAGMA query_only = 1")
        self._cursor = self._connection.cursor()
        self._version = -1
        self._index: WalIndex | None = None
        self._header = b""
        self._position = self._last_change()
        # Pages that older changes made old were thrown away with those changes, see prune.
        self._change_log.set_start(
            self._connection.execute("SELECT COALESCE(MAX(id), 0) FROM delivery_change").fetchone()[0]
        )
        self.read_changes()
        self._index = wal_index(self._file.absolute())

    def _last_change(self) -> int:
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'delivery_change'").fetchone()
        return int(row[0]) if row else 0

    def read_changes(self) -> bool:
        """Read new changes into the log. Return True: everything is known. Raises sqlite3.Error when the database cannot be read."""
        if not self._is_there:
            raise sqlite3.OperationalError(f"{self._file} is not there")
        header = b""
        if self._index is not None:
            header = self._index.header()
            if header == self._header:
                return True
        version = self._cursor.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._read_rows()
            self._version = version
        self._header = header  # what was seen before SQLite was asked
        return True

    def _read_rows(self) -> None:
        rows = self._connection.execute(
            "SELECT id, kind, ref FROM delivery_change WHERE id > ? ORDER BY id LIMIT ?", (self._position, BATCH_MAX)
        ).fetchall()
        if not rows:
            end = self._last_change()
            if end != self._position:  # thrown away before we looked, or another database has taken the file's place
                self._position = end
                self._change_log.record_unknown(end)
            return
        complete = rows[0][0] == self._position + 1 and len(rows) < BATCH_MAX
        self._position = rows[-1][0] if len(rows) < BATCH_MAX else self._last_change()
        if complete:
            self._change_log.record(((kind, ref) for _, kind, ref in rows), self._position)
        else:
            self._change_log.record_unknown(self._position)

    def is_replaced(self) -> bool:
        """Return whether there is another file now. While there is none nothing is known."""
        found = self._file_identity()
        self._is_there = found is not None
        self._header = b""  # once a second SQLite itself is asked
        return found not in (None, self._first)

    def _file_identity(self) -> tuple[int, int] | None:
        try:
            facts = self._file.stat()
        except OSError:
            return None
        return facts.st_dev, facts.st_ino

    def read_next_due(self, now: str) -> str | None:
        """Return the next moment (GMT, as the database writes it) at which a scheduled story is due."""
        row = self._connection.execute(
            "SELECT MIN(date_gmt) FROM posts_post WHERE status = 'future' AND date_gmt > ?", (now,)
        ).fetchone()
        return str(row[0]) if row and row[0] else None

    async def wait_until_heard(self) -> None:
        """Do nothing: every process checks the file itself, each time."""

    def place(self) -> int:
        """Return the number of the last change."""
        return self._position

    def mark(self) -> str:
        """Return the number of the last change that was read."""
        return str(self._position)

    def log_place(self) -> str:
        """Return "": there are no replicas."""
        return ""

    async def prune(self, mark: str) -> None:
        """Delete the changes up to `mark`, which every process has read many times since. A busy database is left for later."""
        await asyncio.get_running_loop().run_in_executor(
            None, _delete_changes, self._path(), int(mark), sorted(self._change_log.aside)
        )

    def _path(self) -> str:
        return str(self._connection.execute("PRAGMA database_list").fetchone()[2])

    async def close(self) -> None:
        """Close the connection and the file."""
        self._connection.close()


_OLD_PAGES: Final = """
    DELETE FROM delivery_page WHERE place < (SELECT MAX(id) FROM delivery_change WHERE id <= ? AND kind NOT IN (SELECT value FROM json_each(?)))
    OR (tags <> '' AND place < (SELECT MAX(id) FROM delivery_change WHERE id <= ?))"""


def _delete_changes(path: str, mark: int, aside: Sequence[str]) -> None:
    with (
        contextlib.closing(sqlite3.connect(path, timeout=2)) as writer,
        contextlib.suppress(sqlite3.OperationalError),
        writer,
    ):
        writer.execute(_OLD_PAGES, (mark, json.dumps(aside), mark))
        writer.execute("DELETE FROM delivery_change WHERE id <= ?", (mark,))
