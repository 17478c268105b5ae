"""Sites that are made once and copied: `wirepress init` takes seconds, a copy none."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg

from tests import commands, postgres_server
from tests.run_folder import make_once, run_folder
from tests.stories import import_stories

DATED: Final = "/%year%/%monthnum%/%day%/%postname%/"  # what `wirepress init` chooses by itself
ADDRESS: Final = "http://template.example"
CHIEF: Final = "user", "create", "chief", "--role", "administrator", "--application-password"


def copy_site(folder: Path, url: str, *, permalinks: str = "plain", chief: bool = False, stories: int = 0) -> str:
    """Make a new site on SQLite in `folder`, as `wirepress init --url URL` makes it.

    `chief`: with an administrator of that name. Return their application password ("" without). `stories`: so many of tests/stories.py.
    """
    template = make_once(_name(permalinks, chief, stories), lambda place: _make(place, permalinks, chief, stories))
    shutil.copytree(template, folder, dirs_exist_ok=True)
    settings = folder / "wirepress.toml"
    settings.write_text(settings.read_text().replace(f'"{ADDRESS}"', f'"{url}"'))
    said = template.with_suffix(".password")
    return said.read_text() if chief else ""


def _name(permalinks: str, chief: bool, stories: int) -> str:
    return f"site-{re.sub(r'[^a-z]+', '-', permalinks)}{'-chief' if chief else ''}{f'-{stories}' if stories else ''}"


def _make(folder: Path, permalinks: str, chief: bool, stories: int = 0) -> None:
    if stories:
        password = copy_site(folder, ADDRESS, permalinks=permalinks, chief=chief)
        if chief:
            folder.with_suffix(".password").write_text(password)
        import_stories(folder, commands.environment(), stories)
        _write_log_back(folder)
        return
    if not chief:
        commands.run(folder, commands.environment(), "init", str(folder), "--url", ADDRESS, "--permalinks", permalinks)
        _write_log_back(folder)
        return
    copy_site(folder, ADDRESS, permalinks=permalinks)
    folder.with_suffix(".password").write_text(make_chief(folder, commands.environment()))


def _write_log_back(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "wirepress.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def make_chief(folder: Path, environment: Mapping[str, str]) -> str:
    """Add the administrator `chief` to a site and return their application password."""
    said = commands.run(folder, environment, *CHIEF)
    return str(re.findall(r"(?im)^application password:?\s*(.+)$", said)[0]).strip()


def copy_site_postgresql(folder: Path, url: str, database: str, *, permalinks: str = "plain") -> str:
    """Make a new site with the administrator `chief` in `folder` and the empty PostgreSQL database at the address `database`.

    Return the application password. The database is made anew, as a copy of one that was filled once in this run.
    """
    base = postgres_server.server_url()
    if _server_of(database) != _server_of(base):  # behind a pool or on another server: no copy of ours is there
        around = {**commands.environment(), "WIREPRESS_DATABASE_URL": database}
        commands.run(folder, around, "init", str(folder), "--url", url, "--permalinks", permalinks)
        return make_chief(folder, around)
    filled = f"{run_folder().name}_{re.sub(r'[^a-z]+', '-', permalinks)}"
    template = make_once(f"pg-{_name(permalinks, True, 0)}", lambda place: _fill(place, base, filled, permalinks))
    name = _name_of(database)
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{filled}"')
    shutil.copytree(template, folder, dirs_exist_ok=True)
    settings = folder / "wirepress.toml"
    settings.write_text(settings.read_text().replace(f'"{ADDRESS}"', f'"{url}"'))
    return template.with_suffix(".password").read_text()


def _server_of(url: str) -> str:
    """Return an address without the name of its database."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}?{query}"


def _name_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _fill(folder: Path, base: str, name: str, permalinks: str) -> None:
    with psycopg.connect(base, autocommit=True) as server:
        for (old,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'wirepress-run-%'").fetchall():
            if (
                old == name or not (Path(tempfile.gettempdir()) / old.rpartition("_")[0]).is_dir()
            ):  # of a run that is over
                server.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    head, _, query = base.partition("?")
    url = f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    around = {**commands.environment(), "WIREPRESS_DATABASE_URL": url}
    commands.run(folder, around, "init", str(folder), "--url", ADDRESS, "--permalinks", permalinks)
    folder.with_suffix(".password").write_text(make_chief(folder, around))
