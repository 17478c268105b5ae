"""Django's SQLite backend, whose writers stand in line.

SQLite lets one transaction write at a time, and a writer who finds the database locked sleeps for up to a tenth of a second
before it looks again: many of them starve while the database has nothing to do. Here the threads of a process wait for each
other first, so that at most one writer of each process asks SQLite, and that one asks often.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from wirepress.core.collation import equivalents

AGAIN: Final = 0.0005  # seconds between two questions whether another process is done
_LINES: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite whose writers wait in a fair order and that notices a replaced file."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._line: threading.Lock | None = None  # held while a transaction is open
        self._file: tuple[int, int] | None = None
        self._patience = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Remembers which file it is. A service makes no file where one is missing: the old one, put back, would find a stranger's log."""
        if os.environ.get("WIREPRESS_BOARD") and self._found() is None:
            raise sqlite3.OperationalError("unable to open database file: it is not there")
        connection = super().get_new_connection(conn_params)
        self._file = self._found()
        connection.create_function(equivalents.HOLDS, 2, equivalents.contains_text, deterministic=True)
        connection.create_function(equivalents.ALIKE, 2, equivalents.equals_text, deterministic=True)
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """A connection outlives a request, but not the file that it has open: a restored copy may lie there now."""
        if self.connection is not None and not self.in_atomic_block and self._found() != self._file:
            self.close()
            return
        super().close_if_unusable_or_obsolete()

    def _found(self) -> tuple[int, int] | None:
        try:
            facts = Path(self.settings_dict["NAME"]).stat()
        except (OSError, ValueError):
            return None
        return facts.st_dev, facts.st_ino

    def _start_transaction_under_autocommit(self) -> None:
        line = _LINES[str(self.settings_dict["NAME"])]
        if not line.acquire(timeout=self._patience):
            raise OperationalError("database is locked")
        self._line = line
        try:
            self._begin(time.monotonic() + self._patience)
        except BaseException:
            self._leave()
            raise

    def _begin(self, end: float) -> None:
        cursor = self.cursor()
        self._wait(0)
        try:
            while True:
                try:
                    cursor.execute("BEGIN IMMEDIATE")
                    return
                except OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() >= end:
                        raise
                    time.sleep(AGAIN)
        finally:
            self._wait(self._patience)

    def _wait(self, seconds: float) -> None:
        """How long SQLite itself waits from now on; asked below Django, which would count it as a question."""
        if self.connection is not None:
            self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def _leave(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.release()

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            if self.connection is None or not self.connection.in_transaction:
                self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave()
