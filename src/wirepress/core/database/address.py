"""The site's database, as others than Django are told of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any


def conninfo(database: Mapping[str, Any]) -> str:
    """Return one entry of Django's DATABASES as libpq's connection string."""
    from psycopg.conninfo import make_conninfo

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return make_conninfo("", **{name: database[key] for key, name in names.items() if database.get(key)})


def driver_errors(vendor: str) -> tuple[type[Exception], ...]:
    """Return what the driver of a database raises beside what Django knows. A site on SQLite is spared loading PostgreSQL's."""
    if vendor != "postgresql":
        return ()
    import psycopg

    return (psycopg.Error,)


def receives_notifications(conninfo: str, seconds: float) -> bool:
    """Return whether a connection hears what another one tells by NOTIFY, within so long. Behind a pool that gives each transaction another
    connection it does not. Raises psycopg.Error."""
    import psycopg

    channel = f"wirepress_{secrets.token_hex(8)}"
    with (
        psycopg.connect(conninfo, autocommit=True, connect_timeout=5, prepare_threshold=None) as ear,
        psycopg.connect(conninfo, autocommit=True, connect_timeout=5, prepare_threshold=None) as mouth,
    ):
        ear.execute(f'LISTEN "{channel}"'.encode())
        mouth.execute("SELECT pg_notify(%s, '')", (channel,))
        return any(True for _ in ear.notifies(timeout=seconds, stop_after=1))
