"""A PostgreSQL database: by pg_dump where a fitting one is on this machine, else table by table with COPY."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from django.conf import settings as django_settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from wirepress.core.database.address import conninfo
from wirepress.transfer.backup.copy_sqlite import COUNTED
from wirepress.transfer.backup.errors import BackupError
from wirepress.transfer.backup.place import PIECE

DUMP: Final = "database.pgdump"
_PLACES: Final = os.pathsep.join((os.environ.get("PATH", ""), "/usr/bin", "/usr/local/bin"))
_VARIABLES: Final = {"password": "PGPASSWORD", "sslmode": "PGSSLMODE", "options": "PGOPTIONS"}


def site_conninfo() -> str:
    """Return how the site's database is reached."""
    return conninfo(django_settings.DATABASES["default"])


def find_program(name: str, server: int) -> str | None:
    """Return pg_dump or pg_restore, when it is of the server's release or a newer one. `server`: its number, such as 150004."""
    found = shutil.which(name, path=_PLACES)
    if found is None:
        return None
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found by name
    number = re.search(r"\b(\d+)(?:\.\d+)?\b", said)
    return found if number and int(number[1]) >= server // 10000 else None


def copy_database(folder: Path) -> tuple[str, list[Path], dict[str, int], dict[str, Any], list[str]]:
    """Copy the site's database into a folder. Return kind, files, rows, facts that a restore needs, and what is worth saying."""
    where = site_conninfo()
    with psycopg.connect(where) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        counts = {table: _count(connection, table) for table in COUNTED}
        program = find_program("pg_dump", connection.info.server_version)
        if program is None:
            files, facts = _copy_tables(connection, folder)
            note = "pg_dump of the server's release is not on this machine: the tables were copied one by one instead."
            return "copy", files, counts, facts, [note]
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        target = folder / DUMP
        words = [program, "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot[0]}", f"--file={target}"]
        _run(words, where, "pg_dump")
    return "pg_dump", [target], counts, {}, []


def _run(words: Sequence[str], where: str, name: str) -> None:
    """Run a program of PostgreSQL on a database; the password goes by its environment, which others cannot read."""
    known = {key: str(value) for key, value in conninfo_to_dict(where).items() if value is not None}
    around = {**os.environ, **{variable: known.pop(key) for key, variable in _VARIABLES.items() if key in known}}
    done = subprocess.run(  # noqa: S603 - words of our own
        [*words, f"--dbname={make_conninfo('', **known)}"], env=around, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()[-500:]}")


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(sql.SQL("SELECT COUNT(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def _copy_tables(connection: psycopg.Connection[Any], folder: Path) -> tuple[list[Path], dict[str, Any]]:
    """Write each table as COPY text, packed; and which columns and counters there are."""
    tables: dict[str, list[str]] = {}
    files = []
    for table in _tables(connection):
        columns = _columns(connection, table)
        tables[table] = columns
        path = folder / f"{table}.copy.gz"
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with gzip.open(path, "wb", compresslevel=3) as file, connection.cursor().copy(statement) as rows:
            for data in rows:
                file.write(data)
        files.append(path)
    rows_of = connection.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
    sequences = {name: last for name, last in rows_of.fetchall() if last is not None}
    return files, {"tables": tables, "sequences": sequences}


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [row[0] for row in rows.fetchall()]


def _columns(connection: psycopg.Connection[Any], table: str) -> list[str]:
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        (table,),
    )
    return [row[0] for row in rows.fetchall()]


def require_empty(where: str) -> None:
    """Raise BackupError when a database has tables, or cannot be reached."""
    try:
        with psycopg.connect(where, connect_timeout=10) as connection:
            found = _tables(connection)
    except psycopg.Error as error:
        raise BackupError(f"The database to restore into cannot be reached: {str(error).strip()}") from None
    if found:
        raise BackupError(
            f"The database to restore into is not empty ({', '.join(found[:3])} ...). Nothing was changed: name a new, empty one."
        )


def load_dump(dump: Path, where: str) -> None:
    """Put a dump of pg_dump into an empty database, in one transaction. Raises BackupError; then the database is empty still."""
    with psycopg.connect(where) as connection:
        program = find_program("pg_restore", connection.info.server_version)
    if program is None:
        raise BackupError("pg_restore of the server's release is not on this machine: install postgresql-client.")
    _run([program, "--exit-on-error", "--single-transaction", "--no-owner", "--no-acl", str(dump)], where, "pg_restore")


def load_tables(files: Mapping[str, Path], facts: Mapping[str, Any], where: str) -> None:
    """Put tables that were copied one by one into a database whose tables were just made. Raises BackupError; then nothing was changed."""
    try:
        _load_all(files, facts, where)
    except (psycopg.Error, LookupError, TypeError, ValueError, AttributeError, OSError, EOFError) as error:
        raise BackupError(f"The tables of the backup cannot be loaded: {str(error).strip()[:500]}") from None


def _load_all(files: Mapping[str, Path], facts: Mapping[str, Any], where: str) -> None:
    with psycopg.connect(where) as connection:
        there = set(_tables(connection))
        missing = sorted(set(facts["tables"]) - there)
        if missing:
            raise BackupError(
                f"This release of Wirepress has no tables {', '.join(missing[:5])}, which the backup has."
            )
        names = sql.SQL(", ").join(map(sql.Identifier, sorted(there)))
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        with _without_triggers(connection, sorted(there)):
            for table, columns in facts["tables"].items():
                _load_table(connection, table, columns, files[f"{table}.copy.gz"])
        for name, last in facts["sequences"].items():
            connection.execute("SELECT setval(%s::regclass, %s)", (f'public."{name}"', int(last)))
    # The connection's context commits where all went well, and undoes all of it else.


def _load_table(connection: psycopg.Connection[Any], table: str, columns: Sequence[str], path: Path) -> None:
    known = set(_columns(connection, table))
    if not set(columns) <= known:
        raise BackupError(f"The table {table} has columns in the backup that this release of Wirepress has not.")
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with gzip.open(path, "rb") as file, connection.cursor().copy(statement) as rows:
        while piece := file.read(PIECE):
            rows.write(piece)


@contextmanager
def _without_triggers(connection: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """Inside, rows are taken as they are: what triggers and references would make of them is among the copied rows."""
    constraints = connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
    ).fetchall()
    for table, name, _ in constraints:
        connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(name)))
    for table in tables:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
    yield
    for table in tables:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))
    for table, name, definition in constraints:
        connection.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.SQL(table), sql.Identifier(name), sql.SQL(definition)
            )
        )


def count_rows(where: str) -> dict[str, int]:
    """Return how many rows of the counted tables a database has."""
    with psycopg.connect(where) as connection:
        return {table: _count(connection, table) for table in COUNTED}


@contextmanager
def scratch_database(where: str) -> Iterator[str | None]:
    """A new, empty database beside another one, dropped at the end; None where its user may not make one.

    One that a killed process left is dropped here: while it is in use, a connection to the other database holds a lock on its name.
    """
    try:
        connection = psycopg.connect(where, autocommit=True)
    except psycopg.Error:
        yield None
        return
    with connection:
        prefix = (
            f"wirepress_check_{_one(connection, 'SELECT oid FROM pg_database WHERE datname = current_database()')}_"
        )
        name = f"{prefix}{os.urandom(6).hex()}"
        try:
            _drop_left(connection, prefix)
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.Error:
            yield None
            return
        try:
            yield make_conninfo(where, dbname=name)
        finally:
            with psycopg.connect(where, autocommit=True) as another:  # the first may have been cut off meanwhile
                _drop(another, name)


def _drop_left(connection: psycopg.Connection[Any], prefix: str) -> None:
    rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname::text, %s)", [prefix])
    for (name,) in rows.fetchall():
        if _one(connection, "SELECT pg_try_advisory_lock(hashtext(%s))", name):
            _drop(connection, name)
            connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _one(connection: psycopg.Connection[Any], question: LiteralString, *values: object) -> Any:
    row = connection.execute(question, values).fetchone()
    return row[0] if row else None


def can_be_read(dump: Path) -> bool:
    """Return whether pg_restore can read a dump to its end."""
    program = shutil.which("pg_restore", path=_PLACES)
    if program is None:
        return False
    done = subprocess.run([program, "--file=/dev/null", str(dump)], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0
