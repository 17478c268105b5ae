"""SQLite's writers stand in line: all of them come to their turn, within a process and between two, and a dead one holds nobody up."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.waiting import PATIENCE

SETTINGS = """
import sys, threading, time
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "wirepress.core.database.sqlite3", "NAME": sys.argv[1], "CONN_MAX_AGE": 600,
    "OPTIONS": {"timeout": float(sys.argv[2]), "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}}})
import django
django.setup()
from django.db import connection, transaction, OperationalError

"""
COUNT = """
def work():
    for _ in range(25):
        with transaction.atomic():
            with connection.cursor() as cursor:
                value = cursor.execute("SELECT n FROM counter").fetchone()[0]
                time.sleep(0.001)
                cursor.execute("UPDATE counter SET n = %s", [value + 1])
    connection.close()
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
HOLD = """
with transaction.atomic():
    print("held", flush=True)
    time.sleep(60)
"""
REFUSED = """
began = time.monotonic()
try:
    with transaction.atomic():
        raise SystemExit(1)
except OperationalError as error:
    assert "locked" in str(error) and 0.2 < time.monotonic() - began, error
with connection.cursor() as cursor:
    assert cursor.execute("SELECT n FROM counter").fetchone()[0] == 0
    assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] == int(float(sys.argv[2]) * 1000)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    import sqlite3

    path = tmp_path / "counter.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE counter (n INTEGER)")
        database.execute("INSERT INTO counter VALUES (0)")
    database.close()
    return path


def run(file: Path, code: str, seconds: float = 20.0) -> None:
    subprocess.run([sys.executable, "-c", SETTINGS + code, str(file), str(seconds)], check=True, timeout=PATIENCE)


def counted(file: Path) -> int:
    import sqlite3

    database = sqlite3.connect(file)
    value = int(database.execute("SELECT n FROM counter").fetchone()[0])
    database.close()
    return value


def test_every_writer_comes_to_its_turn(file: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: run(file, COUNT), range(2)))
    assert counted(file) == 2 * 4 * 25


def test_a_writer_that_is_never_let_in_is_told_and_reads_on(file: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", SETTINGS + HOLD, str(file), "20"], stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    try:
        run(file, REFUSED, 0.3)
    finally:
        holder.kill()
        holder.communicate()
    run(file, COUNT)  # the dead one's turn ended with it
    assert counted(file) == 100
