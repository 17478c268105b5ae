"""Imports of the newsroom: a row that tells how far it is, stops, goes on, and keeps the report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.transfer.archives.archives import PICTURE, wpress
from tests.transfer.wxr.files import author, item, wxr
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.jobs import known
from wirepress.core.jobs.models import QueuedJob
from wirepress.transfer.importing import runs
from wirepress.transfer.importing.authors import list_authors
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.wxr import import_wxr

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "export.xml"
    path.write_text(wxr(*(item(number) for number in range(7, 12)), people=[author("wilma"), author("otto", 4)]))
    return str(path)


def test_a_run_is_queued_done_and_tells_what_it_did(file: str) -> None:
    run = runs.start_import(ImportRequest((file,), authors={"otto": "wilma-here"}), user_id=5)
    User.objects.create(login="wilma-here")
    assert run.state == "waiting" and "export file (WXR 1.2)" in run.kinds
    job = QueuedJob.objects.get(name=runs.JOB)
    assert str(run.pk) in job.arguments and known.find(runs.JOB).timeout is None
    assert runs.perform_import(run.pk) == "finished"
    run.refresh_from_db()
    assert run.report["tallies"]["post"]["created"] == 5 and run.ended and not run.report["failed"] and run.total
    assert runs.perform_import(run.pk) == "nothing to do"  # begun twice
    assert [one.pk for one in runs.list_runs()] == [run.pk] and not runs.is_resumable(run)
    with pytest.raises(runs.WrongState):
        runs.resume_import(run.pk)


def test_a_run_stops_and_goes_on(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_wxr, "ITEMS_AT_ONCE", 2)
    monkeypatch.setattr(runs, "EVERY", 0.0)
    run = runs.start_import(ImportRequest((file,)))
    real: Callable[..., None] = import_wxr.write_items

    def write(batch: object, task: object) -> None:
        real(batch, task)
        if Post.objects.count() == 4:
            runs.stop_import(run.pk)

    monkeypatch.setattr(import_wxr, "write_items", write)
    assert runs.perform_import(run.pk) == "stopped" and Post.objects.count() == 4
    run.refresh_from_db()
    assert runs.is_resumable(run) and run.message
    runs.resume_import(run.pk)
    assert QueuedJob.objects.filter(name=runs.JOB).count() == 2
    monkeypatch.setattr(import_wxr, "write_items", real)
    assert runs.perform_import(run.pk) == "finished" and Post.objects.count() == 5
    run.refresh_from_db()
    assert run.report["tallies"]["post"]["created"] == 5


def test_a_waiting_run_can_be_stopped(file: str) -> None:
    run = runs.start_import(ImportRequest((file,)))
    runs.stop_import(run.pk)
    assert runs.perform_import(run.pk) == "nothing to do" and not Post.objects.exists()
    with pytest.raises(runs.WrongState):
        runs.stop_import(run.pk)


def test_what_cannot_be_read_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(UnreadableSource, match="PDF"):
        runs.start_import(ImportRequest((str(path),)))
    assert not QueuedJob.objects.filter(name=runs.JOB).exists()


def test_a_file_that_is_gone_when_the_run_begins_fails_it(file: str) -> None:
    run = runs.start_import(ImportRequest((file,)))
    Path(file).unlink()
    assert runs.perform_import(run.pk) == "failed"
    run.refresh_from_db()
    assert "no file" in run.message and runs.is_resumable(run)


def test_authors_are_listed_for_mapping(file: str) -> None:
    User.objects.create(login="someone", email="otto@marsh.example")
    found = list_authors(ImportRequest((file,)))
    assert [(one.login, one.stories, one.user) for one in found] == [("wilma", 5, ""), ("otto", 0, "someone")]


def test_a_passphrase_is_kept_encrypted_and_no_longer_than_it_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.wpress"
    path.write_bytes(wpress({"uploads/2025/05/a.png": PICTURE}, passphrase="open sesame"))
    run = runs.start_import(ImportRequest((str(path),), passphrase="open sesame"))
    run.refresh_from_db()
    assert "sesame" not in json.dumps(run.request)
    assert runs.perform_import(run.pk) == "finished"
    run.refresh_from_db()
    assert run.report["tallies"]["uploads"]["read"] == 1 and "sealed" not in run.request
