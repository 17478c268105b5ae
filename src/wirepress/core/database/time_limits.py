"""A PostgreSQL that takes connections and questions but answers none: a frozen machine, a stopped process, a dead disk below it.

Neither TCP nor the server's own limits notice that. Whoever watches the database in a process (server/watch) asks with a limit
of time, and says here when it was passed: statements under way are cut by closing their sockets, which their threads take for a
server that is gone, and nobody begins to wait until it answers again.
"""

from __future__ import annotations

import os
import socket
import weakref
from contextlib import suppress
from typing import Any, Final

from psycopg.pq import TransactionStatus

WORDS: Final = "the database does not answer"
_open: weakref.WeakSet[Any] = weakref.WeakSet()
_state: dict[str, bool] = {}


def register_connection(connection: Any) -> None:
    """A connection (of psycopg) that may be cut."""
    _open.add(connection)


def is_silent() -> bool:
    """Return whether the database is known to hang."""
    return _state.get("silent", False)


def mark_answering() -> None:
    """Note that the database has answered, so that it is asked again."""
    _state.clear()


def mark_silent() -> None:
    """It hangs: whoever waits for it waits no longer."""
    _state["silent"] = True
    for connection in list(_open):
        with suppress(Exception):
            if connection.pgconn.transaction_status == TransactionStatus.ACTIVE:
                cut_connection(connection)


def cut_connection(connection: Any) -> None:
    """Close the line under a connection: whoever waits for an answer on it gets psycopg.OperationalError."""
    with suppress(Exception), socket.socket(fileno=os.dup(connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)
