"""How a process knows, before it shows what it has kept, that nothing of it has changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wirepress.server.watch.change_log import Journal
    from wirepress.server.watch.freshness import Watch


def opened(database: Mapping[str, Any], journal: Journal) -> Watch:
    """The watch for a database as Django's settings name it."""
    from wirepress.core.database.address import conninfo
    from wirepress.server.watch.sqlite import SqliteWatch

    if "postgresql" in database["ENGINE"]:
        from wirepress.server.watch import notifier
        from wirepress.server.watch.postgresql import PostgresWatch

        return PostgresWatch(conninfo(database), journal, notifier.of_settings())
    return SqliteWatch(str(database["NAME"]), journal)
