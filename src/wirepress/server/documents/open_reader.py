"""Opens the document reader for the site's kind of database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.core.database.address import conninfo
from wirepress.core.extensions import Extensions, discover
from wirepress.server.documents.answer_from_documents import DocumentReader
from wirepress.server.documents.rows import DocumentReads
from wirepress.settings.settings import get_settings


def open_reader(database: Mapping[str, Any]) -> DocumentReader:
    """Return the document reader of this thread."""
    features = Extensions(discover(tuple(get_settings().plugins)).values())
    return DocumentReader(_open_reads(database), features.declared("live_values"))


def _open_reads(database: Mapping[str, Any]) -> DocumentReads:
    if "postgresql" in database["ENGINE"]:
        from wirepress.server.documents import read_postgresql

        return read_postgresql.PostgresReads(conninfo(database))
    from wirepress.server.documents import read_sqlite

    return read_sqlite.SqliteReads(str(database["NAME"]))
