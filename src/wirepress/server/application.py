"""The ASGI application of one worker: kept answers, answers to keep, and Django for the rest."""

from __future__ import annotations

import asyncio
import contextvars
import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")

from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from wirepress.core.cache.depends import Dependencies
from wirepress.project.wsgi import application as django_application
from wirepress.server import django_call, open_response_service, refusals
from wirepress.server.cache.entry import KEPT_WHEN_UNCHANGED, Entry, Variant
from wirepress.server.django_call import Begun, DjangoResponse
from wirepress.server.http.body import Bodies, Body, BodyRefused
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

_T = TypeVar("_T")
_BOARD = os.environ.get("WIREPRESS_BOARD", "")
service = open_response_service.open_response_service(
    django_application, get_settings(), Path(_BOARD) if _BOARD else None
)
sys.setswitchinterval(limits.SWITCH)
Protocol.service = service
_bodies = Bodies()
_threads = ThreadPoolExecutor(limits.THREADS, "pass")
_STALE = (b"warning", b'110 - "Response is Stale"')
_NOT_TO_KEEP = (b"cache-control", b"no-store")
_ONE_S_OWN = (b"cache-control", b"private, no-store")
_READS: Final = (b"GET", b"HEAD", b"OPTIONS")


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
        status, size = await _pass_on(request, scope["scheme"], receive, send)
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


async def _pass_on(request: RequestSummary, scheme: str, receive: Any, send: Any) -> tuple[int, int]:
    """An answer for whoever asks alone; its status and how many bytes its body had. No thread is taken before the body is there."""
    try:
        body = await _bodies.take(request, receive, service.freshness.readers.who(request)[0])
    except BodyRefused as refused:
        made = await _refused(request, scheme, refused.status)
        await _send_made(made, send)
        return made.status, len(made.body)
    if body is None:
        return 499, 0
    try:
        return await _answer(request, scheme, body, send)
    finally:
        body.file.close()


async def _answer(request: RequestSummary, scheme: str, body: Body, send: Any) -> tuple[int, int]:
    if service.crowds.wants(request):
        try:
            gathered = await service.crowds.answer(request, body.file.read())
        except QueueFull:
            made = unavailable()
            await _send_made(made, send)
            return made.status, len(made.body)
        if gathered is not None:
            await _send_made(DjangoResponse(200, [*gathered[0]], gathered[1], Dependencies()), send)
            return 200, len(gathered[1])
        body.file.seek(0)
    environ = django_call.wsgi_environ(request, scheme, body.file)
    if small_writes.is_small(request, body.size):
        answer = await service.write_lanes.run(django_call.begin, django_application, environ)
    else:
        answer = await _in_thread(django_call.begin, django_application, environ)
    if request.method not in _READS:
        await service.settle()  # what was written is known to every process before the client hears of it
    elif request.method != b"OPTIONS":
        _keep_private(answer.headers)
    if isinstance(answer, Begun):
        return answer.status, await _send_pieces(answer, send)
    await _send_made(answer, send, head=request.method == b"HEAD")
    return answer.status, len(answer.body)


async def _refused(request: RequestSummary, scheme: str, status: int) -> DjangoResponse:
    """What is said of a body that is not taken in. One that is too large is refused in the words of whoever was asked."""
    if status == 413 and refusals.are_their_own(request):
        said = await _in_thread(
            django_call.begin, django_application, django_call.wsgi_environ(*refusals.too_large(request, scheme))
        )
        if isinstance(said, DjangoResponse):
            return said
    return refusals.refusal(request, status)


async def _in_thread(call: Callable[..., _T], *arguments: Any) -> _T:
    context = contextvars.copy_context()  # what one request leaves in it is not there for the thread's next one
    return await asyncio.get_running_loop().run_in_executor(_threads, context.run, call, *arguments)


async def _send_pieces(answer: Begun, send: Any) -> int:
    """Sends a body as it is read. A thread is taken for each piece only: a client that takes it slowly holds none."""
    size = 0
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        while piece := await _in_thread(answer.read):
            size += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        await asyncio.shield(_in_thread(answer.close))
    return size


def _count(request: RequestSummary, way: str, status: int, size: int, began: float, version: str = "1.1") -> None:
    seconds = time.perf_counter() - began
    if way == "stale":
        service.process_metrics.stale()
    else:
        service.process_metrics.made(way, status, seconds)
    if service.access.on:
        service.access.line(request, status, size, seconds, version)


def _keep_private(headers: Any) -> None:
    """What was made for one reader says so, unless it says something of caches itself (files do)."""
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        headers.append(_ONE_S_OWN)


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


async def _send_made(made: DjangoResponse, send: ASGISendCallable, *, head: bool = False) -> None:
    """`head`: the framework was asked for the head alone, and may have left the body out; then the length is what it says, if anything."""
    headers = [(name, value) for name, value in made.headers if name not in (b"content-length", b"connection")]
    length = made.header(b"content-length") if head and not made.body else b"%d" % len(made.body)
    if length and made.status not in (204, 304):
        headers.append((b"content-length", length))
    await send({"type": "http.response.start", "status": made.status, "headers": headers})
    await send({"type": "http.response.body", "body": made.body, "more_body": False})
