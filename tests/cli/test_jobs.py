"""Workers as processes: what they run, how they end, and what a kill leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests import serving
from tests.job_site import JobSite, job_site
from tests.waiting import PATIENCE
from wirepress.cli.main import app
from wirepress.core.hooks import Job
from wirepress.core.jobs import known
from wirepress.core.jobs.enqueue import enqueue
from wirepress.core.jobs.models import QueuedJob


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[JobSite]:
    with job_site(tmp_path / "site", request.param) as site:
        yield site


def test_jobs_outlive_their_workers(site: JobSite) -> None:
    """Longer than a lease, killed, told to end: each job comes to its end, and none is begun twice without need."""
    site.queue("sheet.slow", word="long", seconds=3)
    site.worker()
    site.worker()
    site.until(lambda notes: "end long" in notes and "tick" in notes)
    # once, though its lease was shorter, and the tick by one of them
    assert sorted(site.notes()) == ["begin long", "end long", "tick"]
    site.queue("sheet.slow", word="killed", seconds=1.5)
    site.until(lambda notes: "begin killed" in notes)
    site.kill()
    site.queue("sheet.slow", word="endless", seconds=60)
    last = site.worker(SHUTDOWN="3")
    site.until(lambda notes: notes.count("begin killed") == 2 and "begin endless" in notes)
    last.send_signal(signal.SIGTERM)
    assert last.wait(PATIENCE) == 0
    assert "end killed" in site.notes() and "end endless" not in site.notes()
    assert site.jobs() == [("done", "", 0), ("done", "", 0), ("waiting", "", 0)]


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Jobs in this process; what they noted."""
    said: list[str] = []

    def fail() -> None:
        raise ValueError("no such wire")

    jobs = (
        Job("sheet.note", said.append, retries=0),
        Job("sheet.say", lambda word: said.append(word)),
        Job("sheet.fail", fail, retries=0),
    )
    monkeypatch.setattr(known, "_sources", [*known._sources, lambda: jobs])
    for module in ("jobs", "worker"):
        monkeypatch.setattr(f"wirepress.cli.{module}.load_site", lambda: None)
    return said


def run(*words: str) -> Any:
    return CliRunner().invoke(app, words, env={"COLUMNS": "250"})


@pytest.mark.django_db(transaction=True)
def test_commands_show_and_run_jobs(sheet: list[str]) -> None:
    enqueue("sheet.say", word="queued")
    enqueue("sheet.fail")
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


@pytest.mark.django_db(transaction=True)
def test_commands_cancel_jobs_and_queue_them_again(sheet: list[str]) -> None:
    first, second = enqueue("sheet.say", word="[bold]first"), enqueue("sheet.fail")
    assert run("jobs", "cancel", str(first)).exit_code == 0 and run("jobs", "cancel", str(first)).exit_code == 1
    run("worker", "--once")
    assert sheet == []
    shown = run("jobs", "queue").output
    assert "[bold]first" in shown and "cancelled" in shown and "no such wire" in shown
    assert "no such wire" not in run("jobs", "queue", "--state", "cancelled").output
    assert run("jobs", "queue", "--state", "lost").exit_code == 2
    assert run("jobs", "retry", str(first)).exit_code == 0 and run("jobs", "retry", str(second)).exit_code == 0
    run("worker", "--once")
    assert sheet == ["[bold]first"] and run("jobs", "retry", str(first)).exit_code == 1
    assert QueuedJob.objects.get(pk=second).state == "failed"


@pytest.mark.django_db(transaction=True)
def test_what_was_given_up_or_waits_for_a_worker_is_told(sheet: list[str]) -> None:
    from wirepress.cli.doctor_checks import jobs
    from wirepress.server.feature_metrics import collect_metrics

    def numbers() -> dict[str, float]:
        return {row.name + "".join(row.labels.values()): row.value for row in collect_metrics() if "jobs" in row.name}

    assert [finding.level for finding in jobs()] == ["ok"]
    enqueue("sheet.fail")
    run("worker", "--once")
    enqueue("sheet.say", word="x")
    assert [finding.level for finding in jobs()] == ["warning"]
    QueuedJob.objects.filter(name="sheet.say").update(due=1000)
    assert ["--no-worker" in finding.mend or "retry" in finding.mend for finding in jobs()] == [True, True]
    counted = numbers()
    assert (counted["wirepress_jobsfailed"], counted["wirepress_jobswaiting"]) == (1, 1)
    assert counted["wirepress_jobs_late_seconds"] > 1e9 and counted["wirepress_jobsrunning"] == 0


def test_a_served_site_runs_jobs_and_starts_a_killed_worker_again(tmp_path: Path) -> None:
    with serving.database() as url, serving.served(tmp_path / "site", url=url, workers=1, jobs=True) as service:
        first = _job_workers(service, PATIENCE)[0]
        os.kill(first, signal.SIGKILL)
        killed = int(time.time() * 1000)
        end = time.monotonic() + PATIENCE
        while (second := _job_workers(service, PATIENCE)[0]) == first:
            assert time.monotonic() < end
        # what was due at the start may have ended before the kill
        _make_due("content.empty_trash", tmp_path / "site", url)
        while not _ended_since(killed, tmp_path / "site", url):
            assert time.monotonic() < end, service.log.read_text()
            time.sleep(0.1)
        service.stop()
        assert not Path(f"/proc/{second}").exists()
        without = serving.start(service.folder, service.port, service.environment, 1, "--no-worker")
        try:
            assert _job_workers(without, 3) == []
        finally:
            without.stop()


def _make_due(name: str, folder: Path, url: str) -> None:
    """Let a periodic job be due now, unless it is under way."""
    change = f"UPDATE jobs_queuedjob SET due = 0 WHERE name = '{name}' AND state = 'waiting'"
    if url:
        with serving.raw_connection(url) as server:
            server.execute(change.encode())
    else:
        with closing(sqlite3.connect(folder / "wirepress.sqlite3", timeout=60)) as file, file:
            file.execute(change)


def _ended_since(moment: int, folder: Path, url: str) -> int:
    """How many jobs have ended since a moment (milliseconds)."""
    question = f"SELECT COUNT(*) FROM jobs_queuedjob WHERE ended > {moment + 50}"
    if url:
        with serving.raw_connection(url) as server:
            return int(server.execute(question).fetchone()[0])  # type: ignore[index]
    with closing(sqlite3.connect(folder / "wirepress.sqlite3")) as file:
        return int(file.execute(question).fetchone()[0])


def _job_workers(service: serving.Service, seconds: float) -> list[int]:
    """Process numbers, waited for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := service.processes("wirepress-jobs"):
            return found
        time.sleep(0.1)
    return []
