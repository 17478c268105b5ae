"""Django's PostgreSQL backend, which counts what was committed and does not wait for a server that hangs."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from wirepress.core.database import time_limits


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection. `commits`: how many transactions it has committed (see core/database/retry_conflicts.py)."""

    commits = 0

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self.commits += 1
        return done

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Refuses at once while the server is known to hang; else it can be cut from outside."""
        if time_limits.is_silent():
            raise psycopg.OperationalError(time_limits.WORDS)
        connection = super().get_new_connection(conn_params)
        time_limits.register_connection(connection)
        return connection

    def is_usable(self) -> bool:
        """Asked at the start of a request; a server that hangs is not asked."""
        return not time_limits.is_silent() and super().is_usable()
