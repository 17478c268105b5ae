"""Open pages hear of new numbers: from whichever process, once for all, and a process that ends lets them go."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests import loops, serving
from tests.serving import Service
from tests.waiting import PATIENCE
from wirepress.core.contract.live_streams import LiveStream
from wirepress.server.live.hub import Listener, LiveHub
from wirepress.server.live.open_files import room_for_streams
from wirepress.settings import limits

pytestmark = pytest.mark.pure  # has a database of its own


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    lines = 'live_pages = 3\ntrusted_proxies = ["127.0.0.1"]'
    with (
        serving.database() as url,
        serving.served(tmp_path_factory.mktemp("live") / "site", url=url, settings=lines, workers=2) as service,
    ):
        yield service


@pytest.fixture(scope="module")
def number(site: Service) -> int:
    return int(site.rest("POST", "/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"})["id"])


class Page:
    """An open page's stream."""

    def __init__(self, site: Service, number: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", site.port), PATIENCE)
        target = f"/index.php?rest_route=/wirepress/v1/posts/{number}/live"
        self.line.sendall(
            f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nAccept: text/event-stream\r\n\r\n".encode()
        )
        self.got = b""

    def until(self, words: bytes) -> bytes:
        """Everything that came until these words did."""
        end = time.monotonic() + PATIENCE
        while words not in self.got and time.monotonic() < end:
            piece = self.line.recv(65536)
            if not piece:
                break
            self.got += piece
        assert words in self.got, self.got
        return self.got

    def numbers(self) -> list[dict[str, Any]]:
        """The events."""
        return [json.loads(line[6:]) for line in self.got.decode().splitlines() if line.startswith("data: ")]


def test_open_pages_hear_of_a_click_in_another_process(site: Service, number: int) -> None:
    with contextlib.ExitStack() as open_pages:
        pages = [Page(site, number) for _ in range(3)]
        for page in pages:
            open_pages.callback(page.line.close)
            head = page.until(b'"likes":{"likes":0')
            assert head.startswith(b"HTTP/1.1 200") and b"text/event-stream" in head and b"no-store" in head
        path = f"/index.php?rest_route=/wirepress/v1/posts/{number}"
        site.ask("POST", f"{path}/likes", data={"choice": "like"}, User_Agent="A/1")
        site.ask("POST", f"{path}/reactions", data={"reaction": 4}, User_Agent="A/1")
        for page in pages:
            page.until(b'"4":1')
            told = page.numbers()[-1]
            assert told["likes"] == {"likes": 1, "dislikes": 0} and told["reactions"]["percents"]["4"] == 100
            assert "own" not in told["likes"] and "reacted" not in told["reactions"]


def test_whoever_does_not_listen_gets_the_numbers_of_the_moment(site: Service, number: int) -> None:
    answer = site.get(f"/index.php?rest_route=/wirepress/v1/posts/{number}/live")
    assert answer.status == 200 and set(answer.json()) == {"likes", "reactions"}
    assert "no-store" in answer.headers["cache-control"]
    assert site.get("/index.php?rest_route=/wirepress/v1/posts/999999/live").status == 404


def test_a_process_that_ends_lets_its_pages_go(site: Service, number: int) -> None:
    page = Page(site, number)
    page.until(b"data: ")
    for pid in site.workers():
        serving.os.kill(pid, serving.signal.SIGTERM)
    page.line.settimeout(PATIENCE)
    rest = b"".join(iter(lambda: page.line.recv(65536), b""))
    page.line.close()
    assert (page.got + rest).endswith(b"0\r\n\r\n")
    serving.wait(site)


def test_switched_off_there_is_no_stream(site: Service, number: int) -> None:
    target = f"/index.php?rest_route=/wirepress/v1/posts/{number}/live"
    script = "import django; django.setup(); from wirepress.content.options import store; store.put('wirepress_engagement[live]', {})"
    for on, kind in ((0, "application/json"), (1, "text/event-stream")):
        serving.python(site.folder, site.environment, script.format(on))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.create_connection(("127.0.0.1", site.port), PATIENCE) as line:
                line.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n".encode())
                if kind.encode() in line.recv(4096).lower():
                    break
            time.sleep(0.1)
        else:
            raise AssertionError(kind)


class Line:
    """A connection that remembers what was written to it."""

    def __init__(self, full: bool = False) -> None:
        self.written: list[bytes] = []
        self.full, self.closed = full, False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def get_write_buffer_size(self) -> int:
        return limits.LIVE_BUFFER if self.full else 0


def _hub(asked: list[list[int]], most: int = 10_000) -> LiveHub:
    def read(numbers: Any) -> dict[int, Any]:
        asked.append(list(numbers))
        return {number: {"asked": len(asked)} for number in numbers if number < 100}

    hub = LiveHub(ThreadPoolExecutor(1), most)
    hub.declare([LiveStream(r"/tide/([0-9]+)", ("tide",), read)])
    return hub


def test_what_changes_is_read_once_for_ten_thousand_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIVE_PAUSE", 0.05)
    asked: list[list[int]] = []

    async def run() -> list[Line]:
        hub = _hub(asked)
        lines = [Line() for _ in range(10_000)]
        for place, line in enumerate(lines):
            hub.add(Listener(line, (0, place % 2), f"192.0.2.{place % 250}"))
        await asyncio.sleep(0.3)
        for _ in range(500):
            hub.hear({"tide:1", "tide:7", "tide", "other:1"})
        await asyncio.sleep(0.5)
        return lines

    lines = loops.run(run())
    assert asked == [[0, 1], [1]]
    assert {tuple(line.written) for line in lines[1::2]} == {
        (b'13\r\ndata: {"asked":1}\n\n\r\n', b'13\r\ndata: {"asked":2}\n\n\r\n')
    }
    assert {len(line.written) for line in lines[::2]} == {1}


def test_a_page_that_takes_nothing_is_passed_over_and_one_that_left_is_forgotten() -> None:
    async def run() -> None:
        hub = _hub([])
        slow, gone = Listener(Line(full=True), (0, 1), "a"), Listener(Line(), (0, 1), "a")
        hub.add(slow)
        hub.add(gone)
        hub.remove(gone)
        hub.remove(gone)
        await asyncio.sleep(0.2)
        assert slow.transport.written == gone.transport.written == [] and len(hub) == 1
        assert hub.close(slow.transport) and not hub.close(slow.transport) and len(hub) == 0

    loops.run(run())


def test_there_is_room_for_so_many_and_so_many_of_one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIVE_PER_ADDRESS", 2)

    async def run() -> None:
        hub = _hub([], most=3)
        for address in ("a", "a", "b"):
            assert hub.has_room(address)
            hub.add(Listener(Line(), (0, 1), address))
        assert not hub.has_room("a") and not hub.has_room("c")
        hub.declare([])
        assert len(hub) == 0 and hub.has_room("a")

    loops.run(run())


@pytest.mark.parametrize("pattern", ["/tide/", "/tide/([0-9]+)/([0-9]+)", "("])
def test_a_pattern_has_one_number(pattern: str) -> None:
    with pytest.raises(ValueError, match="live stream"):
        LiveStream(pattern, ("tide",), lambda numbers: {})


def test_nobody_listens_where_there_are_none_wanted() -> None:
    assert room_for_streams(0) == 0 and 0 < room_for_streams(10) <= 10
