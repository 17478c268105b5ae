"""A large dump in a process of its own: little memory, and killed at any moment it goes on and ends with the same site."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.site import WIREPRESS
from tests.effort import NIGHTLY
from tests.transfer.wordpress_db.big_dump import write_dump
from tests.waiting import PATIENCE

MEGABYTES = int(os.environ.get("WIREPRESS_BIG_DUMP") or (48 if NIGHTLY else 10))
MEMORY_MAX = 300 * 1024  # kB: what an import may take, whatever the size of its dump
GROWTH_MAX = 48 * 1024  # kB: what a dump ten times as large may take more: the batches and caches of the database
# The kernel's own figure of this process alone: rusage would count what the process that started it had.
RUN = """import re
from wirepress.cli.main import run
try:
    run()
finally:
    print("PEAK", re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def _environment(site: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    return {**kept, "WIREPRESS_SITE": str(site)}


def _site(folder: Path) -> Path:
    words = ["init", str(folder), "--url", "https://new.example"]
    subprocess.run([*WIREPRESS, *words], env=_environment(folder), check=True, capture_output=True, timeout=PATIENCE)
    return folder


def _words(dump: Path) -> list[str]:
    return ["import", "wordpress-db", str(dump)]


def _import(site: Path, dump: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", RUN, *_words(dump)],
        env=_environment(site),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _content(site: Path) -> list[tuple[object, ...]]:
    """Every row of the tables that hold what was imported, without ids that the site gave out itself."""
    with closing(sqlite3.connect(site / "wirepress.sqlite3")) as database:
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        wanted = [name for name in names if name.split("_")[0] in ("posts", "terms", "users", "comments", "media")]
        assert wanted
        found: list[tuple[object, ...]] = []
        for name in wanted:
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
            shown = ", ".join(f'"{column}"' for column in columns if (name, column) not in _OWN)
            found += [(name, *row) for row in database.execute(f'SELECT {shown} FROM "{name}" ORDER BY {shown}')]
        return found


_OWN = {
    ("terms_termpost", "id"),
    ("users_applicationpassword", "id"),
    ("posts_posttotal", "id"),
    ("posts_postbucket", "id"),
}


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    file = tmp_path_factory.mktemp("big") / "dump.sql"
    write_dump(file, MEGABYTES)
    yield file
    file.unlink()


def test_memory_does_not_grow_with_the_dump(dump: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.sql"
    write_dump(small, max(1, MEGABYTES // 10))
    low, high = (_peak(_import(_site(tmp_path / name), file)) for name, file in (("one", small), ("two", dump)))
    assert high < MEMORY_MAX
    assert high - low < GROWTH_MAX


def _peak(said: str) -> int:
    return int(said.rpartition("PEAK ")[2].split()[0])


@pytest.mark.parametrize("after", [0.1, 0.8] if NIGHTLY else [0.1])
def test_a_killed_import_goes_on(dump: Path, after: float, tmp_path: Path) -> None:
    whole, cut = _site(tmp_path / "whole"), _site(tmp_path / "cut")
    _import(whole, dump)
    process = subprocess.Popen(
        [*WIREPRESS, *_words(dump)], env=_environment(cut), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _await_rows(cut)
    time.sleep(after)
    process.kill()
    process.wait(PATIENCE)
    said = _import(cut, dump)
    assert "went on from there" in said
    assert _content(cut) == _content(whole)
    assert not _changed(_import(cut, dump))


def _await_rows(site: Path) -> None:
    """Until the import has written something."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with closing(sqlite3.connect(site / "wirepress.sqlite3", timeout=20)) as database:
            if database.execute("SELECT count(*) FROM posts_post").fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("the import wrote nothing")


def _changed(said: str) -> bool:
    row = next(line for line in said.splitlines() if "│ all" in line)
    return any(int(cell) for cell in row.replace("│", " ").split()[2:4])
