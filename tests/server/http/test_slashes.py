"""Several slashes are one where WordPress and the web servers before it take them for one, in addresses of every kind."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.http.test_bodies import signed
from tests.server.http.test_socket import REST, ask, request
from tests.serving import Service
from wirepress.server.request import summary as asking

SERVED = pytest.mark.pure  # has a database of its own


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (b"//", b"//"),
        (b"///", b"///"),
        (b"//?p=1&q=//", b"/?p=1&q=//"),
        (b"///wp-json/wp/v2/posts?a=//b", b"/wp-json/wp/v2/posts?a=//b"),
        (b"//index.php?rest_route=/", b"/index.php?rest_route=/"),
        (b"//feed/", b"/feed/"),
        (b"//wp-admin//admin-ajax.php?x=//", b"/wp-admin/admin-ajax.php?x=//"),
        (b"/wp-content//uploads///a.jpg", b"/wp-content/uploads/a.jpg"),
        (b"/index.php//wp-json/wp/v2//posts", b"/index.php/wp-json/wp/v2//posts"),
        (b"/?url=//x", b"/?url=//x"),
        (b"/wp-json//wp/v2/posts", b"/wp-json//wp/v2/posts"),
        (b"/a//b", b"/a//b"),
        (b"/wp-includes//wirepress//a.css?//", b"/wp-includes/wirepress/a.css?//"),
        (b"/%2Fwp-json", b"/%2Fwp-json"),
        (b"/wp-admin?next=//x", b"/wp-admin?next=//x"),
        (b"//?p=1", b"/?p=1"),
    ],
)
def test_slashes(target: bytes, expected: bytes) -> None:
    assert asking.collapse_slashes(target) == expected
    read = asking.read_request(b"GET %s HTTP/1.1\r\nHost: a.example\r\n\r\n" % target, "")
    path, _, query = target.partition(b"?")
    parsed = asking.summarize_scope(
        {"method": "GET", "raw_path": path, "query_string": query, "headers": [(b"host", b"a.example")]}
    )
    assert read is not None and read.target == parsed.target == expected and read.key() == parsed.key()


@given(st.text(alphabet="/a?%.", max_size=12))
def test_what_is_tidy_stays(text: str) -> None:
    once = asking.collapse_slashes(b"/" + text.encode())
    assert asking.collapse_slashes(once) == once and (not once.startswith(b"//") or not once.strip(b"/"))


@SERVED
@pytest.mark.parametrize("slashes", ["//", "///", "//////"])
def test_they_answer_as_with_one(site: Service, newest: int, slashes: str) -> None:
    rest = f"index.php?rest_route=/wp/v2/posts/{newest}&_fields=id"
    for path in (
        f"wp-json/wp/v2/posts/{newest}?_fields=id",
        rest,
        "wp-login.php",
        "xmlrpc.php?rsd",
        f"?p={newest}",
        "robots.txt",
        "?feed=rss2",
        "wp-admin/",
        "nowhere/",
    ):
        several, one = site.get(slashes + path), site.get("/" + path)
        assert several.status == one.status, path
        assert (
            several.headers.get("location") == one.headers.get("location")
            and several.headers["content-type"] == one.headers["content-type"]
        )
        if path in (rest, "xmlrpc.php?rsd", "robots.txt", "?feed=rss2"):
            assert several.body == one.body, path
    alone = site.get(slashes)  # the root has one address
    assert (alone.status, alone.headers["location"].rpartition("/")[2]) == (301, "")
    body = json.dumps({"title": f"By {len(slashes)} slashes"}).encode()
    lines = ("Content-Type: application/json", f"Content-Length: {len(body)}")
    for path in (
        f"wp-json/wp/v2/posts/{newest}",
        REST[1:] + f"/posts/{newest}",
        f"index.php{slashes}wp-json/wp/v2/posts/{newest}",
    ):
        found = ask(site, signed(site, "POST", slashes + path, *lines) + body)
        assert found.status == 200 and json.loads(found.body)["title"]["raw"] == f"By {len(slashes)} slashes", path
    call = b"<methodCall><methodName>demo.sayHello</methodName></methodCall>"
    found = ask(
        site,
        request(slashes + "xmlrpc.php", f"Content-Length: {len(call)}", "Content-Type: text/xml", method="POST") + call,
    )
    assert found.status == 200 and b"methodResponse" in found.body
    form = urlencode({"log": "nobody", "pwd": "x"}).encode()
    kind = "Content-Type: application/x-www-form-urlencoded"
    statuses = [
        ask(site, request(path, f"Content-Length: {len(form)}", kind, method="POST") + form).status
        for path in (slashes + "wp-login.php", "/wp-login.php")
    ]
    assert statuses[0] == statuses[1]
