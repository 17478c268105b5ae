"""`wirepress documents` and what `wirepress doctor` says of documents, each in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from bench.sites import story

from tests.browser.site import WIREPRESS
from tests.cli.test_commands import MADE, _run
from tests.waiting import PATIENCE

STORIES = 120


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with stories that came by an import and wait for their documents, to be copied."""
    folder = tmp_path_factory.mktemp("imported") / "site"
    assert _run(MADE[0], str(folder), *MADE[1:]).returncode == 0
    file = folder / "stories.json"
    file.write_text(json.dumps([story(1000 + number) for number in range(STORIES)]))
    assert _run("import", str(file), site=folder).returncode == 0
    return folder


@pytest.fixture
def newsroom(imported: Path, tmp_path: Path) -> Path:
    """That site."""
    return Path(shutil.copytree(imported, tmp_path / "site"))


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "wirepress.sqlite3", timeout=20)) as connection, connection:
        yield connection


def _count(folder: Path, table: str) -> int:
    with _database(folder) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_rebuild_may_be_stopped_and_goes_on(newsroom: Path) -> None:
    assert _count(newsroom, "delivery_stale") >= STORIES  # the import has let them wait
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WIREPRESS_", "DJANGO_"))}
    process = subprocess.Popen(
        [*WIREPRESS, "documents", "rebuild"],
        env=kept | {"WIREPRESS_SITE": str(newsroom)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background has it ignored
    )
    end = time.monotonic() + PATIENCE
    while not _count(newsroom, "delivery_document") and time.monotonic() < end and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130 and "kept" in said and "--waiting" in said, said
    made = _count(newsroom, "delivery_document")
    assert 0 < made < STORIES
    done = _run("documents", "rebuild", "--waiting", site=newsroom)
    assert (
        done.returncode == 0
        and f"{STORIES - made} stories were looked at; {STORIES} documents are kept." in done.stdout
    ), done.stdout
    status = _run("documents", "status", site=newsroom).stdout
    assert [line.split()[-1] for line in status.splitlines()] == [str(STORIES), str(STORIES), "0", "0"]


def test_doctor_names_a_document_that_was_changed_behind_the_triggers_and_mends_it(newsroom: Path) -> None:
    _run("documents", "rebuild", site=newsroom)
    with _database(newsroom) as connection:
        for number in (1000, 1000 + STORIES - 1):
            connection.execute(
                "UPDATE delivery_document SET body = CAST(replace(body, 'Story', 'Tale') AS BLOB) WHERE id = ?",
                (number,),
            )
    first = _run("doctor", site=newsroom)
    assert (
        first.returncode == 1
        and "finished documents checked do not match their stories" in first.stdout
        and "posts 1119" in first.stdout
    )
    every = _run("doctor", "--all-documents", site=newsroom).stdout
    assert "2 of 120 finished documents checked do not match their stories: posts 1119, 1000." in every
    mended = _run("doctor", "--mend", "--all-documents", site=newsroom).stdout
    assert "120 of 120 finished documents were checked and match their stories." in mended
