"""A site with a plugin of tests that has jobs, and processes that queue and run them: for tests that kill those."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres_server, serving
from tests.site_templates import DATED, copy_site, copy_site_postgresql

PLUGIN = '''
"""A plugin with jobs for tests."""
import os, pathlib, time
from datetime import timedelta
from wirepress.core.hooks import Job, hook
from wirepress.core.jobs import timing

NAME = "worksheet"
HERE = pathlib.Path(__file__).parent

def note(word):
    with (HERE / "notes").open("a") as file:
        file.write(word + "\\n")

def slow(word, seconds):
    note(f"begin {word}")
    time.sleep(seconds)
    note(f"end {word}")

def alone(word):
    place = HERE / f"under-way-{word}"
    try:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        note(f"twice {word}")
        return
    time.sleep(0.05)
    place.unlink()
    note(f"end {word}")

def tick():
    note("tick")

def second():
    note(f"second {timing.next_begin('sheet.second', timedelta(seconds=2), int(time.time() * 1000))}")

@hook
def jobs():
    every = (Job("sheet.second", second, every=timedelta(seconds=2)),) if os.environ.get("SECONDS_TOO") else ()
    return (
        Job("sheet.slow", slow),
        Job("sheet.alone", alone),
        Job("sheet.stuck", slow, timeout=timedelta(seconds=1), retries=1),
        Job("sheet.tick", tick, every=timedelta(days=300)),
        *every,
    )
'''
START = """
import os, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
import django
from wirepress.settings import limits
limits.JOB_LEASE, limits.JOB_RENEW, limits.SHUTDOWN = 2, 0.4, float(os.environ.get("SHUTDOWN", "15"))
limits.JOB_RETRY_FIRST = 1
django.setup()
def wait_at(point, words):
    if point in words and os.environ.get("STAND_STILL"):
        (limits.HERE / f"at-{point}").touch()
        time.sleep(600)
import pathlib
limits.HERE = pathlib.Path(os.environ["WIREPRESS_SITE"])
"""
# A worker with a short lease, so that nobody has to wait half a minute. It stands still at a point of a job's way that the job names.
WORKER = (
    START
    + """
from wirepress.core.jobs import queue, worker
class Running(worker.Worker):
    def _run_job(self, row):
        wait_at("taken", row.arguments)
        super()._run_job(row)
finish = queue.finish
def finish_later(row, outcome):
    wait_at("run", row.arguments)
    done = finish(row, outcome)
    wait_at("done", row.arguments)
    return done
queue.finish, worker.Worker = finish_later, Running
sys.exit(worker.run(3))
"""
)
WRITER = (
    START
    + """
from django.db import transaction
from wirepress.content.options import store
from wirepress.core.jobs.enqueue import enqueue
with transaction.atomic():
    store.put("blogdescription", sys.argv[1])
    enqueue("sheet.slow", word=sys.argv[1], seconds=0)
    wait_at("queued", sys.argv[1])
wait_at("committed", sys.argv[1])
"""
)


class JobSite:
    """A site on SQLite, or with `url` on that PostgreSQL database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        environment = {**serving.environment(), "WIREPRESS_DATABASE_URL": url}
        more = {"WIREPRESS_PLUGINS": '["worksheet"]', "PYTHONDONTWRITEBYTECODE": "1"}
        self.environment = {**environment, "WIREPRESS_SITE": str(folder), "PYTHONPATH": str(folder), **more}
        if url:
            copy_site_postgresql(folder, "http://news.example", url, permalinks=DATED)
        else:
            copy_site(folder, "http://news.example", permalinks=DATED)
        (folder / "worksheet.py").write_text(PLUGIN)
        self.processes: list[subprocess.Popen[bytes]] = []

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """A statement on the site's database, beside Django."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as server:
                done = server.execute(statement)  # type: ignore[call-overload]
                return list(done.fetchall()) if done.description else []
        with closing(sqlite3.connect(self.folder / "wirepress.sqlite3", timeout=30)) as file, file:
            return list(file.execute(statement).fetchall())

    def queue(self, name: str, **arguments: Any) -> None:
        """A job that is due."""
        columns = "name, arguments, periodic, state, due, begun, failed, holder, error, result"
        values = f"'{name}', '{json.dumps(arguments)}', false, 'waiting', 0, 0, 0, '', '', ''"
        self.execute(f"INSERT INTO jobs_queuedjob ({columns}) VALUES ({values})")

    def jobs(self, name: str = "sheet.slow") -> list[tuple[str, str, int]]:
        """State, error, and times begun of all jobs of a name."""
        return self.execute(f"SELECT state, error, begun FROM jobs_queuedjob WHERE name = '{name}' ORDER BY id")

    def start(self, program: str, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """A process of the site."""
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", program, *words], env={**self.environment, **more}, stdout=log, stderr=log
            )
        self.processes.append(process)
        return process

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        """A worker. `STAND_STILL`: at the points that arguments name: taken, run, done."""
        return self.start(WORKER, **more)

    def notes(self) -> list[str]:
        """What jobs have noted."""
        file = self.folder / "notes"
        return file.read_text().splitlines() if file.exists() else []

    def until(self, holds: Callable[[list[str]], bool], seconds: float = 60) -> list[str]:
        """What jobs have noted, once that holds."""
        end = time.monotonic() + seconds
        while not holds(self.notes()):
            said = (self.folder / "worker.log").read_text()[-3000:] if (self.folder / "worker.log").exists() else ""
            assert time.monotonic() < end, (self.notes(), self.jobs(), said)
            time.sleep(0.05)
        return self.notes()

    def reach(self, *points: str) -> None:
        """Wait until processes stand still at these points."""
        self.until(lambda _: all((self.folder / f"at-{point}").exists() for point in points))

    def kill(self) -> None:
        """End all processes, as a machine does whose power is cut."""
        for process in self.processes:
            process.kill()
            process.wait()
        self.processes.clear()


@contextmanager
def job_site(folder: Path, kind: str) -> Iterator[JobSite]:
    """A new site on `sqlite` or `postgresql`."""
    with ExitStack() as parts:
        site = JobSite(folder, parts.enter_context(postgres_server.database()) if kind == "postgresql" else "")
        parts.callback(site.kill)
        yield site
