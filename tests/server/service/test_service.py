"""The service as its operator sees it: reload, end, death of workers, logs, metrics, probes."""

from __future__ import annotations

import http.client
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import serving
from tests.serving import Service
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.pure  # has a database of its own
REST = "/index.php?rest_route=/wp/v2"
LOG_LINE = re.compile(
    r'127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\] "(GET|POST|HEAD) \S+ HTTP/1\.[01]" \d{3} \d+ "[^"]*" "[^"]*" \d+\.\d{6}'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service") / "site"
    with (
        serving.database() as url,
        serving.served(folder, url=url, settings=f'access_log = "{folder}/access.log"') as service,
    ):
        service.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})
        yield service


class Readers:
    """Clients on connections that they keep as long as the server does; one that is told `close` comes again."""

    def __init__(self, site: Service, paths: tuple[str, ...], many: int = 6) -> None:
        self.site, self.paths = site, paths
        self.answered, self.failed = 0, list[str]()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(many)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        while not self._ended.is_set():
            for path in self.paths:
                try:
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status != 200:
                        self.failed.append(f"{path} {answer.status}")
                    self.answered += 1
                except (OSError, http.client.HTTPException) as error:
                    self.failed.append(f"{path} {error!r}")
                    connection.close()
            time.sleep(0.002)
        connection.close()


def spent(pid: int) -> int:
    """Ticks of processor time that a process has used."""
    with open(f"/proc/{pid}/stat") as file:
        return sum(int(part) for part in file.read().rpartition(")")[2].split()[11:13])


def test_every_worker_answers(site: Service) -> None:
    workers = site.workers()
    before = {pid: spent(pid) for pid in workers}
    with Readers(site, (f"{REST}/posts&search=tide",), 12):
        until(lambda: all(spent(pid) > before[pid] + 3 for pid in workers))
    assert len(workers) == 2 and site.workers() == workers


def test_a_reload_fails_no_request(site: Service) -> None:
    before = set(site.workers())
    with Readers(site, (f"{REST}/posts", "/", f"{REST}/posts&search=tide")) as readers:
        until(lambda: readers.answered > 20)
        os.kill(site.process.pid, signal.SIGHUP)
        until(lambda: not before & set(site.workers()) and len(site.workers()) == 2)
        count = readers.answered
        until(lambda: readers.answered > count + 20)
    assert not readers.failed and readers.answered > 50, readers.failed[:5]


def test_a_dead_worker_is_replaced(site: Service) -> None:
    dead = site.workers()[0]
    serving.kill(dead)
    until(lambda: len(site.workers()) == 2 and dead not in site.workers())
    serving.wait(site)


def test_the_access_log_can_be_moved_away(site: Service) -> None:
    log, old = site.folder / "access.log", site.folder / "access.log.1"
    for _ in range(20):
        site.get(f"{REST}/posts", User_Agent='Log "quoted" \\ /1')
        site.ask("HEAD", "/")
        site.ask("GET", f"{REST}/users/me", signed=True)
    until(lambda: log.read_text().count("/wp/v2/posts") >= 20)
    log.rename(old)
    os.kill(site.process.pid, signal.SIGUSR1)
    until(log.exists)
    site.get(f"{REST}/posts&marked=1")
    until(lambda: "marked=1" in log.read_text())
    lines = [*old.read_text().splitlines(), *log.read_text().splitlines()]
    assert len(lines) > 60 and all(LOG_LINE.fullmatch(line) for line in lines), [
        line for line in lines if not LOG_LINE.fullmatch(line)
    ][:3]
    assert site.password.replace(" ", "") not in "".join(lines)


def metrics(site: Service) -> dict[str, float]:
    text = site.get("/-/metrics").body.decode()
    return {name: float(value) for name, value in re.findall(r"(?m)^(wirepress_\S+) (\S+)$", text)}


def test_metrics_count_what_happens(site: Service) -> None:
    path = f"{REST}/posts&per_page=3"
    before = metrics(site)
    tag = site.get(path).headers["etag"]
    for _ in range(20):
        site.get(path)
        site.get(path, If_None_Match=tag)
    site.ask("GET", f"{REST}/users/me", signed=True)
    until(lambda: metrics(site)["wirepress_cache_entries"] > 0)
    after = metrics(site)

    def grown(name: str) -> float:
        return after[name] - before[name]

    assert grown('wirepress_responses_total{way="hit"}') >= 15
    assert grown('wirepress_responses_total{way="not_modified"}') >= 15
    assert grown('wirepress_responses_total{way="miss"}') + grown('wirepress_responses_total{way="direct"}') >= 1
    assert grown('wirepress_responses_total{way="pass"}') >= 1
    assert (
        grown('wirepress_response_seconds_count{way="pass"}') >= 1
        and grown('wirepress_response_seconds_sum{way="pass"}') > 0
    )
    assert (
        after['wirepress_response_seconds_bucket{le="+Inf",way="pass"}']
        == after['wirepress_response_seconds_count{way="pass"}']
    )
    assert after["wirepress_cache_bytes"] > 1000 and "wirepress_cache_evictions_total" in after
    assert after["wirepress_documents_waiting"] >= 0 and after["wirepress_connections"] >= 0
    assert after['wirepress_responses_total{way="stale"}'] == 0


def test_probes(site: Service) -> None:
    health, ready = site.get("/-/health"), site.get("/-/ready")
    assert (health.status, health.body) == (200, b"alive\n") and (ready.status, ready.body) == (200, b"ready\n")
    assert health.headers["cache-control"] == "no-store"
    assert site.get("/-/nothing").status == 404


def test_what_is_under_way_is_answered_when_the_service_ends(tmp_path: Path) -> None:
    with serving.database() as url, serving.served(tmp_path / "site", url=url) as site:
        _end_while_asked(site)


def _end_while_asked(site: Service) -> None:
    answers: list[int] = []
    everything_sent = threading.Barrier(25)

    def ask(number: int) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/")
            first = connection.getresponse()
            first.read()
            assert not first.will_close, "the connection was taken in, and is kept"
            connection.request("GET", f"{REST}/posts&search=tide{number}&_embed=1")
            everything_sent.wait(PATIENCE)
            answers.append(connection.getresponse().status)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    everything_sent.wait(PATIENCE)
    site.process.terminate()
    for thread in threads:
        thread.join()
    assert site.process.wait(PATIENCE) in (0, -signal.SIGTERM)
    assert answers == [200] * 24
