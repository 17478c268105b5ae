"""Small requests that write by REST: read whole, and worked on in their turn (see turns.py)."""

from __future__ import annotations

import io
from typing import Any, Final, cast

from a2wsgi.wsgi import build_environ

from wirepress.server.request.summary import RequestSummary
from wirepress.settings import limits

_METHODS: Final = (b"POST", b"PUT", b"PATCH", b"DELETE")


def is_small(request: RequestSummary) -> bool:
    """Whether the request writes by REST, and its body is known to be short. Answers of REST come whole."""
    if request.method not in _METHODS or b"transfer-encoding" in request.headers:
        return False
    if not request.target.startswith(b"/wp-json") and b"rest_route=" not in request.target:
        return False
    length = request.headers.get(b"content-length", b"0")
    return length.isdigit() and len(length) < 20 and int(length) <= limits.LANE_BODY


async def read_body(receive: Any) -> bytes | None:
    """The body of a request, whole; None where the client has gone."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def wsgi_environ(scope: Any, body: bytes) -> dict[str, Any]:
    """The request as WSGI has it (PEP 3333)."""
    return dict(build_environ(scope, cast(Any, io.BytesIO(body))))
