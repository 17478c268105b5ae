"""The site's database, as others than Django are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def conninfo(database: Mapping[str, Any]) -> str:
    """One entry of Django's DATABASES as libpq's connection string."""
    from psycopg.conninfo import make_conninfo

    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return make_conninfo("", **{name: database[key] for key, name in names.items() if database.get(key)})


def own_errors(vendor: str) -> tuple[type[Exception], ...]:
    """What the driver of a database raises beside what Django knows. A site on SQLite is spared loading PostgreSQL's."""
    if vendor != "postgresql":
        return ()
    import psycopg

    return (psycopg.Error,)
