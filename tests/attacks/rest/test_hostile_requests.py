"""Everything of a request but its arguments: headers, words that every route knows, requests inside requests."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.http import HttpResponse

from tests.attacks.rest.test_never_breaks import Desk, judge
from tests.effort import every_nth
from wirepress.content.options import store

pytestmark = pytest.mark.django_db
ROUTES: Final = (
    ("GET", "/wp-json/"),
    ("GET", "/wp-json/wp/v2/posts"),
    ("GET", "/wp-json/wp/v2/users/me"),
    ("POST", "/wp-json/wp/v2/posts"),
    ("DELETE", "/wp-json/wp/v2/tags/1"),
    ("OPTIONS", "/wp-json/wp/v2/posts"),
    ("GET", "/?rest_route=/wp/v2/posts"),
    ("PATCH", "/wp-json/wp/v2/settings"),
)


def _basic(text: bytes) -> str:
    return "Basic " + base64.b64encode(text).decode()


LONG: Final = "x" * 100_000
HEADERS: Final[dict[str, list[str]]] = {
    "HTTP_AUTHORIZATION": [
        "",
        "Basic",
        "Basic ",
        "Basic ????",
        "Basic " + LONG,
        "Bearer x",
        "basic \u00e9",
        _basic(b"nocolon"),
        _basic(b":"),
        _basic(b"a:" + b"b" * 100_000),
        _basic(b"\xff\xfe:\xff"),
        _basic(b"a\0b:c"),
        _basic(b"administrator:"),
        _basic(b"administrator:" + "\ud800".encode("utf-8", "surrogatepass")),
    ],
    "HTTP_X_WP_NONCE": ["", "0", "\u00e9\u00e9", "a" * 10, LONG, "null"],
    "HTTP_X_HTTP_METHOD_OVERRIDE": [
        "",
        "get",
        "DELETE",
        "NO SUCH",
        "TRACE",
        "CONNECT",
        "\u00e9",
        "OPTIONS",
        "HEAD",
        LONG,
    ],
    "HTTP_ORIGIN": ["null", "http://evil.example", "http://[", "\u00e9", "http://a b"],
    "HTTP_ACCEPT": ["", "*/*;q=nan", "text/html", LONG],
    "HTTP_X_FORWARDED_FOR": ["", "1.2.3.4, 5", "::1%eth0", "999.999.999.999", ",,,", LONG],
    "HTTP_X_FORWARDED_PROTO": ["", "ftp", "https,http"],
    "HTTP_USER_AGENT": ["", "\u00e9" * 300, LONG],
    "HTTP_REFERER": ["http://[", LONG],
    "HTTP_COOKIE": ["wirepress_session=", "a", "=;=", "wirepress_session=\u00e9; csrftoken=", LONG],
    "HTTP_RANGE": ["bytes=9-1"],
    "HTTP_IF_MODIFIED_SINCE": ["no date", "Fri, 99 Feb 9999 99:99:99 GMT"],
    "HTTP_IF_NONE_MATCH": ["*", '"'],
    "CONTENT_TYPE": [
        "application/json; charset=utf-16",
        "application/json; charset=no-such",
        "application/json;;",
        ";",
        "/",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\u00e9",
        "multipart/form-data; boundary=" + "b" * 500,
        "application/x-www-form-urlencoded; charset=no-such",
        "text/xml",
        "\u00e9",
        "application/vnd.a+json",
    ],
    "CONTENT_LENGTH": ["", "-1", "abc", "9" * 30, "1e3", "\u0663"],
}


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    yield Desk()
    store.forget()


def reached(answer: HttpResponse, unchanged: bool) -> None:
    """As `judge`; a page that is no REST answer must be none of ours that broke."""
    assert answer.status_code < 500, answer.content[:300]
    if answer["Content-Type"].startswith("application/json"):
        judge(answer, unchanged)


@pytest.mark.pure
@pytest.mark.parametrize("name", HEADERS)
def test_no_header_breaks(name: str, desk: Desk) -> None:
    for place, value in enumerate(HEADERS[name]):
        for method, path in every_nth(ROUTES, 4, place):
            kind = value if name == "CONTENT_TYPE" else "application/json"
            more: dict[str, Any] = {} if name == "CONTENT_TYPE" else {name: value}
            stranger = name in ("HTTP_AUTHORIZATION", "HTTP_X_WP_NONCE")
            body = b'{"title": "a"}' if method in ("POST", "PATCH") else b""
            desk.send(method, path, reached, stranger=stranger, data=body, content_type=kind, **more)


WORDS: Final[dict[str, list[str]]] = {
    "_fields": [
        "",
        ",",
        "id,id,id",
        "title.rendered",
        "a.b.c.d.e",
        ".",
        "..",
        "_links.self",
        "%00",
        "id." * 2000,
        "title.raw,content",
        "meta",
        "%ff",
    ],
    "_embed": ["", "1", "author", "no:such", "up,replies,wp:term", "%00", "author," * 500, "[]"],
    "_envelope": ["", "1", "[]"],
    "_pretty": ["", "1"],
    "_jsonp": ["", "a", "a.b", "a(b", "a%0d%0aX-Evil:1", "%00", "a" * 3000, "\u00e9", "alert(1)"],
    "_method": ["", "GET", "delete", "TRACE", "%00", "\u00e9", "OPTIONS", "HEAD"],
    "_locale": ["user", "..", "%00"],
    "_wpnonce": ["", "a", "%ff", "[]"],
    "rest_route": ["", "/", "/wp/v2/posts", "//", "%00", "/wp/v2/posts/%ff"],
    "context": ["edit", "EDIT", "view%00", "embed"],
    "page": ["0", "-1", "9" * 18, "9" * 19, "1e9", "1.5", "%ff"],
    "per_page": ["0", "101", "-1", "9" * 19],
    "a[b][c][d]": ["1"],
    "a[": ["1"],
    "[]": ["1"],
    "a%5B%5D" * 200: ["1"],
    "%ff": ["%ff"],
    "&" * 3000: [""],
}
READ: Final = (
    "/wp-json/",
    "/wp-json/wp/v2/posts",
    "/wp-json/wp/v2/users/me",
    "/wp-json/wp/v2/comments",
    "/wp-json/wp/v2/search",
    "/wp-json/wp/v2/types/post",
    "/wp-json/wp/v2/categories",
    "/wp-json/wp/v2/media",
    "/wp-json/wp/v2/templates",
    "/wp-json/no/such",
)


@pytest.mark.parametrize("name", WORDS, ids=lambda name: name[:12])
def test_no_word_of_every_route_breaks(name: str, desk: Desk) -> None:
    desk.world.thing("posts", "own publish")
    for place, value in enumerate(WORDS[name]):
        for turn, path in enumerate(every_nth(READ, 2, place)):
            for key in every_nth((name, f"{name}[]", f"{name}[a]"), 3, place + turn):
                desk.send("GET", f"{path}?{key}={value}", reached)


INNER: Final[list[Any]] = [
    {"path": "/wp/v2/posts"},
    {"path": "/wp/v2/posts", "body": {"title": "a", "date": "9999-12-31T23:59:59"}},
    {"path": ""},
    {"path": "//["},
    {"path": "http://["},
    {"path": "/wp/v2/posts/1e9"},
    {"path": "/batch/v1", "body": {"requests": [{"path": "/batch/v1"}]}},
    {"path": "/wp/v2/posts?_method=DELETE"},
    {"path": "/wp/v2/tags", "body": {"name": ["a"]}},
    {"path": "/wp/v2/tags", "body": {"name": "\ud800"}},
    {"path": "/wp/v2/tags", "body": []},
    {"path": "/wp/v2/tags", "method": "DELETE"},
    {"path": "/wp/v2/tags/1", "method": "DELETE", "body": {"force": "yes"}},
    {"path": "/wp/v2/tags?%ff=%00"},
    {"path": "/wp/v2/posts", "headers": {"content-type": ["a", "b"], "x-http-method-override": "GET"}},
    {"path": "x" * 3000},
    {"path": "/wp/v2/posts?_fields=."},
]


@pytest.mark.parametrize("validation", ["normal", "require-all-validate", "no-such", None])
def test_no_batch_breaks(validation: Any, desk: Desk) -> None:
    for wishes in [[inner] for inner in INNER] + [INNER, INNER * 2, [], [INNER], "a", {"a": INNER[0]}, [None], [1]]:
        body = json.dumps({"requests": wishes, "validation": validation})
        desk.send("POST", "/wp-json/batch/v1", reached, data=body, content_type="application/json")
