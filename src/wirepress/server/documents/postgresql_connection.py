"""A PostgreSQL connection for the few statements that run all day: prepared once, executed in one step of libpq.

A cursor of psycopg does the same with several steps in Python around it, which take as long as the question itself. What is
read is turned into Python's types by psycopg.
"""

from __future__ import annotations

import itertools
import re
import select
import time
from collections.abc import Sequence
from typing import Any, Final

import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus

from wirepress.core.database import time_limits

_MARK: Final = re.compile("%s")
_NUMBERS: Final = itertools.count()
PREPARED_MAX: Final = 256  # statements of one line
ANSWER_SECONDS: Final = 1.0  # seconds that the database may take: it is asked on the loop, which stands still meanwhile
LEFT_ALONE: Final = (
    1.0  # seconds after a question without an answer, or a line that could not be opened, until another one is tried
)
_OPTIONS: Final = "-c default_transaction_read_only=on -c timezone=UTC"


class DatabaseTimeout(psycopg.OperationalError):
    """The database did not answer in time."""


class PostgresConnection:
    """One connection that only reads, for the thread that made it. A closed connection is opened again by the next statement."""

    def __init__(self, conninfo: str, *, prepares: bool) -> None:
        """`prepares`: False behind a pool, where prepared statements may belong to another connection."""
        self._conninfo, self._prepares = conninfo, prepares
        self._connection: psycopg.Connection[Any] | None = None
        self._prepared: dict[str, bytes] = {}
        self._numbered: dict[str, bytes] = {}
        self._again = 0.0  # not before this moment

    def execute(self, sql: str, values: Sequence[int | str]) -> list[tuple[Any, ...]]:
        """Return the rows. `sql` has %s where values stand, and no other percent sign. Raises psycopg.Error, and closes the connection then."""
        connection = self._connection
        if connection is None or connection.closed:
            connection = self._connect()
        words = [str(value).encode() for value in values]
        pipe = connection.pgconn
        try:
            if self._prepares:
                pipe.send_query_prepared(self._prepared.get(sql) or self._prepare(connection, sql), words, None, 1)
            else:
                pipe.send_query_params(self._number_placeholders(sql), words, None, None, 1)
            result = _await_result(pipe)
            if result.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(result)
        except psycopg.Error as error:
            self.close()
            if isinstance(error, DatabaseTimeout):
                self._again = time.monotonic() + LEFT_ALONE
            raise
        rows = Transformer(connection)
        rows.set_pgresult(result)
        return rows.load_rows(0, result.ntuples, tuple)

    def _connect(self) -> psycopg.Connection[Any]:
        if time_limits.is_silent() or time.monotonic() < self._again:
            raise psycopg.OperationalError(time_limits.WORDS)
        self._prepared.clear()
        try:
            self._connection = psycopg.connect(self._conninfo, autocommit=True, connect_timeout=2, options=_OPTIONS)
        except psycopg.Error:
            self._again = time.monotonic() + LEFT_ALONE
            raise
        return self._connection

    def _prepare(self, connection: psycopg.Connection[Any], sql: str) -> bytes:
        if len(self._prepared) >= PREPARED_MAX:
            connection.execute("DEALLOCATE ALL")
            self._prepared.clear()
        name = b"wirepress_%d" % next(_NUMBERS)
        connection.pgconn.send_prepare(name, self._number_placeholders(sql))
        result = _await_result(connection.pgconn)
        if result.status != ExecStatus.COMMAND_OK:
            raise psycopg.errors.error_from_result(result)
        self._prepared[sql] = name
        return name

    def _number_placeholders(self, sql: str) -> bytes:
        """Return the statement with $1, $2 for the values, as PostgreSQL wants them."""
        found = self._numbered.get(sql)
        if found is None:
            if len(self._numbered) >= PREPARED_MAX:
                self._numbered.clear()
            places = iter(range(1, sql.count("%s") + 1))
            found = self._numbered[sql] = _MARK.sub(lambda _: f"${next(places)}", sql).encode()
        return found

    def close(self) -> None:
        """Close the connection; the next statement opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _await_result(pipe: Any) -> Any:
    """Return the result of what was sent. Raises DatabaseTimeout after ANSWER_SECONDS without one."""
    end = 0.0
    poller = select.poll()
    poller.register(pipe.socket, select.POLLIN)
    while pipe.is_busy():
        now = time.monotonic()
        end = end or now + ANSWER_SECONDS
        if now >= end or not poller.poll((end - now) * 1000):
            raise DatabaseTimeout(time_limits.WORDS)
        pipe.consume_input()
    result = pipe.get_result()
    while pipe.get_result() is not None:
        pass
    return result
