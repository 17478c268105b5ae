"""A commit, whoever makes it, is seen in shared memory; and looking there costs the process none of its locks."""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from wirepress.server.watch.change_log import ChangeLog
from wirepress.server.watch.sqlite import SqliteWatch
from wirepress.server.watch.wal_index import wal_index

TABLES = """
    PRAGMA journal_mode = WAL;
    CREATE TABLE delivery_change (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, ref TEXT);
    INSERT INTO delivery_change (kind, ref) VALUES ('post', '1');
"""
WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for line in sys.stdin:
    connection.execute(line)
    print("done", flush=True)
"""
# SQLite holds a shared lock on this byte for as long as it has the file open (os_unix.c: DMS).
LOCK = """
import fcntl, os, sys
try:
    fcntl.lockf(os.open(sys.argv[1] + "-shm", os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
except OSError:
    print("held")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


def _other(file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _say(process: subprocess.Popen[str], statement: str) -> None:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(statement + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n"


def test_every_commit_of_another_process_changes_the_header_and_nothing_else_does(file: Path) -> None:
    with closing(sqlite3.connect(file)) as reader, _other(file) as other:
        reader.execute("SELECT count(*) FROM delivery_change").fetchone()
        index = wal_index(file)
        assert index is not None
        before = index.header()
        _say(other, "SELECT * FROM delivery_change")
        _say(other, "BEGIN IMMEDIATE")
        _say(other, "INSERT INTO delivery_change (kind, ref) VALUES ('post', '2')")
        assert index.header() == before
        _say(other, "ROLLBACK")
        assert index.header() == before
        for number in range(3):
            _say(other, f"UPDATE delivery_change SET ref = 'three {number}'")
            assert index.header() != before
            before = index.header()
        _say(other, "PRAGMA wal_checkpoint(TRUNCATE)")
        before = index.header()
        _say(other, "UPDATE delivery_change SET ref = 'four'")
        assert index.header() != before
        other.communicate()


def test_the_watch_hears_of_each_change_at_once_without_asking_sqlite_when_there_is_none(file: Path) -> None:
    heard: list[set[str]] = []
    watch = SqliteWatch(str(file), ChangeLog([], heard.append))
    request: list[str] = []
    watch._connection.set_trace_callback(request.append)
    with _other(file) as other:
        for number in range(20):
            _say(other, f"INSERT INTO delivery_change (kind, ref) VALUES ('post', '{number}')")
            assert watch.read_changes() and heard[-1] >= {f"post:{number}"}
        assert watch.read_changes()  # what another reads meanwhile may still have moved the header
        request.clear()
        assert all(watch.read_changes() for _ in range(100)) and request == []
        watch.is_replaced()
        assert watch.read_changes() and request == ["PRAGMA data_version"]  # once a second
        other.communicate()


def test_the_locks_of_the_process_stay(file: Path) -> None:
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("SELECT count(*) FROM delivery_change").fetchone()
        for _ in range(3):
            assert wal_index(file) is not None
        gc.collect()
        said = subprocess.run(
            [sys.executable, "-c", LOCK, str(file)], capture_output=True, text=True, check=True
        ).stdout
        assert said == "held\n"


def test_a_database_without_a_wal_is_asked_each_time(tmp_path: Path) -> None:
    path = tmp_path / "plain.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES.replace("WAL", "DELETE"))
    heard: list[set[str]] = []
    watch = SqliteWatch(str(path), ChangeLog([], heard.append))
    with closing(sqlite3.connect(path)) as connection:
        assert wal_index(path) is None and watch.read_changes() and heard == []
        connection.execute("INSERT INTO delivery_change (kind, ref) VALUES ('post', '2')")
        connection.commit()
        assert watch.read_changes() and heard[-1] >= {"post:2"}
