"""Workers as processes: what they run, how they end, and what a kill leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from huey.constants import EmptyData
from typer.testing import CliRunner

from tests import redis_server, serving
from tests.site_templates import DATED, copy_site
from tests.waiting import PATIENCE
from wirepress.cli.main import app
from wirepress.core.hooks import Job
from wirepress.core.jobs import known
from wirepress.core.jobs.message import Message, unpacked
from wirepress.core.jobs.stores.opened import open_store

PLUGIN = '''
"""A plugin with jobs for tests."""
import pathlib, time
from datetime import timedelta
from wirepress.core.hooks import Job, hook

NAME = "worksheet"
HERE = pathlib.Path(__file__).parent

def note(word):
    with (HERE / "notes").open("a") as file:
        file.write(word + "\\n")

def slow(word, seconds):
    note(f"begin {word}")
    time.sleep(seconds)
    note(f"end {word}")

@hook
def jobs():
    return (
        Job("sheet.slow", slow),
        Job("sheet.tick", lambda: note("tick"), every=timedelta(days=300)),
    )
'''
# A worker with a short lease, so that nobody has to wait half a minute.
WORKER = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
import django
from wirepress.settings import limits
limits.JOB_LEASE, limits.JOB_RENEW, limits.SHUTDOWN = 2, 0.5, float(os.environ.get("SHUTDOWN", "15"))
django.setup()
from wirepress.core.jobs.worker import run
run(2)
"""


class Site:
    """A site on SQLite with the plugin of tests."""

    def __init__(self, folder: Path, jobs_url: str) -> None:
        self.folder = folder
        more = {"WIREPRESS_JOBS_URL": jobs_url, "WIREPRESS_PLUGINS": '["worksheet"]'}
        self.environment = {**serving.environment(), "WIREPRESS_SITE": str(folder), "PYTHONPATH": str(folder), **more}
        copy_site(folder, "http://news.example", permalinks=DATED)
        (folder / "worksheet.py").write_text(PLUGIN)
        self.queue = open_store(jobs_url)
        self.processes: list[subprocess.Popen[bytes]] = []

    def slow(self, word: str, seconds: float) -> None:
        self.queue.enqueue(Message("sheet.slow", {"word": word, "seconds": seconds}).packed())

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", WORKER], env={**self.environment, **more}, stdout=log, stderr=log
            )
        self.processes.append(process)
        return process

    def notes(self) -> list[str]:
        file = self.folder / "notes"
        return file.read_text().splitlines() if file.exists() else []

    def until(self, holds: Callable[[list[str]], bool]) -> list[str]:
        end = time.monotonic() + PATIENCE
        while not holds(self.notes()):
            some_work = any(process.poll() is None for process in self.processes)
            said = (self.folder / "worker.log").read_text()[-2000:]
            assert some_work and time.monotonic() < end, (self.notes(), said)
            time.sleep(0.05)
        return self.notes()

    def kill(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
        self.processes.clear()


@pytest.fixture(params=["sqlite", "redis"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    with ExitStack() as parts:
        redis = parts.enter_context(redis_server.running(tmp_path / "redis")).url if request.param == "redis" else ""
        site = Site(tmp_path / "site", redis or f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
        parts.callback(site.queue.close)
        parts.callback(site.kill)
        yield site


def test_jobs_outlive_their_workers(site: Site) -> None:
    """Longer than a lease, killed, told to end: each job comes to its end, and none is begun twice without need."""
    site.slow("long", 3)
    site.worker()
    site.worker()
    site.until(lambda notes: "end long" in notes and "tick" in notes)
    assert sorted(site.notes()) == [
        "begin long",
        "end long",
        "tick",
    ]  # once, though its lease was shorter, and the tick by one of them
    site.slow("killed", 1.5)
    site.until(lambda notes: "begin killed" in notes)
    site.kill()
    site.slow("endless", 60)
    last = site.worker(SHUTDOWN="3")
    site.until(lambda notes: notes.count("begin killed") == 2 and "begin endless" in notes)
    last.send_signal(signal.SIGTERM)
    assert last.wait(PATIENCE) == 0
    assert "end killed" in site.notes() and "end endless" not in site.notes()
    site.queue.release(time.time())
    left = [unpacked(bytes(data)) for data in site.queue.enqueued_items()]
    assert [(message.arguments["word"], message.taken) for message in left if message.job == "sheet.slow"] == [
        ("endless", 0)
    ]
    assert site.queue.scheduled_items() == []


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Two jobs in this process, with a queue of their own; what they noted."""
    from wirepress.core.jobs import overview, worker

    said: list[str] = []

    def fail() -> None:
        raise ValueError("no such wire")

    queue = open_store(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    jobs = (
        Job("sheet.note", said.append, retries=0),
        Job("sheet.say", lambda word: said.append(word)),
        Job("sheet.fail", fail, retries=0),
    )
    monkeypatch.setattr(known, "_sources", [*known._sources, lambda: jobs])
    monkeypatch.setattr(overview, "store", lambda: queue)
    monkeypatch.setattr(worker, "store", lambda: queue)
    monkeypatch.setattr("wirepress.cli.jobs.load_site", lambda: None)
    monkeypatch.setattr("wirepress.cli.worker.load_site", lambda: None)
    for name, arguments in (("sheet.say", {"word": "queued"}), ("sheet.fail", {})):
        queue.enqueue(Message(name, arguments).packed())
    yield said
    queue.close()


@pytest.mark.django_db(transaction=True)
def test_commands_show_and_run_jobs(sheet: list[str]) -> None:
    def run(*words: str) -> Any:
        return CliRunner().invoke(app, words, env={"COLUMNS": "200"})

    once = run("worker", "--once")
    assert once.exit_code == 0 and "jobs were run" in once.output and sheet == ["queued"]
    lines = {line.split()[1]: line for line in run("jobs", "list").output.splitlines() if line.startswith("│")}
    assert {
        "content.announce_due",
        "content.empty_trash",
        "content.forget_sessions",
        "engagement.forget_readers",
    } <= set(lines)
    assert "no such wire" in lines["sheet.fail"] and "well" in lines["sheet.say"] and "never" in lines["sheet.note"]
    done = run("jobs", "run", "sheet.say", "--arguments", '{"word": "by hand"}')
    assert done.exit_code == 0 and sheet == ["queued", "by hand"]
    assert run("jobs", "run", "sheet.fail").exit_code == 1
    unknown = run("jobs", "run", "sheet.none")
    assert unknown.exit_code == 2 and "sheet.note" in unknown.output
    assert run("jobs", "run", "sheet.note", "--arguments", "[1]").exit_code == 2


def test_a_served_site_runs_jobs_and_starts_a_killed_worker_again(tmp_path: Path) -> None:
    with serving.served(tmp_path / "site", workers=1, jobs=True) as service:
        first = _job_workers(service, PATIENCE)[0]
        os.kill(first, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while (second := _job_workers(service, PATIENCE)[0]) == first:
            assert time.monotonic() < end
        with closing(open_store(f"sqlite:///{tmp_path / 'site' / 'jobs.sqlite3'}")) as queue:
            while queue.peek_data("last:content.announce_due") is EmptyData:
                assert time.monotonic() < end, service.log.read_text()
                time.sleep(0.1)
        service.stop()
        assert not Path(f"/proc/{second}").exists()
        without = serving.start(service.folder, service.port, service.environment, 1, "--no-worker")
        try:
            assert _job_workers(without, 3) == []
        finally:
            without.stop()


def _job_workers(service: serving.Service, seconds: float) -> list[int]:
    """Process numbers, waited for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := service.processes("wirepress-jobs"):
            return found
        time.sleep(0.1)
    return []
