"""Sites that are made once and copied: `wirepress init` takes seconds, a copy none."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from tests import commands
from tests.run_folder import make_once
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
