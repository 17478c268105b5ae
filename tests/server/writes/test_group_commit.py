"""Reactions that are answered below the framework: the same answers, the same refusals, none lost."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from tests import loops, serving
from tests.serving import Service
from wirepress.server.writes import group_commit
from wirepress.server.writes.group_commit import GroupCommit, QueueFull

pytestmark = pytest.mark.pure  # has a database of its own
CLICKERS, CLICKS = 12, 25


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving.database() as url, serving.served(tmp_path_factory.mktemp("crowd") / "site", url=url) as service:
        yield service


@pytest.fixture
def number(site: Service) -> int:
    return int(site.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})["id"])


def path(number: int | str) -> str:
    return f"/index.php?rest_route=/wirepress/v1/posts/{number}/reactions"


def test_the_answer_is_the_framework_s(site: Service, number: int) -> None:
    other = int(site.rest("POST", "/posts", {"title": "Flood", "content": "High water.", "status": "publish"})["id"])
    for reaction in (2, 3, 3):
        for origin in ({}, {"Origin": f"http://127.0.0.1:{site.port}"}):
            quick = site.ask("POST", path(number), data={"reaction": reaction}, User_Agent="Twin/1", **origin)
            slow = site.ask(
                "POST", path(other), data={"reaction": reaction, "unknown": 1}, User_Agent="Twin/1", **origin
            )
            assert (quick.status, quick.body) == (slow.status, slow.body) == (200, quick.body)
            assert {k: v for k, v in quick.headers.items() if k != "date"} == {
                k: v for k, v in slow.headers.items() if k != "date"
            }


@pytest.mark.parametrize(
    ("target", "data", "headers", "status"),
    [
        ("{}", {"reaction": 7}, {}, 400),
        ("{}", {}, {}, 400),
        ("{}", [1], {}, 400),
        ("{}", {"reaction": "2"}, {}, 200),
        ("{}", {"reaction": True}, {}, 400),
        ("999999", {"reaction": 1}, {}, 404),
        ("99999999999999999999", {"reaction": 1}, {}, 404),
        ("{}", {"reaction": 1}, {"Origin": "http://other.example"}, 403),
        ("{}", {"reaction": 1}, {"Sec_Fetch_Site": "cross-site"}, 403),
        ("{}", {"reaction": 1}, {"X_WP_Nonce": "0000000000"}, 403),
        ("{}", {"reaction": 1}, {"X_HTTP_Method_Override": "GET"}, 200),
    ],
)
def test_what_is_not_plain_goes_to_the_route(
    site: Service, number: int, target: str, data: Any, headers: dict[str, str], status: int
) -> None:
    answer = site.ask("POST", path(target.format(number)), data=data, User_Agent="Odd/1", **headers)
    assert answer.status == status, answer.body


def test_no_click_is_lost_between_two_processes(site: Service, number: int) -> None:
    answers: list[tuple[int, dict[str, Any]]] = []

    def click(clicker: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        for turn in range(CLICKS):
            body, reader = json.dumps({"reaction": 1 + turn % 6}), f"Reader/{clicker}/{turn}"
            connection.request("POST", path(number), body, {"Content-Type": "application/json", "User-Agent": reader})
            answer = connection.getresponse()
            answers.append((answer.status, json.loads(answer.read())))
        connection.close()

    threads = [threading.Thread(target=click, args=(clicker,)) for clicker in range(CLICKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(status for status, _ in answers) == {200: CLICKERS * CLICKS}
    counts = site.get(path(number)).json()["counts"]
    assert sum(counts.values()) == CLICKERS * CLICKS
    totals = sorted(sum(answer["counts"].values()) for _, answer in answers)
    assert totals == list(range(1, CLICKERS * CLICKS + 1))  # each saw the state that its own click had made
    document = site.get(f"/index.php?rest_route=/wp/v2/posts/{number}").json()["content"]["rendered"]
    assert "be-face-icons" in document


def test_what_waits_is_written_together() -> None:
    written: list[Sequence[int]] = []

    def write(items: Sequence[int]) -> list[int]:
        written.append(items)
        return [item * 2 for item in items]

    async def settle() -> None:
        await asyncio.sleep(0)

    async def run() -> list[int]:
        crowd = GroupCommit(write, settle)
        return await asyncio.gather(*(crowd.submit(number) for number in range(1200)))

    assert loops.run(run()) == [number * 2 for number in range(1200)]
    assert len(written) < 10 and max(map(len, written)) <= group_commit.BATCH_MAX


def test_a_database_that_is_away_is_said_to_everybody_who_waits() -> None:
    from django.db import OperationalError

    def write(items: Sequence[int]) -> list[int]:
        raise OperationalError("away")

    async def settle() -> None:
        raise AssertionError("nothing was written")

    async def run() -> list[Any]:
        crowd = GroupCommit(write, settle)
        return await asyncio.gather(*(crowd.submit(number) for number in range(5)), return_exceptions=True)

    assert all(isinstance(answer, QueueFull) for answer in loops.run(run()))


def test_writes_whose_answer_nobody_waits_for_wait_for_each_other() -> None:
    written: list[Sequence[int]] = []

    def write(items: Sequence[int]) -> Sequence[int]:
        written.append(items)
        return items

    async def settle() -> None:
        return

    async def later(crowd: GroupCommit, number: int) -> None:
        await asyncio.sleep(number * 0.01)
        await crowd.submit(number)

    async def run() -> None:
        crowd = GroupCommit(write, settle, pause=0.5)
        await asyncio.gather(*(later(crowd, number) for number in range(5)))

    loops.run(run())
    assert written == [[0, 1, 2, 3, 4]]
