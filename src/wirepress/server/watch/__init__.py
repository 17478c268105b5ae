"""How a process knows, before it shows a cached answer, that nothing in it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wirepress.server.watch.change_log import ChangeLog
    from wirepress.server.watch.freshness import Watch


def open_watch(database: Mapping[str, Any], change_log: ChangeLog) -> Watch:
    """Return the watch for a database as Django's settings describe it."""
    from wirepress.core.database.address import conninfo
    from wirepress.server.watch.sqlite import SqliteWatch

    if "postgresql" in database["ENGINE"]:
        from wirepress.server.watch import notifier
        from wirepress.server.watch.postgresql import PostgresWatch

        return PostgresWatch(conninfo(database), change_log, notifier.notifier_of_settings())
    return SqliteWatch(str(database["NAME"]), change_log)
