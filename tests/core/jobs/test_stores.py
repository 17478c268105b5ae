"""The steps of every storage: each whole or not at all, and nothing is lost on the way."""

from __future__ import annotations

import threading
import time

import pytest

from wirepress.core.jobs.message import Message, unpacked
from wirepress.core.jobs.stores import Store
from wirepress.core.jobs.stores.opened import open_store

every_kind = pytest.mark.parametrize("address", ["sqlite", "redis", "postgresql"], indirect=True)


def names(items: list[bytes]) -> list[str]:
    return [unpacked(bytes(item)).job for item in items]


@every_kind
def test_jobs_are_taken_in_their_order_and_stay_written_down(queue_store: Store) -> None:
    for name in ("first", "second"):
        queue_store.enqueue(Message(name, {"word": "naïve\n ☂"}).packed())
    held = queue_store.take(time.time() + 60)
    assert held is not None
    message = unpacked(held.data)
    assert (message.job, message.arguments, message.taken) == ("first", {"word": "naïve\n ☂"}, 1)
    assert names(queue_store.enqueued_items()) == ["second"] and names(queue_store.scheduled_items()) == ["first"]
    assert queue_store.done(held) and not queue_store.done(held)
    assert queue_store.scheduled_items() == []


@every_kind
def test_what_nobody_holds_any_more_is_queued_again(queue_store: Store) -> None:
    queue_store.enqueue(Message("long").packed())
    now = time.time()
    first = queue_store.take(now + 5)
    assert first is not None and queue_store.take(now + 5) is None
    assert queue_store.release(now + 4) == 0 and queue_store.release(now + 6) == 1
    second = queue_store.take(now + 20)
    assert second is not None and unpacked(second.data).taken == 2
    assert queue_store.put_back(first, first.data, now + 60) is None and not queue_store.done(
        first
    )  # it is not the first one's any more
    assert queue_store.done(second)


@every_kind
def test_a_lease_is_renewed_and_a_failed_job_waits(queue_store: Store) -> None:
    queue_store.enqueue(Message("again").packed())
    now = time.time()
    held = queue_store.take(now + 5)
    assert held is not None
    held = queue_store.put_back(held, held.data, now + 50)
    assert held is not None and queue_store.release(now + 10) == 0
    later = queue_store.put_back(held, unpacked(held.data).failed_once_more().packed(), now + 20)
    assert later is not None and queue_store.release(now + 21) == 1
    found = queue_store.take(now + 60)
    assert found is not None and (unpacked(found.data).failed, unpacked(found.data).taken) == (1, 1)


@every_kind
def test_what_is_put_later_comes_when_it_is_due(queue_store: Store) -> None:
    now = time.time()
    queue_store.put_later(Message("b").packed(), now + 20)
    queue_store.put_later(Message("a").packed(), now + 10)
    assert queue_store.release(now) == 0 and queue_store.release(now + 30) == 2
    assert names(queue_store.enqueued_items()) == ["a", "b"]


@every_kind
def test_of_many_workers_one_queues_a_period(queue_store: Store, address: str) -> None:
    stores = [queue_store, *(open_store(address) for _ in range(3))]
    won: list[int] = []
    gate = threading.Barrier(len(stores))

    def begin(store: Store) -> None:
        for number in range(100, 120):
            gate.wait()
            if store.put_once("period:x", number, Message("x").packed()):
                won.append(number)

    threads = [threading.Thread(target=begin, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == list(range(100, 120)) and len(queue_store.enqueued_items()) == 20
    assert not queue_store.put_once("period:x", 119, b"0 {}") and not queue_store.put_once("period:x", 5, b"0 {}")
    assert queue_store.number("period:x") == 119 and queue_store.number("period:y") is None
    for store in stores[1:]:
        store.close()


@every_kind
def test_no_job_is_taken_twice(queue_store: Store, address: str) -> None:
    stores = [queue_store, *(open_store(address) for _ in range(3))]
    for number in range(60):
        queue_store.enqueue(Message("one", {"number": number}).packed())
    taken: list[int] = []

    def work(store: Store) -> None:
        while (held := store.take(time.time() + 60)) is not None:
            taken.append(unpacked(held.data).arguments["number"])
            store.done(held)

    threads = [threading.Thread(target=work, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(60)) and queue_store.scheduled_items() == []
    for store in stores[1:]:
        store.close()
