"""Opens the storage that the settings name, once a process."""

from __future__ import annotations

import threading
from typing import Final

from django.db import connection

from wirepress.core.database.address import conninfo
from wirepress.core.jobs.stores import Store
from wirepress.settings.settings import get_settings

QUEUE: Final = "wirepress"
FILE: Final = "jobs.sqlite3"
_lock = threading.Lock()
_kept: dict[str, Store] = {}


def store() -> Store:
    """The store of this process. Raises what the storage raises when it cannot be reached."""
    where = address()
    with _lock:
        if where not in _kept:
            _kept[where] = open_store(where)
        return _kept[where]


def address() -> str:
    """Where jobs wait: the setting, else the site's own PostgreSQL, else a SQLite file in its folder."""
    settings = get_settings()
    if settings.jobs_url:
        return settings.jobs_url
    if connection.vendor == "postgresql":
        return f"postgresql:{conninfo(connection.settings_dict)}"
    return f"sqlite:///{settings.folder / FILE}"


def open_store(where: str) -> Store:
    """A store by its address."""
    if where.startswith("sqlite:"):
        from wirepress.core.jobs.stores.sqlite import SqliteStore

        return SqliteStore(
            QUEUE, filename=str(get_settings().folder / where.split("///", 1)[1]), cache_mb=1, timeout=20
        )
    if where.startswith("postgres"):
        from wirepress.core.jobs.stores.postgresql import PostgresStore

        dsn = where if "://" in where else where.partition(":")[2]
        # Without prepared statements and LISTEN: both are lost behind a pool that gives each transaction another connection.
        return PostgresStore(
            QUEUE, dsn=dsn, blocking=False, table_prefix="wirepress_jobs", prepare_threshold=None, connect_timeout=5
        )
    from wirepress.core.jobs.stores.redis import RedisStore

    return RedisStore(QUEUE, url=where)


def close() -> None:
    """Let go of every store of this process."""
    with _lock:
        for one in _kept.values():
            one.close()
        _kept.clear()
