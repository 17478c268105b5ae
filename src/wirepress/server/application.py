"""The ASGI application of one worker: kept answers, answers to keep, and Django for the rest."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")

from a2wsgi import WSGIMiddleware
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from wirepress.project.wsgi import application as django_application
from wirepress.server import django_call, open_response_service
from wirepress.server.cache.entry import KEPT_WHEN_UNCHANGED, Entry, Variant
from wirepress.server.django_call import DjangoResponse
from wirepress.server.http.protocol import Protocol
from wirepress.server.probes import probe
from wirepress.server.request import small_writes
from wirepress.server.request import summary as asking
from wirepress.server.request.conditional import has_precondition, is_not_modified, precondition_holds
from wirepress.server.request.summary import RequestSummary
from wirepress.server.response_service import Outcome, unavailable
from wirepress.server.writes.group_commit import QueueFull
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

_BOARD = os.environ.get("WIREPRESS_BOARD", "")
service = open_response_service.open_response_service(
    django_application, get_settings(), Path(_BOARD) if _BOARD else None
)
sys.setswitchinterval(limits.SWITCH)
Protocol.service = service
_django = cast(Any, WSGIMiddleware(cast(Any, django_application), workers=limits.THREADS))
_STALE = (b"warning", b'110 - "Response is Stale"')
_NOT_TO_KEEP = (b"cache-control", b"no-store")
_ONE_S_OWN = (b"cache-control", b"private, no-store")


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Answers one request."""
    if scope["type"] != "http":
        await _live(receive, send)
        return
    service.start(asyncio.get_running_loop())
    began = time.perf_counter()
    request = asking.summarize_scope(scope)
    if request.target.startswith(b"/-/"):
        await _send_made(await probe(service, request), send)
        return
    key = request.key()
    if key is None:
        if service.crowds.wants(request):
            receive = await _gathered(scope, request, receive, send, began)
            if receive is None:
                return
        if small_writes.is_small(request):
            status, size = await _write(scope, receive, send)
        else:
            status, size = await _pass_on(scope, receive, send)
        _count(request, "pass", status, size, began, scope["http_version"])
        return
    outcome = await service.answer(key, request, scope["scheme"])
    if outcome.entry is not None:
        size = await _send_entry(outcome, outcome.entry, request, send)
        _count(request, "stale" if outcome.stale else "miss", outcome.entry.status, size, began, scope["http_version"])
    elif outcome.made is not None:
        if outcome.made.depends.own:
            _keep_private(outcome.made.headers)
        await _send_made(outcome.made, send)
        _count(request, "miss", outcome.made.status, len(outcome.made.body), began, scope["http_version"])


async def _live(receive: Any, send: Any) -> None:
    """The life of the process, from before its first request to behind its last (ASGI's lifespan)."""
    await receive()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, service.access.reopen)
    service.start(loop)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await service.stop()
    await send({"type": "lifespan.shutdown.complete"})


async def _gathered(scope: Any, request: RequestSummary, receive: Any, send: Any, began: float) -> Any:
    """Answers a small write, with others that wait; None when that is done, else how the framework receives what was read of it."""
    body = await small_writes.read_body(receive)
    if body is None:
        return None
    try:
        found = await service.crowds.answer(request, body)
    except QueueFull:
        made = unavailable()
        await _send_made(made, send)
        _count(request, "pass", made.status, len(made.body), began)
        return None
    if found is None:
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Any:
            return messages.pop() if messages else await receive()

        return again
    headers, text = found
    await send(
        {"type": "http.response.start", "status": 200, "headers": [*headers, (b"content-length", b"%d" % len(text))]}
    )
    await send({"type": "http.response.body", "body": text, "more_body": False})
    _count(request, "pass", 200, len(text), began)
    return None


def _count(request: RequestSummary, way: str, status: int, size: int, began: float, version: str = "1.1") -> None:
    seconds = time.perf_counter() - began
    if way == "stale":
        service.process_metrics.stale()
    else:
        service.process_metrics.made(way, status, seconds)
    if service.access.on:
        service.access.line(request, status, size, seconds, version)


async def _write(scope: Any, receive: Any, send: Any) -> tuple[int, int]:
    """Django's answer to a small write; its status and size. What was written is known to every process before the client hears of it."""
    body = await small_writes.read_body(receive)
    if body is None:
        return 499, 0
    made = await service.turns.run(
        django_call.pass_to_django, django_application, small_writes.wsgi_environ(scope, body)
    )
    await service.settle()
    await _send_made(made, send)
    return made.status, len(made.body)


async def _pass_on(scope: Any, receive: Any, send: Any) -> tuple[int, int]:
    """Django's own answer; its status and how many bytes its body had. What was written is known to every process before the client hears of it."""
    status, size, held = 500, 0, []

    async def watched(message: Any) -> None:
        """Holds the head back until it is known whether the body has come whole: then its length is told."""
        nonlocal status, size
        size += len(message.get("body", b""))
        if message["type"] == "http.response.start":
            status = message["status"]
            if scope["method"] in ("GET", "HEAD"):
                _keep_private(message["headers"])
            if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
                await service.settle()
            held.append(message)
            return
        if held and message.get("more_body") and len(held) == 1:
            held.append(message)
            return
        if held and not message.get("more_body") and scope["method"] != "HEAD" and status not in (204, 304):
            _tell_length(held[0], sum(len(part.get("body", b"")) for part in (*held[1:], message)))
        for part in (*held, message):
            await send(part)
        held.clear()

    await _django(scope, receive, watched)
    return status, size


def _keep_private(headers: Any) -> None:
    """What was made for one reader says so, unless it says something of caches itself (files do)."""
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        headers.append(_ONE_S_OWN)


def _tell_length(start: Any, size: int) -> None:
    if not any(name.lower() == b"content-length" for name, _ in start["headers"]):
        start["headers"] = [*start["headers"], (b"content-length", b"%d" % size)]


async def _send_entry(outcome: Outcome, entry: Entry, request: RequestSummary, send: ASGISendCallable) -> int:
    variant: Variant = service.variant(entry, request)
    if has_precondition(request) and not precondition_holds(request, entry, variant):
        await send({"type": "http.response.start", "status": 412, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return 0
    unchanged = not outcome.stale and is_not_modified(request, entry, variant)
    now = variant.now(int(time.time()))
    headers = (
        [*(pair for pair in now if pair[0] not in (b"cache-control", b"surrogate-key")), _STALE, _NOT_TO_KEEP]
        if outcome.stale
        else now
    )
    if unchanged:
        await send(
            {
                "type": "http.response.start",
                "status": 304,
                "headers": [pair for pair in now if pair[0] in KEPT_WHEN_UNCHANGED],
            }
        )
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return 0
    await send(
        {
            "type": "http.response.start",
            "status": entry.status,
            "headers": [*headers, (b"content-length", b"%d" % len(variant.body))],
        }
    )
    await send({"type": "http.response.body", "body": variant.body, "more_body": False})
    return len(variant.body)


async def _send_made(made: DjangoResponse, send: ASGISendCallable) -> None:
    headers = [(name, value) for name, value in made.headers if name not in (b"content-length", b"connection")]
    if made.status not in (204, 304):
        headers.append((b"content-length", b"%d" % len(made.body)))
    await send({"type": "http.response.start", "status": made.status, "headers": headers})
    await send({"type": "http.response.body", "body": made.body, "more_body": False})
