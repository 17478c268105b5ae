"""What comes back over the socket for each way of asking: kept answers and made ones alike (RFC 9110, RFC 9112)."""

from __future__ import annotations

import gzip
import json
import re
import time
from email.utils import parsedate_to_datetime

import brotli
import pytest
import zstandard

from tests.server.http.wire import Reply, Wire
from tests.serving import Service

pytestmark = pytest.mark.pure  # has a database of its own
REST = "/index.php?rest_route=/wp/v2"


def request(path: str, *lines: str, method: str = "GET", host: str = "news.example") -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", f"Host: {host}", *lines, "", "")).encode("latin-1")


def ask(site: Service, data: bytes, *, head: bool = False) -> Reply:
    with Wire(site.port) as wire:
        return wire.send(data).read(head=head)


def counted(site: Service) -> dict[str, float]:
    text = site.get("/-/metrics").body.decode()
    return {way: float(value) for way, value in re.findall(r'wirepress_responses_total\{way="(\w+)"\} (\S+)', text)}


def test_a_head_may_be_cut_anywhere(site: Service, newest: int) -> None:
    whole = request(f"{REST}/posts/{newest}", "User-Agent: Slow/1", "Accept: */*")
    expected = ask(site, whole)
    assert expected.status == 200 and json.loads(expected.body)["id"] == newest
    with Wire(site.port) as wire:
        for place in range(1, len(whole)):
            wire.send(whole[:place])
            time.sleep(0.0005)
            found = wire.send(whole[place:]).read()
            assert (found.status, found.body, found.headers["etag"]) == (
                200,
                expected.body,
                expected.headers["etag"],
            ), place


def test_a_head_may_come_byte_by_byte(site: Service, newest: int) -> None:
    with Wire(site.port) as wire:
        for byte in request(f"{REST}/posts/{newest}"):
            wire.send(bytes([byte]))
        assert json.loads(wire.read().body)["id"] == newest


def test_pipelined_requests_are_answered_in_their_order(site: Service, newest: int) -> None:
    body = b'{"reaction": 9}'
    posted = (
        request(
            f"/index.php?rest_route=/wirepress/v1/posts/{newest}/reactions",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            method="POST",
        )
        + body
    )
    kept = request(f"{REST}/posts/{newest}")
    ask(site, kept)
    fresh = request(f"{REST}/posts/{newest}&_fields=id,{time.time_ns()}")
    parts = [
        (kept, 200),
        (posted, 400),
        (fresh, 200),
        (request("/nothing-here"), 404),
        (kept, 200),
        (request("/-/health"), 200),
        (kept, 200),
    ]
    with Wire(site.port) as wire:
        wire.send(b"".join(part for part, _ in parts))
        replies = [wire.read() for _ in parts]
        assert [reply.status for reply in replies] == [status for _, status in parts]
        assert json.loads(replies[2].body) == {"id": newest} and replies[5].body == b"alive\n"
        assert replies[0].body == replies[4].body == replies[6].body
        assert wire.send(kept).read().body == replies[0].body


def test_a_second_request_may_come_while_the_first_is_made(site: Service, newest: int) -> None:
    kept = request(f"{REST}/posts/{newest}")
    ask(site, kept)
    with Wire(site.port) as wire:
        wire.send(request(f"{REST}/posts&search={time.time_ns()}"))
        wire.send(kept[:30])
        wire.send(kept[30:])
        assert json.loads(wire.read().body) == [] and json.loads(wire.read().body)["id"] == newest


@pytest.mark.parametrize(
    "path", [f"{REST}/posts", "/", "/?feed=rss2", f"{REST}/posts&search=nowhere", "/nothing", "/-/health"]
)
def test_head_is_the_head_of_get(site: Service, path: str) -> None:
    for _ in range(2):  # made, then kept
        asked = ask(site, request(path, method="HEAD"), head=True)
        got = ask(site, request(path))
        passing = ("date", "content-security-policy", "last-modified")
        assert asked.status == got.status
        assert {k: v for k, v in asked.headers.items() if k not in passing} == {
            k: v for k, v in got.headers.items() if k not in passing
        }
        assert int(asked.headers["content-length"]) == len(got.body) > 0
    with Wire(site.port) as wire:  # and no byte of a body stands before the next answer
        wire.send(request(path, method="HEAD") + request("/-/health"))
        assert wire.read(head=True).status == got.status and wire.read().body == b"alive\n"


def test_a_range_of_a_page_is_the_whole_page(site: Service, newest: int) -> None:
    """Ranges may be ignored (RFC 9110, section 14.2); pages have none."""
    plain = ask(site, request(f"{REST}/posts/{newest}"))
    for _ in range(2):
        found = ask(site, request(f"{REST}/posts/{newest}", "Range: bytes=0-9", f"If-Range: {plain.headers['etag']}"))
        assert found.status == 200 and found.body == plain.body and "content-range" not in found.headers


def test_every_answer_has_the_date_of_now(site: Service, newest: int) -> None:
    for path in (f"{REST}/posts/{newest}", "/-/health", "/nothing", "/wp-login.php"):
        found = ask(site, request(path))
        assert abs(parsedate_to_datetime(found.headers["date"]).timestamp() - time.time()) < 3
    bad = ask(site, b"GET / HTTP/1.1\r\n\r\n")
    assert bad.status == 400 and "date" in bad.headers


def test_the_client_may_end_the_connection(site: Service, newest: int) -> None:
    for path in (f"{REST}/posts/{newest}", "/wp-login.php"):
        for _ in range(2):
            with Wire(site.port) as wire:
                found = wire.send(request(path, "Connection: close")).read()
                assert found.status == 200 and found.headers["connection"] == "close" and wire.is_closed()


def test_http_1_0_gets_a_whole_answer_and_an_end(site: Service, newest: int) -> None:
    for path in (f"{REST}/posts/{newest}", "/wp-login.php", "/wp-admin/admin-ajax.php?action=x"):
        with Wire(site.port) as wire:
            found = wire.send(f"GET {path} HTTP/1.0\r\n\r\n".encode()).read()
            assert "transfer-encoding" not in found.headers and int(found.headers["content-length"]) == len(found.body)
            assert found.headers["connection"] == "close" and wire.is_closed()


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
        b"GET http://user@a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"GET ftp://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"CONNECT a.example:80 HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a.example\r\n\r\n",
        b"GET / HTTP/1.1\nHost: a.example\n\n",
        b"GET / HTTP/1.1\r\nHost: a.example\nX: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nX: y\r\n z\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nX: y\x00z\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nX\x00: y\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nX: y\rz\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a.example\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: a.example\r\n\r\n",
        b"GET / HTTP/3.7\r\nHost: a.example\r\n\r\n",
        b"get / HTTP/1.1\r\nHost: a.example\r\n\r\n",
        b"GET / HTTP/1.1 \r\nHost: a.example\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3, 3\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: +3\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n",
        b"POST /x HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcGET\r\n0\r\n\r\n",
    ],
)
def test_what_two_servers_could_read_differently_is_refused(site: Service, newest: int, head: bytes) -> None:
    hidden = request(f"{REST}/posts/{newest}")
    ask(site, hidden)
    with Wire(site.port) as wire:
        wire.send(head + hidden)
        found = wire.read()
        assert found.status == 400 and found.headers["connection"] == "close"
        assert wire.is_closed()  # what stood behind it was not read as a request


def test_a_bad_request_is_refused_after_those_before_it(site: Service) -> None:
    with Wire(site.port) as wire:
        wire.send(request(f"{REST}/posts&search={time.time_ns()}") + request("/-/health") + b"NO SENSE\r\n\r\n")
        assert (wire.read().status, wire.read().body, wire.read().status) == (200, b"alive\n", 400)
        assert wire.is_closed()


def test_an_address_in_absolute_form_names_the_host(site: Service, newest: int) -> None:
    path = f"{REST}/posts/{newest}"
    plain = ask(site, request(path))
    found = ask(site, request(f"http://other.example{path}", host="news.example"))
    assert found.status == 200 and found.body == plain.body
    assert ask(site, request("http://other.example")).status in (200, 301)


def test_one_host_s_answer_is_not_another_s(site: Service) -> None:
    """Addresses come from the settings, never from the request; what a redirect says may still differ by Host."""
    for host in ("one.example", "two.example", "one.example"):
        found = ask(site, request("/", host=host))
        assert host.encode() not in found.body and host not in found.headers.get("location", "")


def test_expectations(site: Service, newest: int) -> None:
    body = b'{"reaction": 9}'
    lines = ("Content-Type: application/json", f"Content-Length: {len(body)}", "Expect: 100-continue")
    with Wire(site.port) as wire:
        wire.send(request(f"/index.php?rest_route=/wirepress/v1/posts/{newest}/reactions", *lines, method="POST"))
        assert wire.read().status == 100
        assert wire.send(body).read().status == 400
        assert wire.send(request("/-/health")).read().body == b"alive\n"


def test_nothing_is_upgraded(site: Service) -> None:
    with Wire(site.port) as wire:
        wire.send(request("/-/health", "Connection: Upgrade", "Upgrade: websocket") + request("/-/health"))
        found = wire.read()
        assert found.body == b"alive\n" and found.headers["connection"] == "close" and wire.is_closed()


def test_a_head_that_is_too_long_is_refused(site: Service) -> None:
    for data in (
        request("/", "X: " + "y" * 70_000),
        request("/" + "y" * 70_000),
        request("/", *(f"X{n}: y" for n in range(9000))),
        b"GET / HTTP/1.1\r\nX: " + b"y" * 500_000,
    ):
        with Wire(site.port) as wire:
            wire.send(data)
            assert wire.read().status == 431 and wire.is_closed()


def test_many_requests_in_one_piece_are_no_long_head(site: Service, newest: int) -> None:
    kept = request(f"{REST}/posts/{newest}&_fields=id")
    with Wire(site.port) as wire:
        wire.send(kept * 1500 + kept[:40])
        assert all(wire.read().status == 200 for _ in range(1500))
        assert wire.send(kept[40:]).read().status == 200


def test_conditions(site: Service, newest: int) -> None:
    path = f"{REST}/posts/{newest}"
    tag = ask(site, request(path)).headers["etag"]
    time.sleep(1.1)  # in the second of its making an answer names no time
    date = ask(site, request(path)).headers["last-modified"]
    rows = [
        ((f"If-None-Match: {tag}",), 304),
        ((f"If-None-Match: W/{tag}",), 304),
        (("If-None-Match: *",), 304),
        ((f'If-None-Match: "x", {tag} , "y"',), 304),
        (('If-None-Match: "x"',), 200),
        (("If-None-Match: ",), 200),
        ((f"If-Modified-Since: {date}",), 304),
        (("If-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT",), 200),
        (("If-Modified-Since: never",), 200),
        (('If-None-Match: "x"', f"If-Modified-Since: {date}"), 200),
        ((f"If-None-Match: {tag}", "If-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT"), 304),
        ((f"If-Match: {tag}",), 200),
        (("If-Match: *",), 200),
        (('If-Match: "x"',), 412),
        ((f"If-Match: W/{tag}",), 412),
        ((f"If-Unmodified-Since: {date}",), 200),
        (("If-Unmodified-Since: Thu, 01 Jan 1970 00:00:01 GMT",), 412),
        ((f"If-Match: {tag}", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:01 GMT"), 200),
    ]
    for lines, status in rows:
        for method in ("GET", "HEAD"):
            for _ in range(2):
                found = ask(site, request(path, *lines, method=method), head=method == "HEAD")
                assert found.status == status, lines
                if status == 304:
                    assert (
                        found.headers["etag"] == tag and "content-type" not in found.headers and "date" in found.headers
                    )


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("gzip;q=0.5, identity;q=1", None),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0, br;q=0.1", "br"),
        ("GZIP", "gzip"),
        ("deflate", None),
        ("x-gzip", "gzip"),
        ("gzip;q=no", None),
        ("br;q=0, *;q=0.5", "zstd"),
    ],
)
def test_encodings(site: Service, newest: int, accept: str | None, expected: str | None) -> None:
    path = f"{REST}/posts/{newest}"
    plain = ask(site, request(path))
    lines = () if accept is None else (f"Accept-Encoding: {accept}",)
    for _ in range(2):
        found = ask(site, request(path, *lines))
        assert found.headers.get("content-encoding") == expected
        body = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}[expected](
            found.body
        )
        assert body == plain.body and ("Accept-Encoding" in found.headers["vary"]) == (accept is not None)
        assert (found.headers["etag"] == plain.headers["etag"]) == (expected is None)
        again = ask(site, request(path, *lines, f"If-None-Match: {found.headers['etag']}"))
        assert again.status == 304 and again.headers["etag"] == found.headers["etag"]
        assert ("Accept-Encoding" in again.headers["vary"]) == (accept is not None)


def test_kept_answers_were_tested(site: Service, newest: int) -> None:
    """The tests above say nothing if nothing is kept."""
    before = counted(site)
    for _ in range(5):
        ask(site, request(f"{REST}/posts/{newest}", "User-Agent: Counter/1"))
    ask(site, request(f"{REST}/posts/{newest}", "User-Agent: Counter/1", "If-None-Match: *"))
    after = counted(site)
    assert after["hit"] - before["hit"] >= 4 and after["not_modified"] - before["not_modified"] == 1


def test_a_client_that_reads_nothing_takes_no_memory(site: Service) -> None:
    """Half a megabyte an answer, two thousand asked for: what waits for the client is bounded."""
    long = int(
        next(
            post["id"]
            for post in site.get(f"{REST}/posts&per_page=100").json()
            if post["title"]["rendered"] == "Log of a winter"
        )
    )
    asked = request(f"{REST}/posts/{long}", "User-Agent: Deaf/1")
    size = len(ask(site, asked).body)
    assert size > 300_000
    before = _resident(site)
    with Wire(site.port, seconds=2.0) as wire:
        try:
            for _ in range(400):
                wire.send(asked * 20)
        except TimeoutError:
            pass
        time.sleep(0.5)
        assert ask(site, request("/-/health")).body == b"alive\n"
        assert _resident(site) - before < 40 * 2**20
        wire.socket.settimeout(10)
        assert [len(wire.read().body) for _ in range(30)] == [size] * 30  # and it goes on when it reads


def _resident(site: Service) -> int:
    with open(f"/proc/{site.workers()[0]}/statm") as file:
        return int(file.read().split()[1]) * 4096


def test_clients_that_leave_do_no_harm(site: Service, newest: int) -> None:
    for place in range(30):
        wire = Wire(site.port)
        wire.send(request(f"{REST}/posts&search={time.time_ns()}")[: 10 + place * 5])
        wire.socket.close()
    for _ in range(20):
        with Wire(site.port) as wire:
            wire.send(request(f"{REST}/posts&search={time.time_ns()}"))
    assert json.loads(ask(site, request(f"{REST}/posts/{newest}")).body)["id"] == newest
