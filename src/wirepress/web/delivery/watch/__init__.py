"""How a process knows, before it shows what it has kept, that nothing of it has changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wirepress.web.delivery.watch.clock import Watch
    from wirepress.web.delivery.watch.journal import Journal


def opened(database: Mapping[str, Any], journal: Journal) -> Watch:
    """The watch for a database as Django's settings name it."""
    from wirepress.core.database.address import conninfo
    from wirepress.web.delivery.watch.sqlite import SqliteWatch

    if "postgresql" in database["ENGINE"]:
        from wirepress.web.delivery.watch import bells
        from wirepress.web.delivery.watch.postgresql import PostgresWatch

        return PostgresWatch(conninfo(database), journal, bells.of_settings())
    return SqliteWatch(str(database["NAME"]), journal)
