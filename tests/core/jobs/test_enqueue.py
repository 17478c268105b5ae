"""Queueing: in the caller's transaction, later, once; and what is refused."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.core.jobs.conftest import HOUR, pass_time, row
from wirepress.core.jobs import queue
from wirepress.core.jobs.enqueue import WrongArguments, enqueue, enqueue_later, enqueue_once
from wirepress.core.jobs.models import NowMs, QueuedJob
from wirepress.core.jobs.perform import Outcome

pytestmark = pytest.mark.django_db(transaction=True)


def due() -> list[str]:
    """What a worker may take now."""
    return list(QueuedJob.objects.filter(due__lte=NowMs()).order_by("due", "pk").values_list("name", flat=True))


def names() -> list[str]:
    return list(QueuedJob.objects.order_by("pk").values_list("name", flat=True))


def test_a_job_is_queued_when_its_transaction_commits() -> None:
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(due())
        connections.close_all()

    def look_from_elsewhere() -> None:
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    with transaction.atomic():
        enqueue("wanted", number=1)
        look_from_elsewhere()
    look_from_elsewhere()
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("rolled.back")
        raise RuntimeError
    enqueue("at.once")
    assert seen == [[], ["wanted"]] and names() == ["wanted", "at.once"]


def test_queueing_is_one_statement_in_the_transaction_of_the_caller() -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        enqueue("cheap", words=["a"])
    assert len(asked) == 1 and asked[0]["sql"].startswith("INSERT")


def test_a_moment_may_be_a_while_or_a_date() -> None:
    enqueue_later("while", timedelta(hours=1))
    enqueue_later("naive", datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=2))
    enqueue_later("aware", datetime.now(UTC) + timedelta(hours=3))
    for count in range(4):
        assert due() == ["while", "naive", "aware"][:count]
        pass_time(HOUR + 60_000 * (count == 0))


class Odd:
    """Not JSON."""


@pytest.mark.parametrize(
    "wrong", [{"x": Odd()}, {"x": float("nan")}, {"x": float("inf")}, {"x": "a" * 70_000}, {"x": b"raw"}, {"x": {1, 2}}]
)
def test_arguments_are_json(wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongArguments, match="job"):
        enqueue("job", **wrong)
    assert names() == []


@pytest.mark.parametrize("name", ["", "x" * 151, "a\0b", "a\nb", "\ud800"])
def test_names_and_keys_fit_into_every_database(name: str) -> None:
    with pytest.raises(WrongArguments):
        enqueue(name)
    with pytest.raises(WrongArguments):
        enqueue_once("job", name)
    assert names() == []


@pytest.mark.parametrize("word", ["naïve\n ☂", "\0", "\ud800", 2**80, -1.5e300, None, [[[]]], {"": {"a": None}}])
def test_any_json_comes_back_as_it_was(word: Any, declare: Any) -> None:
    from wirepress.core.hooks import Job
    from wirepress.core.jobs.worker import run_once

    said: list[Any] = []
    declare(Job("say", lambda word: said.append(word)))
    enqueue("say", word=word)
    assert run_once() == 1 and said == [word] and row("say").state == "done"


def test_a_key_is_queued_once_until_it_is_begun() -> None:
    first = enqueue_once("feed", "front", section=1)
    assert enqueue_once("feed", "front") == first
    others = {enqueue_once("feed", "sport"), enqueue_once("page", "front"), enqueue("feed"), enqueue("feed")}
    assert len(others | {first}) == 5 and len(names()) == 5
    assert len(queue.take((), 10)) == 5  # from here on what they read may be old
    assert enqueue_once("feed", "front") != first


def test_a_key_that_waits_for_later_is_due_when_it_is_wanted_now() -> None:
    number = enqueue_once("feed", "front")
    QueuedJob.objects.update(due=QueuedJob.objects.get().due + HOUR)
    assert due() == [] and enqueue_once("feed", "front") == number
    assert len(due()) == 1


def test_what_has_joined_a_waiting_job_is_seen_by_its_run() -> None:
    """The one that waits is not begun while somebody who relies on it has not committed."""
    if connection.vendor != "postgresql":
        return  # one transaction writes at a time
    enqueue_once("feed", "front")
    taken: list[int] = []

    def take() -> None:
        taken.append(len(queue.take((), 10)))
        connections.close_all()

    with transaction.atomic():
        enqueue_once("feed", "front")
        thread = threading.Thread(target=take)
        thread.start()
        thread.join()
    take()
    assert taken == [0, 1]


def test_many_who_want_one_key_get_one_job() -> None:
    numbers: list[int] = []
    gate = threading.Barrier(6)

    def want() -> None:
        gate.wait()
        numbers.append(enqueue_once("feed", "front"))
        connections.close_all()

    threads = [threading.Thread(target=want) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 6 and len(set(numbers)) == 1 and len(names()) == 1


def test_moments_are_the_databases() -> None:
    enqueue("now")
    assert abs(row("now").due / 1000 - time.time()) < 5


def test_no_cache_hears_of_jobs() -> None:
    def changes() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM delivery_change")
            return int(cursor.fetchone()[0])

    before = changes()
    enqueue_once("feed", "front")
    (taken,) = queue.take((), 1)
    queue.renew([taken])
    assert queue.finish(taken, Outcome("failed")) and queue.retry(taken.pk) and queue.cancel(taken.pk)
    QueuedJob.objects.all().delete()
    assert changes() == before
