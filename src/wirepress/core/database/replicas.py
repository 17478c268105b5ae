"""Reads from replicas. Django's router asks here which database a query goes to.

A replica lags behind. So only one kind of read goes there: public answers that are made to be kept, and only while the replica
has replayed everything that this process knows to be committed (its place in the write-ahead log is compared, not a clock).
Everything else asks the primary: whatever is signed in, whatever writes, jobs and commands. So nobody misses what they wrote, and what
is kept is as new as if the primary had been asked. See docs/decisions/0014-scale-out.md.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import structlog
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

log = structlog.get_logger(__name__)
PREFIX: Final = "replica"
AWAY: Final = 5.0  # seconds until a replica that did not answer is asked again
_turn = itertools.count()
_away: dict[str, float] = {}
_here = threading.local()


class ReplicaRouter:
    """Reads inside reading() go to the chosen replica, everything else to the primary."""

    def db_for_read(self, model: Any, **_: Any) -> str:
        alias: str = getattr(_here, "alias", DEFAULT_DB_ALIAS)
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else alias

    def db_for_write(self, model: Any, **_: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_: Any, **__: Any) -> bool:
        return True

    def allow_migrate(self, db: str, *_: Any, **__: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def has_replicas() -> bool:
    """Return whether the settings name replicas."""
    return any(alias.startswith(PREFIX) for alias in connections.databases)


@contextmanager
def read_from_replica(after: str) -> Iterator[str]:
    """Inside, reads of this thread go to a replica that has replayed the log up to `after`; the primary where none has.

    Answers the database that is read. `after` is a place in the log (pg_lsn); empty: the primary.
    """
    alias = _choose_replica(after) if after else DEFAULT_DB_ALIAS
    _here.alias = alias
    try:
        yield alias
    finally:
        del _here.alias


def mark_failed(alias: str) -> None:
    """A replica did not answer: it is left alone for a while."""
    if alias != DEFAULT_DB_ALIAS:
        _away[alias] = time.monotonic() + AWAY
        connections[alias].close()


def _choose_replica(after: str) -> str:
    names = [alias for alias in connections.databases if alias.startswith(PREFIX)]
    start = next(_turn)
    for number in range(len(names)):
        alias = names[(start + number) % len(names)]
        if time.monotonic() >= _away.get(alias, 0.0) and _has_replayed(alias, after):
            return alias
    return DEFAULT_DB_ALIAS


def _has_replayed(alias: str, after: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [after])
            row = cursor.fetchone()
    except (DatabaseError, InterfaceError) as error:
        log.warning("database.replica_away", replica=alias, error=str(error).strip()[:200])
        mark_failed(alias)
        return False
    return bool(row and row[0])
