"""Opens the reads of documents for the database that the site has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.config.settings import get_settings
from wirepress.core.database.address import conninfo
from wirepress.core.extensions import Extensions, discover
from wirepress.web.delivery.documents.direct import Direct
from wirepress.web.delivery.documents.rows import Reads


def open_direct(database: Mapping[str, Any]) -> Direct:
    """The direct reads of this thread."""
    features = Extensions(discover(tuple(get_settings().plugins)).values())
    return Direct(_reads(database), features.declared("live_values"))


def _reads(database: Mapping[str, Any]) -> Reads:
    if "postgresql" in database["ENGINE"]:
        from wirepress.web.delivery.documents import postgresql

        return postgresql.Reads(conninfo(database))
    from wirepress.web.delivery.documents import sqlite

    return sqlite.Reads(str(database["NAME"]))
