"""Processes that are killed at every point of a job's way: what was committed is run, what was rolled back never is."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.job_site import WRITER, JobSite, job_site

pytestmark = pytest.mark.pure  # has databases of its own


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JobSite]:
    with job_site(tmp_path_factory.mktemp("jobs") / "site", request.param) as site:
        yield site


@pytest.fixture(autouse=True)
def clean(site: JobSite) -> Iterator[None]:
    yield
    site.kill()
    site.execute("DELETE FROM jobs_queuedjob")
    for file in (site.folder / "notes", *site.folder.glob("at-*")):
        file.unlink(missing_ok=True)


def described(site: JobSite) -> str:
    return str(json.loads(site.execute("SELECT value FROM options_option WHERE name = 'blogdescription'")[0][0]))


def test_killed_before_its_commit_a_writer_has_queued_nothing(site: JobSite) -> None:
    site.start(WRITER, "never queued", STAND_STILL="1")
    site.reach("queued")
    if site.url:  # others go on meanwhile: there is no second writer on SQLite
        site.worker()
        site.queue("sheet.slow", word="other", seconds=0)
        site.until(lambda notes: "end other" in notes)
    site.kill()
    site.worker()
    site.queue("sheet.slow", word="after", seconds=0)
    notes = site.until(lambda notes: "end after" in notes)
    assert not [note for note in notes if "never" in note] and "never" not in described(site)


def test_killed_after_its_commit_a_writer_has_lost_nothing(site: JobSite) -> None:
    site.start(WRITER, "surely committed", STAND_STILL="1")
    site.reach("committed")
    site.kill()
    assert described(site) == "surely committed" and [state for state, *_ in site.jobs()] == ["waiting"]
    site.worker()
    site.worker()
    site.until(lambda notes: "end surely committed" in notes)


def test_killed_on_a_jobs_way_a_worker_loses_nothing(site: JobSite) -> None:
    """Taken and not run; run, and that not written down; both. A job is run again only where nobody can know that it was."""
    for point in ("taken", "run", "done"):
        site.queue("sheet.slow", word=point, seconds=0)
    site.worker(STAND_STILL="1")
    site.reach("taken", "run", "done")
    assert {note for note in site.notes() if note != "tick"} == {"begin run", "end run", "begin done", "end done"}
    site.kill()
    site.worker()
    site.worker()
    site.until(lambda notes: "end taken" in notes and notes.count("end run") == 2)
    time.sleep(2.5)  # longer than a lease
    counted = Counter(site.notes())
    assert (counted["end taken"], counted["end run"], counted["end done"]) == (1, 2, 1)
    assert [state for state, *_ in site.jobs()] == ["done"] * 3


def test_workers_that_are_killed_again_and_again_lose_no_job_and_run_none_at_once(site: JobSite) -> None:
    for number in range(60):
        site.queue("sheet.alone", word=f"w{number}")
    for _ in range(3):
        site.worker()
    for round_ in range(2):
        site.until(lambda notes, least=10 * (round_ + 1): len(notes) >= least)
        victim = site.processes.pop(0)
        victim.kill()
        victim.wait()
        for left in site.folder.glob("under-way-*"):  # of the dead one; those of the others are gone in a moment
            if time.time() - left.stat().st_mtime > 0.5:
                left.unlink()
        site.worker()
    left_behind = {f"w{number}" for number in range(60)}
    site.until(lambda notes: left_behind <= {note.split()[1] for note in notes if " " in note}, 90)
    ends = Counter(note for note in site.notes() if note.startswith("end"))
    begun_anew = [note for note in site.notes() if note.startswith("twice")]
    assert len(begun_anew) <= 6  # what the two had under way, three jobs each, was begun anew after them
    assert sum(ends.values()) >= 54 and max(ends.values()) <= 2


def test_a_second_is_run_once_over_all_nodes(site: JobSite) -> None:
    for _ in range(3):
        site.worker(SECONDS_TOO="1")
    notes = site.until(lambda notes: sum(note.startswith("second") for note in notes) >= 4)
    runs = Counter(note for note in notes if note.startswith("second"))
    assert len(runs) >= 4 and max(runs.values()) == 1 and notes.count("tick") == 1


def test_a_job_that_does_not_end_is_left_and_its_worker_ends(site: JobSite) -> None:
    worker = site.worker(SHUTDOWN="1")
    site.queue("sheet.stuck", word="stuck", seconds=600)
    assert worker.wait(60) == 1
    ((state, error, begun),) = site.jobs("sheet.stuck")
    assert (state, begun) == ("waiting", 0) and "did not end" in error
    assert site.worker(SHUTDOWN="1").wait(60) == 1  # once more, and then it is given up
    assert [state for state, *_ in site.jobs("sheet.stuck")] == ["failed"]
    assert site.notes().count("begin stuck") == 2
