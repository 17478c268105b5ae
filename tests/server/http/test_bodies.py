"""Bodies in every form in which they may come: whole, in chunks, slowly, too long, not at all (RFC 9112, sections 6 and 7)."""

from __future__ import annotations

import base64
import json
import secrets
import socket
import struct
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.server.http.test_socket import REST, request
from tests.server.http.wire import Reply, Wire
from tests.serving import Service
from wirepress.settings import limits

pytestmark = pytest.mark.pure  # has a database of its own
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def signed(site: Service, method: str, path: str, *lines: str) -> bytes:
    secret = base64.b64encode(f"chief:{site.password}".encode()).decode()
    return request(path, f"Authorization: Basic {secret}", *lines, method=method)


def chunks(body: bytes, size: int, *, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    parts = [body[place : place + size] for place in range(0, len(body), size)]
    return (
        b"".join(b"%x%s\r\n%s\r\n" % (len(part), extension, part) for part in parts)
        + b"0"
        + extension
        + b"\r\n"
        + trailer
        + b"\r\n"
    )


def put(
    site: Service, number: int, coded: bytes, *lines: str, method: str = "POST", kind: str = "application/json"
) -> Reply:
    head = signed(site, method, f"{REST}/posts/{number}", f"Content-Type: {kind}", "Transfer-Encoding: chunked", *lines)
    with Wire(site.port, seconds=30) as wire:
        return wire.send(head + coded).read()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_body_in_chunks_is_read(site: Service, newest: int, method: str, size: int) -> None:
    title = f"Neap tide {secrets.token_hex(4)}"
    found = put(site, newest, chunks(json.dumps({"title": title}).encode(), size), method=method)
    assert found.status == 200 and json.loads(found.body)["title"]["raw"] == title
    assert site.get(f"{REST}/posts/{newest}").json()["title"]["rendered"] == title


def test_a_large_body_in_chunks_is_read(site: Service, newest: int) -> None:
    text = "The pilot boat came in late. " * 20_000
    found = put(site, newest, chunks(json.dumps({"content": text}).encode(), 5000))
    assert found.status == 200 and json.loads(found.body)["content"]["raw"].strip() == text.strip()
    put(site, newest, chunks(b'{"content": "short"}', 5000))


def test_extensions_and_trailers_say_nothing(site: Service, newest: int) -> None:
    title = f"Spring tide {secrets.token_hex(4)}"
    coded = chunks(
        json.dumps({"title": title}).encode(),
        9,
        extension=b';name="va;lue";x',
        trailer=b"X-HTTP-Method-Override: DELETE\r\nX-Length: 3\r\nAuthorization: Basic eA==\r\nX_WP_Nonce: 1\r\n",
    )
    with Wire(site.port) as wire:
        head = signed(
            site, "POST", f"{REST}/posts/{newest}", "Content-Type: application/json", "Transfer-Encoding: chunked"
        )
        found = wire.send(head + coded + request("/-/health")).read()
        assert found.status == 200 and json.loads(found.body)["title"]["raw"] == title
        assert wire.read().body == b"alive\n"  # nothing of the body is taken for the next request


def test_a_form_in_chunks_is_read(site: Service, newest: int) -> None:
    found = put(site, newest, chunks(b"title=Slack+water", 3), kind="application/x-www-form-urlencoded")
    assert found.status == 200 and json.loads(found.body)["title"]["raw"] == "Slack water"


def test_a_picture_in_chunks_is_kept(site: Service) -> None:
    head = signed(
        site,
        "POST",
        f"{REST}/media",
        "Content-Type: image/png",
        'Content-Disposition: attachment; filename="mole.png"',
        "Transfer-Encoding: chunked",
    )
    with Wire(site.port) as wire:
        found = json.loads(wire.send(head + chunks(PICTURE, 10)).read().body)
    path = "/wp-content/uploads/" + found["media_details"]["file"]
    got = site.get(path)
    assert got.body == PICTURE and site.get(path, If_None_Match=got.headers["etag"]).status == 304
    with Wire(site.port) as wire:
        assert wire.send(request(path, method="HEAD")).read(head=True).headers["content-length"] == str(len(PICTURE))
        part = wire.send(request(path, "Range: bytes=1-3")).read()
        assert (part.status, part.body) == (206, b"PNG")


@pytest.mark.parametrize(
    "coded",
    [
        b"zz\r\nabc\r\n0\r\n\r\n",
        b"3\r\nabcd\r\n0\r\n\r\n",
        b"-3\r\nabc\r\n0\r\n\r\n",
        b"3 3\r\nabc\r\n0\r\n\r\n",
        b"fffffffffffffffff\r\nabc",
        b"0x3\r\nabc\r\n0\r\n\r\n",
        b"3\r\nabc0\r\n\r\n",
    ],
)
def test_broken_chunks_are_refused(site: Service, newest: int, coded: bytes) -> None:
    before = site.get(f"{REST}/posts/{newest}").body
    with Wire(site.port) as wire:
        wire.send(
            signed(
                site, "POST", f"{REST}/posts/{newest}", "Content-Type: application/json", "Transfer-Encoding: chunked"
            )
            + coded
        )
        assert wire.read().status == 400 and wire.is_closed()
    assert site.get(f"{REST}/posts/{newest}").body == before


def test_a_body_over_the_limit_is_refused_however_it_comes(site: Service, newest: int) -> None:
    piece = b"%x\r\n%s\r\n" % (2**20, b" " * 2**20)
    rows = [
        ("application/json", limits.BODY_MAX, f"{REST}/posts/{newest}"),
        ("text/xml", limits.BODY_MAX, "/xmlrpc.php"),
        ("application/x-www-form-urlencoded", limits.BODY_MAX, "/wp-login.php"),
    ]
    for kind, most, path in rows:
        with Wire(site.port, seconds=30) as wire:
            wire.send(signed(site, "POST", path, f"Content-Type: {kind}", "Transfer-Encoding: chunked"))
            try:
                for _ in range(most // 2**20 + 1):
                    wire.send(piece)
            except OSError:
                pass
            found = wire.read()
            assert found.status == 413 and wire.is_closed(), path
        with Wire(site.port, seconds=30) as wire:
            assert (
                wire.send(signed(site, "POST", path, f"Content-Type: {kind}", f"Content-Length: {most + 1}") + b"{")
                .read()
                .status
                == 413
            )
        if path.startswith(REST):
            assert json.loads(found.body)["code"] == "rest_request_too_large"


def test_who_waits_to_be_told_to_go_on_is_told(site: Service, newest: int) -> None:
    coded = chunks(b'{"title": "Ebb again"}', 4)
    with Wire(site.port) as wire:
        wire.send(
            signed(
                site,
                "PUT",
                f"{REST}/posts/{newest}",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "Expect: 100-continue",
            )
        )
        assert wire.read().status == 100
        assert json.loads(wire.send(coded).read().body)["title"]["raw"] == "Ebb again"
    with Wire(site.port) as wire:  # and who need not go on is not
        length = f"Content-Length: {limits.BODY_MAX + 1}"
        wire.send(
            signed(
                site, "PUT", f"{REST}/posts/{newest}", "Content-Type: application/json", length, "Expect: 100-continue"
            )
        )
        assert wire.read().status == 413 and wire.is_closed()


def test_slow_bodies_hold_nobody_up(site: Service, newest: int) -> None:
    """Sixty clients send a form byte by byte, and sixty take a picture byte by byte: the newsroom, pictures and writes go on."""
    upload = signed(
        site,
        "POST",
        f"{REST}/media",
        "Content-Type: image/png",
        'Content-Disposition: attachment; filename="pier.png"',
        f"Content-Length: {len(PICTURE)}",
    )
    with Wire(site.port) as wire:
        picture = "/wp-content/uploads/" + json.loads(wire.send(upload + PICTURE).read().body)["media_details"]["file"]
    large = Path(site.folder, picture.removeprefix("/")).parent / "large.png"
    if not large.parent.exists():
        large = next(site.folder.rglob("pier*.png")).parent / "large.png"
    large.write_bytes(PICTURE + b"\0" * 8 * 2**20)
    with ExitStack() as parts:
        slow = [parts.enter_context(Wire(site.port)) for _ in range(60)]
        places = [
            "/wp-login.php",
            f"{REST}/posts/{newest}",
            "/xmlrpc.php",
            "/wp-admin/admin-ajax.php",
            "/wp-comments-post.php",
        ]
        for number, wire in enumerate(slow):
            form = (
                "Content-Type: application/x-www-form-urlencoded",
                "Transfer-Encoding: chunked" if number % 2 else "Content-Length: 1000",
            )
            wire.send(request(places[number % len(places)], *form, method="POST"))
        for _ in range(60):
            wire = parts.enter_context(Wire(site.port))
            wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            wire.send(request(picture.rpartition("/")[0] + "/large.png"))
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.2):
                for number, wire in enumerate(slow):
                    try:
                        wire.send(b"1\r\na\r\n" if number % 2 else b"a")
                    except OSError:
                        continue

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            time.sleep(1.0)
            for _ in range(3):
                began = time.monotonic()
                assert site.get("/wp-login.php").status == 200
                assert site.get(picture).body == PICTURE
                assert site.get("/wp-admin/", Cookie="wirepress_session=x").status == 302
                assert site.rest("POST", f"/posts/{newest}", {"title": "In time"})["title"]["raw"] == "In time"
                assert time.monotonic() - began < 15  # a form that was waited for would take twenty and more
        finally:
            stop.set()
            thread.join()


def test_more_slow_bodies_than_one_address_may_send_are_refused(site: Service, newest: int) -> None:
    with ExitStack() as parts:
        wires = [parts.enter_context(Wire(site.port)) for _ in range(limits.BODIES_OF_ADDRESS + 4)]
        for wire in wires:
            wire.send(
                request(
                    "/wp-login.php",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 1000",
                    method="POST",
                )
                + b"log="
            )
        assert all(wire.read().status == 429 for wire in wires[limits.BODIES_OF_ADDRESS :])
        assert (
            site.rest("POST", f"/posts/{newest}", {"title": "Quick"})["title"]["raw"] == "Quick"
        )  # what is there at once is taken


def test_half_a_connection_is_enough_for_an_answer(site: Service, newest: int) -> None:
    """`nc -N`, `curl` in some modes and simple scripts shut their side when the request is sent."""
    made, kept = f"{REST}/posts&search={time.time_ns()}", f"{REST}/posts/{newest}"
    body = b'{"title": "Half"}'
    posted = signed(site, "POST", kept, "Content-Type: application/json", f"Content-Length: {len(body)}") + body
    for data, count in (
        (request(made), 1),
        (request(kept), 1),
        (posted, 1),
        (request("/wp-login.php"), 1),
        (request(made + "1") + posted, 2),
    ):
        with Wire(site.port) as wire:
            wire.send(data).socket.shutdown(socket.SHUT_WR)
            assert [wire.read().status for _ in range(count)] == [200] * count and wire.is_closed()
    with Wire(site.port) as wire:  # half a request is none
        wire.send(request(made + "2") + posted[:-3]).socket.shutdown(socket.SHUT_WR)
        assert [wire.read().status, wire.read().status] == [200, 400] and wire.is_closed()


def test_who_is_gone_is_not_waited_for(site: Service) -> None:
    for _ in range(20):
        wire = Wire(site.port)
        wire.send(request("/wp-login.php", "Content-Length: 100", method="POST") + b"log")
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        wire.socket.close()
    assert site.get("/wp-login.php").status == 200


@pytest.mark.parametrize("version", ["2.0", "1.2", "0.9", "3.0", "2"])
def test_other_versions_are_refused(site: Service, version: str) -> None:
    with Wire(site.port) as wire:
        found = wire.send(f"GET / HTTP/{version}\r\nHost: a.example\r\n\r\n".encode()).read()
        assert found.status in (400, 505) and wire.is_closed()
