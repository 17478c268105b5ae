"""That no worker runs is noticed by processes that are none, and told once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.wire.maintenance.test_alerts import Box
from tests.features.wire.maintenance.test_alerts import box as box
from wirepress.content.options import store
from wirepress.content.users.actions.create import create_user
from wirepress.core.jobs import overdue
from wirepress.core.jobs.models import NowMs, QueuedJob
from wirepress.server.work_watch import WorkWatch, work_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom() -> Any:
    store.forget()
    yield create_user(login="chief", email="chief@desk.example", password="six-green-lamps", role="administrator")
    store.forget()


def _late(seconds: int) -> QueuedJob:
    row = QueuedJob.objects.create(name="tide.count", due=0)
    QueuedJob.objects.filter(pk=row.pk).update(due=NowMs() - seconds * 1000)
    return row


def test_it_is_told_once_after_a_while_and_once_that_it_is_over(
    newsroom: Any, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overdue, "list_due", list)
    watch, other = WorkWatch(patience=600), WorkWatch(patience=600)
    assert watch.check(0) == "" and work_words() == ""
    row = _late(700)
    assert "tide.count" in work_words()
    assert watch.check(10) == "" and other.check(10) == ""  # it may be over in a moment
    assert "No worker runs" in watch.check(620) and other.check(620) == "" and watch.check(700) == ""
    assert len(box.mails) == 1 and "tide.count" in box.mails[0].get_content()
    row.delete()
    assert "again" in other.check(800) and watch.check(801) == "" and len(box.mails) == 2


def test_what_the_mail_server_refuses_is_told_later(newsroom: Any, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overdue, "list_due", list)
    watch = WorkWatch(patience=0)
    _late(700)
    box.full = True
    assert watch.check(1) == "" and not box.mails
    box.full = False
    assert "No worker" in watch.check(2) and len(box.mails) == 1


def test_periodic_jobs_that_have_something_to_do_and_that_nobody_begins_are_noticed() -> None:
    assert "wire.forget" in overdue.list_due()  # no worker was ever here
    assert "wire.due" not in overdue.list_due()  # there is no source
    for name in overdue.list_due():
        QueuedJob.objects.create(name=name, key=f"every:{name}", periodic=True, due=2**60)
    assert overdue.list_due() == [] == overdue.list_late()
