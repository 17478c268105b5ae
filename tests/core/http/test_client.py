"""The HTTP client against a server of our own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wirepress.core.http import connecting
from wirepress.core.http.client import FetchError, fetch
from wirepress.core.http.target import is_public


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
        elif self.path == "/packed":
            self._head(200, {"Content-Encoding": "gzip", "Content-Length": "3"})
            self.wfile.write(b"abc")
        else:
            text = f"{self.path} {self.headers.get('Authorization', '-')} kåre".encode("latin-1")
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
    ["http://127.0.0.1:{port}/", "http://[::ffff:127.0.0.1]:8080/", "http://2130706433/", "http://127.1/", "http://localhost/",
     "http://10.1.2.3/", "http://169.254.169.254/latest", "http://100.64.0.1/", "http://[64:ff9b::a00:1]/", "http://[2002:7f00:1::]/",
     "http://0.0.0.0/", "http://[fe80::1]/", "http://[fc00::1]/", "file:///etc/hostname", "gopher://news.example/", "http://a:b@news.example/"],
)  # fmt: skip
def test_the_inner_network_is_refused(port: int, url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url.format(port=port), seconds=3)
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


def test_redirects_end(port: int) -> None:
    with pytest.raises(FetchError, match="without end"):
        fetch(f"http://127.0.0.1:{port}/to?/to?/to?/to?/x", allow=LOCAL, redirects=2)


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


def test_packed_answers_are_not_unpacked(port: int) -> None:
    with pytest.raises(FetchError, match="compressed"):
        fetch(f"http://127.0.0.1:{port}/packed", allow=LOCAL)


def test_a_name_that_is_judged_is_the_one_connected_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["127.0.0.1"], ["10.9.9.9"]])
    monkeypatch.setattr(connecting, "resolve", lambda host: next(answers))
    assert fetch(f"http://rebind.example:{port}/", allow=LOCAL).status == 200
    assert next(answers) == ["10.9.9.9"]


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.215.14", True), ("2606:2800:21f:cb07::1", True), ("64:ff9b::5db8:d70e", True), ("64:ff9b::7f00:1", False),
     ("64:ff9b::a9fe:a9fe", False), ("2002:a00:1::", False), ("::ffff:10.0.0.1", False), ("::1", False), ("224.0.0.1", False),
     ("240.0.0.1", False), ("100.127.1.1", False), ("not an address", False)],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public
