"""Whose address counts: the proxy's own header, in its own spelling, from a proxy that is named; by either reader of heads."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from django.core.handlers.wsgi import WSGIRequest

from tests.server.http import echo
from tests.server.http.wire import Wire
from wirepress.server import django_call
from wirepress.server.request import summary as asking
from wirepress.server.request.summary import RequestSummary
from wirepress.server.watch.readers import Readers
from wirepress.web.site import visitor

FORMS = [
    ((b"X-Forwarded-For: 203.0.113.7",), "203.0.113.7"),
    ((b"X_Forwarded_For: 203.0.113.7",), "127.0.0.1"),
    ((b"X-Forwarded_For: 203.0.113.7",), "127.0.0.1"),
    ((b"X_Forwarded_For: 198.51.100.1", b"X-Forwarded-For: 203.0.113.7"), "203.0.113.7"),
    ((b"X-Forwarded-For: 203.0.113.7", b"X_Forwarded-For: 198.51.100.1"), "203.0.113.7"),
    ((b"X-Forwarded-For: 198.51.100.1, 203.0.113.7",), "203.0.113.7"),
    ((b"x-forwarded-for:203.0.113.7\t",), "203.0.113.7"),
]
TWICE = ((b"X-Forwarded-For: 198.51.100.1", b"X-Forwarded-For: 203.0.113.7"), "203.0.113.7")  # left to the parser


def parsed(data: bytes) -> RequestSummary:
    """The request as the parser reads it."""
    with echo.served() as (port, _), Wire(port) as wire:
        method, target, *lines = json.loads(wire.send(data).read().body)
    headers = dict(line.split(": ", 1) for line in lines)
    return RequestSummary(
        method.encode(),
        target.encode(),
        {name.encode("latin-1"): value.encode("latin-1") for name, value in headers.items()},
        "127.0.0.1",
    )


@pytest.mark.parametrize("proxies", [["127.0.0.1"], []])
@pytest.mark.parametrize(("lines", "behind"), [*FORMS, TWICE])
def test_an_address_counts_from_the_proxy_alone(
    change_settings: Callable[..., None], proxies: list[str], lines: tuple[bytes, ...], behind: str
) -> None:
    change_settings(trusted_proxies=proxies)
    data = b"\r\n".join((b"GET / HTTP/1.1", b"Host: news.example", *lines, b"", b""))
    read = asking.read_request(data, "127.0.0.1")
    assert (read is None) == (lines == TWICE[0])
    for request in filter(None, (read, parsed(data))):
        expected = behind if proxies else "127.0.0.1"
        assert Readers(proxies).identify(request)[0] == expected
        for environ in (
            django_call.shared_environ(request, "http"),
            django_call.wsgi_environ(request, "http", io.BytesIO()),
        ):
            assert visitor.address_of(WSGIRequest(environ)) == expected
