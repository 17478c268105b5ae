"""Messages of readers' pages: kept before they are acknowledged, whoever is killed when; refused where there is no room."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests import serving
from tests.serving import Service
from tests.waiting import until

pytestmark = pytest.mark.pure  # has a database of its own
PATH = "/wp-includes/pages/read"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
NUMBERS = itertools.count(1000)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving.database() as url, serving.served(tmp_path_factory.mktemp("notes") / "site", url=url) as service:
        yield service


def _shown(site: Service) -> dict[str, Any]:
    said = serving.run(site.folder, site.environment, "analytics", "show", "--json")
    found: dict[str, Any] = json.loads(said[said.index("{") :])
    return found


def _tell(site: Service, said: Any = None, agent: str = AGENT, **headers: str) -> serving.Answer:
    return site.ask("POST", PATH, data={"k": "view", "a": "/"} | (said or {}), User_Agent=agent, **headers)


def _until_all_say(site: Service, status: int) -> None:
    """Until every worker answers so: each looks for itself, once in a while. Asked by many readers: one alone would be a program."""
    until(lambda: all(_tell(site, agent=f"{AGENT} {next(NUMBERS)}").status == status for _ in range(20)), 60)


def test_a_message_is_taken_in_below_the_framework(site: Service) -> None:
    number = int(site.rest("POST", "/posts", {"title": "Ebb", "content": "Low.", "status": "publish"})["id"])
    before = _shown(site)["views"]
    answer = _tell(site, {"p": number, "f": "https://reef.example/x"})
    assert (answer.status, answer.body, answer.headers["cache-control"]) == (204, b"", "no-store")
    picture = site.get(f"{PATH}?p={number}", User_Agent=AGENT, Referer=f"http://127.0.0.1:{site.port}/?p={number}")
    assert (picture.status, picture.headers["content-type"], picture.body[:4]) == (200, "image/gif", b"GIF8")
    assert site.ask("HEAD", f"{PATH}?p={number}", User_Agent=AGENT).status == 200
    found = _shown(site)
    assert found["views"] == before + 2
    assert {row["id"]: row["views"] for row in found["stories"]}[number] == 2
    assert {row["referrer"] for row in found["referrers"]} == {"reef.example"}


def test_a_page_from_the_cache_is_told_of_each_time(site: Service) -> None:
    number = int(site.rest("POST", "/posts", {"title": "Flood", "content": "High.", "status": "publish"})["id"])
    pages = {site.get(f"/?p={number}", User_Agent=f"{AGENT} {reader}").body for reader in range(3)}
    assert len(pages) == 1 and PATH.encode() in pages.pop(), "one page for all readers carries what its script tells"
    before = _shown(site)["views"]
    for reader in range(3):
        assert _tell(site, {"p": number}, f"{AGENT} {reader}").status == 204
    assert _shown(site)["views"] == before + 3


def test_a_large_message_is_refused(site: Service) -> None:
    assert _tell(site, {"a": "x" * 9000}).status == 413


def test_nothing_acknowledged_is_lost_when_all_is_killed(site: Service) -> None:
    before = _shown(site)["views"]
    acknowledged: list[int] = []
    enough = threading.Event()

    def tell(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
        done = 0
        try:
            while True:
                headers = {"User-Agent": f"{AGENT} {number}/{done}", "Content-Type": "text/plain;charset=UTF-8"}
                connection.request("POST", PATH, '{"k":"view","a":"/"}', headers)
                answer = connection.getresponse()
                answer.read()
                done += answer.status == 204
                if done == 40:
                    enough.set()
        except (OSError, http.client.HTTPException):
            acknowledged.append(done)
        finally:
            connection.close()

    tellers = [threading.Thread(target=tell, args=(number,)) for number in range(6)]
    for teller in tellers:
        teller.start()
    assert enough.wait(60)
    for pid in (site.process.pid, *serving.below(site.process.pid)):
        serving.kill(pid)
    for teller in tellers:
        teller.join()
    site.process.wait(30)
    found = _shown(site)["views"] - before
    assert sum(acknowledged) <= found <= sum(acknowledged) + len(tellers), "what was on its way may be there, too"
    started = serving.start(site.folder, site.port, site.environment, 2, "--no-worker")
    site.process = started.process
    assert _tell(site).status == 204
    assert _shown(site)["views"] == before + found + 1


def test_a_full_spool_refuses(site: Service) -> None:
    spool = site.folder / "spool" / "reading"
    spool.mkdir(parents=True, exist_ok=True)
    filler = spool / "00000000000000-0-full.spool"
    with filler.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    try:
        _until_all_say(site, 503)
        answer = _tell(site)
        assert (answer.status, answer.headers["retry-after"]) == (503, "30")
    finally:
        filler.unlink()
    _until_all_say(site, 204)


def test_switched_off_nothing_answers(site: Service) -> None:
    serving.run(site.folder, site.environment, "feature", "disable", "analytics")
    other = site.ask("POST", "/wp-includes/pages/other", data={"k": "view"}, User_Agent=AGENT)
    _until_all_say(site, other.status)
    found = _tell(site)
    assert (found.status, found.body) == (other.status, other.body)
    assert PATH.encode() not in site.get("/").body
    serving.run(site.folder, site.environment, "feature", "enable", "analytics")
    _until_all_say(site, 204)
