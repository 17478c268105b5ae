"""Servers that mean no good: each costs no more than its share, and the reason is said in words."""

from __future__ import annotations

import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import brotli
import pytest
import zstandard

from tests.features.wire.feedserver import Answer, feed_server
from wirepress.core.http import connecting
from wirepress.features.wire.fetch import fetch_document as fetching
from wirepress.features.wire.fetch import request as asking
from wirepress.features.wire.fetch.fetch_document import FetchFailed, fetch_document, fetch_page
from wirepress.features.wire.models import Source

pytestmark = pytest.mark.django_db
BOMB = b"<rss><channel>" + b" " * 100_000_000
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": partial(gzip.compress, compresslevel=6),
    "br": partial(brotli.compress, quality=2),
    "zstd": zstandard.compress,
}


def source(url: str, **fields: Any) -> Source:
    return Source(url=url, allow_private=True, policy={"respect_robots": False, "respect_tdm": False}, **fields)


@contextmanager
def raw_server(answer: Callable[[Any], None]) -> Iterator[str]:
    """A server that speaks no better HTTP than `answer` writes."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            try:
                answer(self.request)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/feed"
        finally:
            server.shutdown()


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_bombs_are_not_unpacked(coding: str) -> None:
    answer = Answer(PACK[coding](BOMB), headers={"Content-Encoding": coding})
    with feed_server({"/feed": answer}) as base, pytest.raises(FetchFailed, match="grows"):
        fetch_document(source(f"{base}/feed"))


def test_a_gigabyte_is_not_read() -> None:
    def announce(connection: Any) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 1073741824\r\n\r\n<rss>"
        )
        time.sleep(5)

    start = time.monotonic()
    with raw_server(announce) as url, pytest.raises(FetchFailed, match="longer"):
        fetch_document(source(url))
    assert time.monotonic() - start < 4


def test_a_body_without_end_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WIRE_BODY_MAX", 1_000_000)

    def pour(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with raw_server(pour) as url, pytest.raises(FetchFailed, match="longer than 1000000"):
        fetch_document(source(url))


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n"]
)
def test_a_server_that_drips_ends_at_the_deadline(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "send_request", partial(asking.send_request, seconds=0.5))

    def drip(connection: Any) -> None:
        connection.sendall(start)
        for _ in range(100):
            connection.sendall(b"X-A: b\r\n" if start.endswith(b"OK\r\n") else b"x")
            time.sleep(0.1)

    begun = time.monotonic()
    with raw_server(drip) as url, pytest.raises(FetchFailed):
        fetch_document(source(url))
    assert time.monotonic() - begun < 4


def test_a_head_without_end_is_cut_off() -> None:
    def babble(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-Padding: " + b"x" * 8000 + b"\r\n")

    with raw_server(babble) as url, pytest.raises(FetchFailed):
        fetch_document(source(url))


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff\xfe\xfd rubbish\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    ],
)
def test_what_is_no_http_is_said_in_words(answer: bytes) -> None:
    with raw_server(lambda connection: connection.sendall(answer)) as url, pytest.raises(FetchFailed):
        fetch_document(source(url))


def test_redirects_in_a_circle_end() -> None:
    routes = {"/feed": Answer(b"", 302, {"Location": "/b"}), "/b": Answer(b"", 301, {"Location": "/feed"})}
    with feed_server(routes) as base, pytest.raises(FetchFailed, match="without end"):
        fetch_document(source(f"{base}/feed"))


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/",
        "http://[fd00:ec2::254]/",
        "file:///etc/passwd",
        "http://100.64.0.1/",
        "gopher://a.example/",
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_refused(target: str) -> None:
    with feed_server({"/feed": Answer(b"", 302, {"Location": target})}) as base:
        with pytest.raises(FetchFailed):
            fetch_document(source(f"{base}/feed"))
        with pytest.raises(FetchFailed):
            fetch_page(source(f"{base}/feed"), f"{base}/feed")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "100.64.0.1", "64:ff9b::7f00:1", "::ffff:127.0.0.1"]
)
def test_a_name_that_leads_inside_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "resolve", lambda host: (address,))
    with pytest.raises(FetchFailed, match="open internet") as caught:
        fetch_document(Source(url="http://tide.example/feed", policy={"respect_robots": False}))
    assert "--allow-private" in caught.value.words
