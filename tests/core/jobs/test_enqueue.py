"""Queueing: at once, later, with a transaction, and while the queue is away."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from tests import redis_server
from wirepress.core.jobs import enqueue as module
from wirepress.core.jobs.enqueue import QueueAway, enqueue, enqueue_later
from wirepress.core.jobs.message import unpacked
from wirepress.core.jobs.stores import Store
from wirepress.core.jobs.stores.opened import open_store

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    store = open_store(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    monkeypatch.setattr(module, "store", lambda: store)
    return store


def names(queue: Store) -> list[str]:
    return [unpacked(bytes(data)).job for data in queue.enqueued_items()]


def test_a_job_is_queued_when_its_transaction_commits(queue: Store) -> None:
    with transaction.atomic():
        enqueue("kept", number=1)
        assert names(queue) == []
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("rolled.back")
        raise RuntimeError
    enqueue("at.once")
    assert names(queue) == ["kept", "at.once"]


def test_a_moment_may_be_a_while_or_a_date(queue: Store) -> None:
    enqueue_later("while", timedelta(hours=1))
    enqueue_later("naive", datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=2))
    enqueue_later("aware", datetime.now(UTC) + timedelta(hours=3))
    assert names(queue) == []
    for hours, count in ((0.5, 0), (1.5, 1), (2.5, 2), (3.5, 3)):
        queue.release(time.time() + hours * 3600)
        assert len(names(queue)) == count


def test_without_its_queue_a_write_goes_through_and_others_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with redis_server.running(tmp_path / "redis") as server:
        store = open_store(server.url)
        monkeypatch.setattr(module, "store", lambda: store)
        enqueue("first")
        server.stop()
        with pytest.raises(QueueAway, match="was not queued"):
            enqueue("second")
        with transaction.atomic():
            enqueue("third")  # its loss is in the log, and whoever wrote is not told of an error
        server.start()
        enqueue("fourth")
        assert names(store) == ["first", "fourth"]
        store.close()
