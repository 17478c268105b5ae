"""Servers are asked one question at a time, whichever worker asks."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from wirepress.features.wire.fetch import rate_limit
from wirepress.features.wire.fetch.rate_limit import HostBusy, host_of, postpone_host, wait_for_slot
from wirepress.features.wire.models import Host

URL = "http://93.184.215.14/feed"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.mark.django_db
def test_questions_to_one_server_keep_their_distance() -> None:
    clock = Clock()
    waits = [wait_for_slot(URL, clock=clock, sleep=clock.sleep) for _ in range(3)]
    assert waits == [0, 1, 1]
    assert wait_for_slot("https://93.184.215.14/feed", clock=clock, sleep=clock.sleep) == 0  # another server
    clock.now += 100
    assert wait_for_slot(URL, gap=5, clock=clock, sleep=clock.sleep) == 0
    assert wait_for_slot(URL, gap=5, clock=clock, sleep=clock.sleep) == 5
    assert wait_for_slot(URL, gap=1e9, clock=clock, sleep=clock.sleep) == 5
    assert wait_for_slot(URL, clock=clock, sleep=clock.sleep) == rate_limit.GAP_MAX


@pytest.mark.django_db
def test_a_server_that_is_left_alone_is_asked_by_nobody() -> None:
    clock = Clock()
    postpone_host(URL, 3600, clock=clock)
    with pytest.raises(HostBusy) as caught:
        wait_for_slot(URL, clock=clock, sleep=clock.sleep)
    assert caught.value.seconds == 3600
    postpone_host(URL, 10, clock=clock)  # a shorter word does not shorten the longer one
    clock.now += 3590
    assert wait_for_slot(URL, clock=clock, sleep=clock.sleep) == 10


@pytest.mark.django_db
def test_ones_own_servers_need_no_distance() -> None:
    clock = Clock()
    assert [
        wait_for_slot("http://127.0.0.1:8000/", allow_private=True, clock=clock, sleep=clock.sleep) for _ in range(3)
    ] == [0, 0, 0]
    assert [wait_for_slot(URL, allow_private=True, clock=clock, sleep=clock.sleep) for _ in range(2)] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_no_two_workers_get_the_same_turn() -> None:
    clock = Clock()
    waits: list[float] = []

    def work() -> None:
        for _ in range(5):
            waits.append(wait_for_slot(URL, clock=clock, sleep=lambda seconds: None))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(waits) == list(range(20))
    assert Host.objects.get().free_at == clock.now + 20


def test_a_server_has_one_name() -> None:
    assert host_of("HTTP://News.Example:80/feed?x") == host_of("http://news.example") == "http://news.example"
    assert host_of("https://news.example:443/") == "https://news.example"
    assert host_of("https://[2001:db8::1]:8443/") == "https://[2001:db8::1]:8443"
