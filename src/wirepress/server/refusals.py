"""Answers for a request whose body is refused."""

from __future__ import annotations

import io
from typing import IO, Final

from wirepress.core.cache.depends import Dependencies
from wirepress.core.php import json
from wirepress.server.django_call import DjangoResponse
from wirepress.server.http.receive_body import body_limit
from wirepress.server.request.small_writes import is_rest
from wirepress.server.request.summary import RequestSummary

# status -> code, words, further headers
_MESSAGES: Final[dict[int, tuple[str, str, list[tuple[bytes, bytes]]]]] = {
    413: (
        "request_too_large",
        "The request is too large: one of its kind holds at most {megabytes} MB. Nothing was changed.",
        [],
    ),
    429: (
        "too_many_requests",
        "Too many requests come slowly from this address. Nothing was changed; please try again in a moment.",
        [(b"retry-after", b"5")],
    ),
    503: (
        "too_busy",
        "The newsroom takes in too many requests at the moment. Nothing was changed; please try again in a moment.",
        [(b"retry-after", b"5")],
    ),
    507: (
        "disk_full",
        "The newsroom's disk is full. Nothing was changed; whoever looks after the server has to make room first.",
        [],
    ),
}


def refuse_body(request: RequestSummary, status: int) -> DjangoResponse:
    """Return the answer: JSON where REST was asked, else text."""
    code, words, more = _MESSAGES[status]
    message = words.format(megabytes=body_limit(request) // 2**20)
    body, kind = (message + "\n").encode(), b"text/plain; charset=utf-8"
    if is_rest(request):
        body, kind = (
            json.encode({"code": code, "message": message, "data": {"status": status}}),
            b"application/json; charset=UTF-8",
        )
    return DjangoResponse(
        status, [(b"content-type", kind), (b"cache-control", b"no-store"), *more], body, Dependencies()
    )


def has_own_refusal(request: RequestSummary) -> bool:
    """Return whether the API words the refusal of a large body itself (REST, XML-RPC): it judges by the length, and reads nothing."""
    return is_rest(request) or request.target.partition(b"?")[0] == b"/xmlrpc.php"


def oversized_request(request: RequestSummary, scheme: str) -> tuple[RequestSummary, str, IO[bytes]]:
    """Return the request as Django is asked: with a length that is too large, and without a body."""
    headers = {name: value for name, value in request.headers.items() if name != b"transfer-encoding"}
    return (
        RequestSummary(
            request.method,
            request.target,
            headers | {b"content-length": b"%d" % (body_limit(request) + 1)},
            request.peer,
        ),
        scheme,
        io.BytesIO(),
    )
