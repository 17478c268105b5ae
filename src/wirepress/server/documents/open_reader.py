"""Opens the reads of documents for the database that the site has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.core.database.address import conninfo
from wirepress.core.extensions import Extensions, discover
from wirepress.server.documents.read import Direct
from wirepress.server.documents.rows import Reads
from wirepress.settings.settings import get_settings


def open_direct(database: Mapping[str, Any]) -> Direct:
    """The direct reads of this thread."""
    features = Extensions(discover(tuple(get_settings().plugins)).values())
    return Direct(_reads(database), features.declared("live_values"))


def _reads(database: Mapping[str, Any]) -> Reads:
    if "postgresql" in database["ENGINE"]:
        from wirepress.server.documents import read_postgresql

        return read_postgresql.Reads(conninfo(database))
    from wirepress.server.documents import read_sqlite

    return read_sqlite.Reads(str(database["NAME"]))
