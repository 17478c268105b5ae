"""What the queue does with jobs: runs, repeats, gives up, begins periods, puts back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from tests.waiting import PATIENCE
from wirepress.core.hooks import Job
from wirepress.core.jobs import known, perform, timing
from wirepress.core.jobs.message import Message, WrongArguments, unpacked
from wirepress.core.jobs.queue import Queue
from wirepress.core.jobs.stores import Store

every_kind = pytest.mark.parametrize("address", ["sqlite", "redis", "postgresql"], indirect=True)
Declare = Callable[..., None]


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Declare]:
    """Makes these the only jobs."""

    def only(*jobs: Job) -> None:
        monkeypatch.setattr(known, "_sources", [lambda: jobs])

    yield only


@pytest.fixture(autouse=True)
def no_open_connection() -> None:
    """A job lets go of old connections, which is asking the database where one is open: another test may have left one."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:  # that one is this test's own
            connection.close()


def run_all(queue: Queue) -> int:
    count = 0
    while (taken := queue.dequeue()) is not None:
        queue.execute(taken)
        count += 1
    return count


def due_now(store: Store) -> None:
    """As if hours had passed."""
    store.release(time.time() + 100_000)


def test_arguments_are_json() -> None:
    for wrong in ({"x": object()}, {"x": float("nan")}, {"x": "a" * 70_000}):
        with pytest.raises(WrongArguments):
            Message("job", wrong).packed()


@every_kind
def test_a_failing_job_is_repeated_then_given_up_and_stops_nobody(queue_store: Store, declare: Declare) -> None:
    tries: list[int] = []
    ran: list[Any] = []

    def fail(number: int) -> None:
        tries.append(number)
        raise OSError("the wire is cut")

    declare(Job("bad", fail, retries=2), Job("good", lambda **given: ran.append(given)))
    queue = Queue(queue_store)
    queue_store.enqueue(Message("bad", {"number": 7}).packed())
    queue_store.enqueue(Message("good", {"a": [1, None]}).packed())
    assert run_all(queue) == 2 and ran == [{"a": [1, None]}] and tries == [7]
    queue.read_schedule()
    assert run_all(queue) == 0  # it waits
    for _ in range(5):
        due_now(queue_store)
        run_all(queue)
    assert tries == [7, 7, 7]
    assert queue_store.enqueued_items() == [] and queue_store.scheduled_items() == []
    assert b"the wire is cut" in bytes(queue_store.peek_data("last:bad"))


@every_kind
def test_a_job_that_nobody_knows_is_kept_for_later_then_given_up(queue_store: Store, declare: Declare) -> None:
    declare()
    queue = Queue(queue_store)
    queue_store.enqueue(Message("of.a.feature.that.is.off").packed())
    assert run_all(queue) == 1 and len(queue_store.scheduled_items()) == 1
    for _ in range(4):
        due_now(queue_store)
        run_all(queue)
    assert queue_store.scheduled_items() == []


@every_kind
def test_bytes_that_are_no_job_are_thrown_away(queue_store: Store) -> None:
    queue = Queue(queue_store)
    for wrong in (b"0 {}", b"0 nonsense", b'0 {"job": 1}'):
        queue_store.enqueue(wrong)
    assert [queue.dequeue() for _ in range(4)] == [None] * 4
    assert queue_store.scheduled_items() == []


@every_kind
def test_a_period_is_run_once_however_many_workers_there_are(
    queue_store: Store, declare: Declare, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[float] = []
    every = timedelta(minutes=1)
    declare(Job("minutely", lambda: ran.append(time.time()), every=every))
    queues = [Queue(queue_store), Queue(queue_store), Queue(queue_store)]
    start = timing.begins("minutely", every, timing.period("minutely", every, time.time()))
    for second in range(0, 600, 7):
        monkeypatch.setattr("wirepress.core.jobs.queue.time.time", lambda second=second: start + second)
        for queue in queues:
            queue.read_periodic()
        for queue in queues:
            run_all(queue)
    assert len(ran) == 10


@every_kind
def test_a_period_is_left_out_while_one_of_the_kind_waits(
    queue_store: Store, declare: Declare, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = timedelta(minutes=1)
    declare(Job("slow", lambda: None, every=every))
    queue, now = Queue(queue_store), time.time()
    for minute in range(5):
        monkeypatch.setattr("wirepress.core.jobs.queue.time.time", lambda minute=minute: now + 60 * minute)
        queue.read_periodic()
    assert len(queue_store.enqueued_items()) == 1
    assert run_all(queue) == 1
    queue.read_periodic()
    assert len(queue_store.enqueued_items()) == 1


@every_kind
def test_a_job_under_way_is_put_back_when_its_worker_ends(queue_store: Store, declare: Declare) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        go_on.wait(PATIENCE)

    declare(Job("long", long))
    queue = Queue(queue_store)
    queue_store.enqueue(Message("long").packed())
    thread = threading.Thread(target=lambda: queue.execute(queue.dequeue()))
    thread.start()
    assert begun.wait(PATIENCE)
    assert queue.put_back() == 1
    go_on.set()
    thread.join()
    queue_store.release(time.time())
    assert [unpacked(bytes(data)).taken for data in queue_store.enqueued_items()] == [0]


@every_kind
def test_a_job_that_kills_every_worker_is_given_up(queue_store: Store, declare: Declare) -> None:
    declare(Job("deadly", lambda: None))
    queue_store.enqueue(Message("deadly").packed())
    for _ in range(5):
        assert Queue(queue_store).dequeue() is not None  # and its worker dies here
        due_now(queue_store)
    assert Queue(queue_store).dequeue() is None
    assert queue_store.scheduled_items() == [] and b"its worker died" in bytes(queue_store.peek_data("last:deadly"))


@pytest.mark.django_db(transaction=True)
def test_a_job_has_the_options_of_its_own_time(declare: Declare) -> None:
    from wirepress.content.options import store as options

    seen: list[Any] = []
    declare(Job("look", lambda: seen.append(options.get("blogname"))))
    options.put("blogname", "Morning Courier")
    options.everything()
    options.Option.objects.filter(name="blogname").update(value="Evening Courier")
    assert perform.perform(Message("look")).error == ""
    assert seen == ["Evening Courier"]


@pytest.mark.django_db
def test_features_come_and_go_with_their_switch() -> None:
    from wirepress.content.options import features

    assert "engagement.forget_readers" in known.every()
    features.switch("engagement", False)
    assert "engagement.forget_readers" not in known.every()
    with pytest.raises(known.UnknownJob):
        known.find("engagement.forget_readers")
