"""Tells which requests ask for a stream, and holds it open."""

from __future__ import annotations

from typing import Any, Final

from wirepress.server.live.hub import Listener, LiveHub, Topic
from wirepress.server.request.summary import RequestSummary
from wirepress.server.writes.gathered_requests import route_of

STREAM: Final = b"text/event-stream"
_HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=UTF-8"),
    (b"cache-control", b"no-store, private"),
    (b"x-accel-buffering", b"no"),  # nginx hands on what comes at once
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex"),
]
_BUSY: Final = [
    (b"content-type", b"text/plain; charset=UTF-8"),
    (b"cache-control", b"no-store"),
    (b"retry-after", b"60"),
]
_FIRST: Final = b"retry: 5000\n\n"  # milliseconds until a page asks again


def find_topic(hub: LiveHub, request: RequestSummary, http_version: str) -> Topic | None:
    """Return what the request wants to listen to; None: it is no request for a stream."""
    if (
        not hub.declared
        or request.method != b"GET"
        or STREAM not in request.headers.get(b"accept", b"")
        or http_version != "1.1"
    ):
        return None
    route = route_of(request.target)
    if route is None:
        return None
    for place, stream in enumerate(hub.declared):
        found = hub.pattern(place).fullmatch(route)
        if found is not None and stream.kinds:
            return place, int(found[1])
    return None


async def hold_stream(hub: LiveHub, topic: Topic, address: str, receive: Any, send: Any) -> tuple[int, int]:
    """Answer with a stream until its page is closed or the process ends. Return status and the bytes of its beginning."""
    if not hub.has_room(address):
        await send({"type": "http.response.start", "status": 503, "headers": _BUSY})
        await send({"type": "http.response.body", "body": b"Too many pages listen.\n", "more_body": False})
        return 503, 0
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _FIRST, "more_body": True})
    # Events are written to the connection itself: one that is told to ten thousand pages would else wake ten thousand tasks.
    listener = Listener(receive.__self__.transport, topic, address)
    hub.add(listener)
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        hub.remove(listener)
    return 200, len(_FIRST)
