"""Repeats what the database has refused only because others wrote at the same moment.

PostgreSQL ends one of two transactions that wait for each other (40P01), or whose reads and writes cross (40001): nothing of it is
kept, and done once more it goes through. Work may be repeated while none of its transactions has been committed.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

import structlog
from django.db import OperationalError, connection

log = structlog.get_logger(__name__)
_T = TypeVar("_T")
TRIES: Final = 6
FIRST: Final = 0.02  # seconds before the second try, at most; twice as many before each further one
_CLASHES: Final = ("40P01", "40001")
_READS: Final = re.compile(
    r"\s*(?:SELECT|SHOW|WITH|SAVEPOINT|RELEASE|ROLLBACK|SET)\b(?!.*\b(?:INSERT|UPDATE|DELETE|nextval)\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_write_conflict(error: BaseException | None) -> bool:
    """Return whether the error says that others wrote at the same moment, and nothing else is wrong."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in _CLASHES


def retry_on_conflict(work: Callable[[], _T], *, may: Callable[[], bool] = lambda: True) -> _T:
    """Return what the work answers. It is done again, up to TRIES times, where it clashed with others and has committed nothing.

    `may` is asked before another try, whether the work can begin anew. Raises what the work raises. On SQLite writers stand in line.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return work()
    for number in range(1, TRIES + 1):
        watched = _Committed()
        try:
            with connection.execute_wrapper(watched):
                return work()
        except OperationalError as error:
            if (
                number == TRIES
                or not is_write_conflict(error)
                or watched.anything
                or connection.in_atomic_block
                or not may()
            ):
                raise
            log.info("database.clash", attempt=number, error=str(error).partition("\n")[0])
        time.sleep(random.uniform(0.2, 1.0) * FIRST * 2 ** (number - 1))
    raise AssertionError("unreachable")


class _Committed:
    """Notes whether anything was committed: a transaction, or a write outside of one."""

    def __init__(self) -> None:
        self._before = getattr(connection, "commits", 0)
        self._alone = False

    @property
    def anything(self) -> bool:
        return self._alone or getattr(connection, "commits", 0) != self._before

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        done = execute(sql, params, many, context)
        if not context["connection"].in_atomic_block and not _READS.match(str(sql)):
            self._alone = True
        return done
