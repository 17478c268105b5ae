"""The HTTP client against a server of our own."""

from __future__ import annotations

import contextlib
import functools
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import httpx
import pytest
import zstandard

from wirepress.core.http import connecting
from wirepress.core.http.client import FetchError, fetch
from wirepress.core.http.fetching import is_same_server
from wirepress.core.http.target import is_public

PACK = {
    "gzip": gzip.compress,
    "br": partial(brotli.compress, quality=3),
    "zstd": zstandard.compress,
    "deflate": zlib.compress,
}


@functools.cache
def packed(coding: str, bomb: bool) -> bytes:
    return PACK[coding](b"0" * 40_000_000 if bomb else b"The ferry is late. " * 50)


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            self._head(200, {"Content-Length": "100"})
            for _ in range(100):
                try:
                    self.wfile.write(b".")
                    self.wfile.flush()
                except OSError:
                    return
                time.sleep(0.05)
        elif self.path.startswith("/to?"):
            self._head(302, {"Location": self.path[4:], "Content-Length": "0"})
        elif self.path == "/big":
            self._head(200, {"Content-Length": "5000"})
            self.wfile.write(b"x" * 5000)
        elif self.path.startswith("/for-good?"):
            self._head(301, {"Location": self.path[10:], "Content-Length": "0"})
        elif self.path == "/tagged":
            same = self.headers.get("If-None-Match") == '"tide"'
            self._head(304 if same else 200, {"ETag": '"tide"', **({} if same else {"Content-Length": "0"})})
        elif self.path == "/broken":
            self._head(200, {"Content-Encoding": "gzip", "Content-Length": "3"})
            self.wfile.write(b"abc")
        elif self.path == "/huge":
            self._head(200, {"Content-Length": str(10**9)})
        elif self.path == "/endless":
            self._head(200, {"Connection": "close"})
            with contextlib.suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65536)
        elif self.path.startswith(("/packed?", "/bomb?")):
            coding = self.path.partition("?")[2]
            body = packed(coding, self.path.startswith("/bomb"))
            self._head(200, {"Content-Encoding": coding, "Content-Length": str(len(body))})
            with contextlib.suppress(OSError):
                self.wfile.write(body)
        else:
            secret = self.headers.get("Authorization") or self.headers.get("X-Key") or "-"
            text = f"{self.path} {secret} kåre".encode("latin-1")
            self._head(200, {"Content-Type": "Text/Plain; charset=ISO-8859-1", "Content-Length": str(len(text))})
            self.wfile.write(text)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


LOCAL = ("127.0.0.0/8",)


def test_an_answer_has_status_kind_and_text(port: int) -> None:
    answer = fetch(f"http://127.0.0.1:{port}/tide#mark", allow=LOCAL)
    assert (answer.status, answer.kind, answer.text) == (200, "text/plain", "/tide - kåre")


@pytest.mark.parametrize("allow", [("127.0.0.1",), ("127.0.0.0/8",), ("127.0.0.1:{port}",)])
def test_what_is_allowed_is_reached(port: int, allow: tuple[str, ...]) -> None:
    assert fetch(f"http://127.0.0.1:{port}/", allow=[item.format(port=port) for item in allow]).status == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://[::ffff:127.0.0.1]:8080/",
        "http://2130706433/",
        "http://127.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest",
        "http://100.64.0.1/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "file:///etc/hostname",
        "gopher://news.example/",
        "http://a:b@news.example/",
    ],
)
def test_the_inner_network_is_refused(port: int, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url.format(port=port), seconds=3)
    assert caught.value.refused


@pytest.mark.parametrize("name", ["http://tide.example/", "http://tide.example:8080/"])
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "172.31.0.9",
        "192.168.7.7",
        "169.254.169.254",
        "fe80::1",
        "100.64.0.1",
        "64:ff9b::a00:1",
        "::ffff:192.168.0.1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "224.0.0.251",
        "ff02::1",
        "fd00:ec2::254",
        "168.63.129.16",
        "fec0::1",
        "64:ff9b:1::7f00:1",
        "::10.0.0.1",
        "0.0.0.0",
    ],
)
def test_a_name_that_means_an_inner_address_is_refused(
    name: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "resolve", lambda host: ("93.184.215.14", address))  # one bad one is enough
    with pytest.raises(FetchError) as caught:
        fetch(name, seconds=3)
    assert caught.value.refused


def test_private_addresses_are_reached_only_where_that_was_allowed(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fetch(f"http://127.0.0.1:{port}/", allow_private=True).status == 200
    monkeypatch.setattr(connecting, "resolve", lambda host: ("127.0.0.1",))
    assert fetch(f"http://ferry.example:{port}/", allow_private=True).status == 200
    with pytest.raises(FetchError) as caught:
        fetch(f"http://ferry.example:{port}/")
    assert caught.value.refused


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://0.0.0.0/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://224.0.0.1/",
    ],
)
def test_secrets_of_clouds_are_never_reached(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, seconds=3, allow_private=True)
    assert caught.value.refused


def test_a_public_address_on_an_unusual_port_is_refused() -> None:
    with pytest.raises(FetchError, match="25") as caught:
        fetch("http://93.184.215.14:25/", seconds=3)
    assert caught.value.refused


def test_a_redirect_is_judged_too(port: int) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"http://127.0.0.1:{port}/to?http://10.0.0.1/", allow=LOCAL)
    assert caught.value.refused
    assert fetch(f"http://127.0.0.1:{port}/to?/there", allow=LOCAL).url.endswith("/there")


def test_a_secret_does_not_travel_to_another_host(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "resolve", lambda host: ("127.0.0.1",))
    start, secret = f"http://127.0.0.1:{port}", {"Authorization": "Basic kettles"}
    assert "kettles" in fetch(f"{start}/to?/here", headers=secret, allow=LOCAL).text
    assert "kettles" not in fetch(f"{start}/to?http://other.example:{port}/", headers=secret, allow=LOCAL).text
    key = {"X-Key": "kettles"}
    assert "kettles" in fetch(f"{start}/to?/here", secrets=key, allow=LOCAL).text
    assert "kettles" not in fetch(f"{start}/to?http://other.example:{port}/", secrets=key, allow=LOCAL).text
    back = f"{start}/to?http://other.example:{port}/to?{start}/here"
    assert "kettles" not in fetch(back, secrets=key, allow=LOCAL).text


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("http://tide.example/a", "https://tide.example/b", True),
        ("https://tide.example/a", "http://tide.example/b", False),
        ("https://tide.example/a", "https://tide.example:8443/", False),
        ("https://tide.example/", "https://www.tide.example/", False),
    ],
)
def test_a_secret_stays_with_scheme_host_and_port(here: str, there: str, same: bool) -> None:
    assert is_same_server(httpx.URL(here), httpx.URL(there)) is same


def test_redirects_end(port: int) -> None:
    with pytest.raises(FetchError, match="without end"):
        fetch(f"http://127.0.0.1:{port}/to?/to?/to?/to?/x", allow=LOCAL, redirects=2)


def test_it_is_told_whether_a_request_can_have_arrived(port: int) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        cases = {
            f"http://127.0.0.1:{port}/to?/to": (True, True),  # redirects without end: it answered
            f"http://127.0.0.1:{silent.getsockname()[1]}/": (True, False),  # taken in, and never answered
            "http://127.0.0.1:1/": (False, False),  # nobody there
            "ftp://127.0.0.1/": (False, False),
        }
        for url, (arrived, redirected) in cases.items():
            with pytest.raises(FetchError) as caught:
                fetch(url, seconds=0.3, redirects=0, allow_private=True)
            assert (caught.value.arrived, caught.value.redirected) == (arrived, redirected), url
    with pytest.raises(FetchError) as caught:
        fetch(f"http://127.0.0.1:{port}/", seconds=0.3)
    assert caught.value.refused and not caught.value.arrived


def test_the_deadline_holds_for_a_server_that_drips(port: int) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError):
        fetch(f"http://127.0.0.1:{port}/slow", allow=LOCAL, seconds=0.3)
    assert time.monotonic() - start < 2


def test_the_size_is_limited(port: int) -> None:
    with pytest.raises(FetchError, match="longer"):
        fetch(f"http://127.0.0.1:{port}/big", allow=LOCAL, size=1000)
    answer = fetch(f"http://127.0.0.1:{port}/big", allow=LOCAL, size=1000, cut=True)
    assert (len(answer.body), answer.cut) == (1000, True)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_packed_answers_are_unpacked(port: int, coding: str) -> None:
    answer = fetch(f"http://127.0.0.1:{port}/packed?{coding}", allow=LOCAL)
    assert (answer.text, answer.cut) == ("The ferry is late. " * 50, False)
    assert (
        fetch(f"http://127.0.0.1:{port}/packed?{coding}", allow=LOCAL, size=100, cut=True).body
        == b"The ferry is late. " * 5 + b"The f"
    )


def test_a_packed_answer_that_is_broken_says_so(port: int) -> None:
    with pytest.raises(FetchError, match="broken"):
        fetch(f"http://127.0.0.1:{port}/broken", allow=LOCAL)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_is_not_unpacked(port: int, coding: str) -> None:
    with pytest.raises(FetchError, match=r"longer than|grows"):
        fetch(f"http://127.0.0.1:{port}/bomb?{coding}", allow=LOCAL, size=3_000_000)
    with pytest.raises(FetchError, match="grows"):
        fetch(f"http://127.0.0.1:{port}/bomb?{coding}", allow=LOCAL, size=500_000_000)


def test_a_body_that_announces_its_length_is_refused_before_its_first_byte(port: int) -> None:
    with pytest.raises(FetchError, match="longer"):
        fetch(f"http://127.0.0.1:{port}/huge", allow=LOCAL)


def test_an_endless_body_ends_at_the_limit(port: int) -> None:
    with pytest.raises(FetchError, match="longer"):
        fetch(f"http://127.0.0.1:{port}/endless", allow=LOCAL, size=300_000, seconds=20)


def test_an_unchanged_answer_has_no_body(port: int) -> None:
    answer = fetch(f"http://127.0.0.1:{port}/tagged", headers={"If-None-Match": '"tide"'}, allow=LOCAL)
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", '"tide"')
    assert fetch(f"http://127.0.0.1:{port}/tagged", allow=LOCAL).status == 200


def test_it_is_known_where_an_address_moved_for_good(port: int) -> None:
    start = f"http://127.0.0.1:{port}"
    assert fetch(f"{start}/for-good?/for-good?/there", allow=LOCAL).moved_to == f"{start}/there"
    assert fetch(f"{start}/for-good?/to?/there", allow=LOCAL).moved_to == f"{start}/to?/there"
    assert fetch(f"{start}/to?/for-good?/there", allow=LOCAL).moved_to == ""
    assert fetch(f"{start}/there", allow=LOCAL).moved_to == ""


def test_a_name_that_is_judged_is_the_one_connected_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["127.0.0.1"], ["10.9.9.9"]])
    monkeypatch.setattr(connecting, "resolve", lambda host: next(answers))
    assert fetch(f"http://rebind.example:{port}/", allow=LOCAL).status == 200
    assert next(answers) == ["10.9.9.9"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:a00:1::", False),
        ("::ffff:10.0.0.1", False),
        ("::1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("100.127.1.1", False),
        ("168.63.129.16", False),
        ("fec0::1", False),
        ("2001:0:5db8:d70e::1", False),
        ("::ffff:93.184.215.14", True),
        ("not an address", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public
