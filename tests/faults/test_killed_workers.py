"""Workers are killed and stopped while stories change: what was acknowledged is seen by the next reader, of whatever process."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service
from tests.waiting import PATIENCE

pytestmark = pytest.mark.pure  # has a database of its own
ROUNDS = 6
REST = "/index.php?rest_route=/wp/v2"
LOST = (OSError, http.client.HTTPException)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving.database() as url, serving.served(tmp_path_factory.mktemp("faults") / "site", url=url) as service:
        yield service


def write(site: Service, number: int, turn: int) -> bool:
    """Whether the new title was acknowledged."""
    try:
        return site.ask("POST", f"{REST}/posts/{number}", data={"title": f"Tide {turn}"}, signed=True).status == 200
    except LOST:
        return False


def seen(site: Service, path: str) -> int | None:
    """The title's number as a reader gets it; None when the process that was to answer was killed."""
    try:
        answer = site.get(path)
    except LOST:
        return None
    found = re.search(rb"Tide (\d+)", answer.body)
    assert answer.status == 200 and found, (path, answer.status, answer.body[:300])
    return int(found[1])


def test_the_next_read_is_right_however_workers_end(site: Service) -> None:
    number = site.rest("POST", "/posts", {"title": "Tide 0", "content": "x", "status": "publish"})["id"]
    paths = (f"{REST}/posts/{number}", f"{REST}/posts&per_page=5", f"/?p={number}", "/?feed=rss2")
    acknowledged = turn = reads = 0
    dice = random.Random(7)
    for place in range(ROUNDS):
        for path in paths * 2:
            seen(site, path)  # kept by both workers
        for victim in [pid for pid in site.workers() if pid != site.process.pid][: 1 + place % 2]:
            threading.Timer(dice.random() * 0.15, serving.kill, [victim]).start()
        for _ in range(4):  # the kill falls before, into or behind one of these
            turn += 1
            if write(site, number, turn):
                acknowledged = turn
            for path in dice.sample(paths, 2):
                found = seen(site, path)
                assert found is None or acknowledged <= found <= turn, (path, found, acknowledged, turn)
                reads += found is not None
        serving.wait(site)
        for path in paths * 3:
            found = seen(site, path)
            assert found is None or acknowledged <= found <= turn, (path, found, acknowledged, turn)
            reads += found is not None
    assert acknowledged > ROUNDS and reads > 10 * ROUNDS, (acknowledged, reads)


def test_a_stopped_worker_shows_nothing_old_when_it_goes_on(site: Service) -> None:
    number = site.rest("POST", "/posts", {"title": "Tide 0", "content": "x", "status": "publish"})["id"]
    path = f"{REST}/posts/{number}"
    for _ in range(30):
        seen(site, path)  # kept by both
    stopped = site.workers()[0]
    os.kill(stopped, signal.SIGSTOP)
    try:
        end = time.monotonic() + PATIENCE
        while not write(site, number, 1):  # some connections are accepted by the one that stands still
            assert time.monotonic() < end
    finally:
        with contextlib.suppress(ProcessLookupError):  # it stood still for so long that it was replaced
            os.kill(stopped, signal.SIGCONT)
    assert {seen(site, path) for _ in range(40)} - {None} == {1}


def test_a_killed_service_has_lost_nothing(tmp_path: Path) -> None:
    with serving.database() as url, serving.served(tmp_path / "site", url=url) as site:
        _kill_and_look(site)


def _kill_and_look(site: Service) -> None:
    made = [site.rest("POST", "/posts", {"title": f"Tide {turn}", "status": "publish"})["id"] for turn in range(5)]
    for pid in (*site.workers(), site.process.pid):
        serving.kill(pid)
    site.process.wait(PATIENCE)
    again = serving.start(site.folder, serving.free_port(), site.environment, 1)
    try:
        for turn, number in enumerate(made):
            assert seen(again, f"{REST}/posts/{number}") == turn
    finally:
        again.stop()
