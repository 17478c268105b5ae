"""A connection's patience and its end, on real sockets with short limits."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
import uvicorn

from tests.server.http import echo
from tests.server.http.wire import Closed, Wire
from wirepress.settings import limits

HOST = b"Host: a.example\r\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, uvicorn.Server]]:
    for name, seconds in (
        ("SWEEP", 0.05),
        ("HEAD_SECONDS", 0.4),
        ("BODY_SECONDS", 0.4),
        ("KEEP_ALIVE", 0.4),
        ("LINGER", 0.3),
        ("SEND_STALL", 0.4),
    ):
        monkeypatch.setattr(limits, name, seconds)
    with echo.served() as found:
        yield found


@pytest.fixture
def port(server: tuple[int, uvicorn.Server]) -> int:
    return server[0]


def test_a_head_that_drips_is_refused(port: int) -> None:
    with Wire(port) as wire:
        wire.send(b"GET / HTTP/1.1\r\n")
        began = time.monotonic()
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            while time.monotonic() - began < 5:
                wire.send(b"X: y\r\n")  # never silent, never done
                time.sleep(0.05)
        assert time.monotonic() - began < 4
    with Wire(port) as wire:
        assert wire.send(b"GET / HTTP/1.1\r\nX").read().status == 408 and wire.is_closed()


def test_a_body_that_stops_is_refused(port: int) -> None:
    with Wire(port) as wire:
        wire.send(b"POST /body HTTP/1.1\r\n" + HOST + b"Content-Length: 50\r\n\r\nabc")
        assert wire.read().status == 408 and wire.is_closed()


def test_a_slow_body_is_waited_for(port: int) -> None:
    with Wire(port) as wire:
        wire.send(b"POST /body HTTP/1.1\r\n" + HOST + b"Content-Length: 12\r\n\r\n")
        for _ in range(12):
            time.sleep(0.1)
            wire.send(b"x")
        assert wire.read().status == 200


def test_a_slow_answer_is_no_slow_client(port: int) -> None:
    with Wire(port) as wire:
        wire.send(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n" + b"GET / HTTP/1.1\r\nHo")
        time.sleep(0.2)
        wire.send(b"st: a.example\r\n\r\n")
        assert json.loads(wire.read().body)[1] == "/slow" and json.loads(wire.read().body)[1] == "/"


def test_an_idle_connection_is_closed(port: int) -> None:
    with Wire(port) as wire:
        assert wire.is_closed()
    with Wire(port) as wire:
        assert wire.send(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").read().status == 200
        assert wire.is_closed()


def test_a_client_that_takes_nothing_is_cut_off(port: int) -> None:
    request = b"GET /" + b"y" * 30_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"
    with Wire(port, seconds=1.0) as wire:
        with pytest.raises((TimeoutError, ConnectionResetError, BrokenPipeError)):
            for _ in range(2000):
                wire.send(request)
        time.sleep(1.0)
        with pytest.raises((Closed, TimeoutError)):
            for _ in range(2000):
                wire.read()


def test_what_is_under_way_is_answered_when_the_process_ends(server: tuple[int, uvicorn.Server]) -> None:
    port, process = server
    with Wire(port) as slow, Wire(port) as idle, Wire(port) as quiet:
        for wire in (idle, quiet):
            wire.send(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").read()
        slow.send(b"GET /slow HTTP/1.1\r\n" + HOST + b"\r\n")
        time.sleep(0.1)
        process.should_exit = True
        time.sleep(0.2)
        last = idle.send(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n").read()  # was on its way
        assert last.status == 200 and last.headers["connection"] == "close" and idle.is_closed()
        found = slow.read()
        assert found.status == 200 and found.headers["connection"] == "close" and slow.is_closed()
        assert quiet.is_closed()
