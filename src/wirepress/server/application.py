"""The ASGI application of one worker: answers from the cache, answers for the cache, and Django for the rest."""

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
from wirepress.server.answer_notes import NOTED
from wirepress.server.cache.entry import NOT_MODIFIED_HEADERS, Entry, Variant
from wirepress.server.django_call import DjangoResponse, StreamedResponse
from wirepress.server.http.protocol import Protocol
from wirepress.server.http.receive_body import BodyReceiver, BodyRefused, ReceivedBody
from wirepress.server.live.answer import find_topic, hold_stream
from wirepress.server.probes import answer_probe
from wirepress.server.request import small_writes
from wirepress.server.request import summary as asking
from wirepress.server.request.conditional import has_precondition, is_not_modified, precondition_holds
from wirepress.server.request.summary import RequestSummary
from wirepress.server.response_service import Outcome, unavailable_response
from wirepress.server.writes.group_commit import QueueFull
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

_T = TypeVar("_T")
_METRICS_FILE = os.environ.get("WIREPRESS_BOARD", "")
service = open_response_service.open_response_service(
    django_application, get_settings(), Path(_METRICS_FILE) if _METRICS_FILE else None
)
sys.setswitchinterval(limits.SWITCH)
Protocol.service = service
_body_receiver = BodyReceiver()
_threads = ThreadPoolExecutor(limits.THREADS, "pass")
_STALE = (b"warning", b'110 - "Response is Stale"')
_NO_STORE = (b"cache-control", b"no-store")
_PRIVATE = (b"cache-control", b"private, no-store")
_READS: Final = (b"GET", b"HEAD", b"OPTIONS")


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Answer one request."""
    if scope["type"] != "http":
        await _run_lifespan(receive, send)
        return
    service.start(asyncio.get_running_loop())
    began = time.perf_counter()
    request = asking.summarize_scope(scope)
    if request.target.startswith(b"/-/"):
        await _send_response(await answer_probe(service, request), send)
        return
    if service.beacons.takes(request):
        status = await _take_message(request, receive, send)
        _record_answer(request, "pass", status, 0, began, scope["http_version"])
        return
    topic = find_topic(service.live, request, scope["http_version"])
    if topic is not None:
        address = service.freshness.readers.identify(request)[0]
        status, size = await hold_stream(service.live, topic, address, receive, send)
        _record_answer(request, "pass", status, size, began, scope["http_version"])
        return
    key = request.key()
    if key is None:
        status, size = await _answer_privately(request, scope["scheme"], receive, send)
        _record_answer(request, "pass", status, size, began, scope["http_version"])
        return
    outcome = await service.answer(key, request, scope["scheme"])
    if outcome.entry is not None:
        size = await _send_entry(outcome, outcome.entry, request, send)
        _record_answer(
            request, "stale" if outcome.stale else "miss", outcome.entry.status, size, began, scope["http_version"]
        )
    elif outcome.response is not None:
        if outcome.response.depends.own:
            _mark_private(outcome.response.headers)
        await _send_response(outcome.response, send)
        _record_answer(
            request, "miss", outcome.response.status, len(outcome.response.body), began, scope["http_version"]
        )


async def _run_lifespan(receive: Any, send: Any) -> None:
    """Start and stop the service of this process (ASGI's lifespan protocol)."""
    await receive()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, service.access.reopen)
    service.start(loop)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await service.stop()
    await send({"type": "lifespan.shutdown.complete"})


async def _take_message(request: RequestSummary, receive: Any, send: Any) -> int:
    """Take in a message of a reader's page. Return the status."""
    try:
        body = await _body_receiver.receive_body(
            request, receive, service.freshness.readers.identify(request)[0], service.beacons.body_limit(request)
        )
    except BodyRefused as refused:
        made = refusals.refuse_body(request, refused.status)
        await _send_response(made, send)
        return made.status
    if body is None:
        return 499
    try:
        made = await service.beacons.answer(request, body.file.read())
    finally:
        body.file.close()
    await _send_response(made, send)
    return made.status


async def _answer_privately(request: RequestSummary, scheme: str, receive: Any, send: Any) -> tuple[int, int]:
    """Answer one client alone. Return the status and the bytes of the body. No thread is taken before the request's body has arrived."""
    try:
        body = await _body_receiver.receive_body(request, receive, service.freshness.readers.identify(request)[0])
    except BodyRefused as refused:
        made = await _refuse_body(request, scheme, refused.status)
        await _send_response(made, send)
        return made.status, len(made.body)
    if body is None:
        return 499, 0
    try:
        return await _call_framework(request, scheme, body, send)
    finally:
        body.file.close()


async def _call_framework(request: RequestSummary, scheme: str, body: ReceivedBody, send: Any) -> tuple[int, int]:
    if service.gathered_requests.is_gathered_write(request):
        try:
            gathered = await service.gathered_requests.answer(request, body.file.read())
        except QueueFull:
            made = unavailable_response()
            await _send_response(made, send)
            return made.status, len(made.body)
        if gathered is not None:
            await _send_response(DjangoResponse(200, [*gathered[0]], gathered[1], Dependencies()), send)
            return 200, len(gathered[1])
        body.file.seek(0)
    environ = django_call.wsgi_environ(request, scheme, body.file)
    if small_writes.is_small(request, body.size):
        answer = await service.write_lanes.run(django_call.begin_response, django_application, environ)
    else:
        answer = await _run_in_thread(django_call.begin_response, django_application, environ)
    if request.method not in _READS:
        await service.wait_until_heard()  # what was written is known to every process before the client hears of it
    elif request.method != b"OPTIONS":
        _mark_private(answer.headers)
    if isinstance(answer, StreamedResponse):
        return answer.status, await _stream_body(answer, send)
    await _send_response(answer, send, head=request.method == b"HEAD")
    return answer.status, len(answer.body)


async def _refuse_body(request: RequestSummary, scheme: str, status: int) -> DjangoResponse:
    """Return the answer for a request whose body is refused. Where the body is too large, the API that was asked words it."""
    if status == 413 and refusals.has_own_refusal(request):
        said = await _run_in_thread(
            django_call.begin_response,
            django_application,
            django_call.wsgi_environ(*refusals.oversized_request(request, scheme)),
        )
        if isinstance(said, DjangoResponse):
            return said
    return refusals.refuse_body(request, status)


async def _run_in_thread(call: Callable[..., _T], *arguments: Any) -> _T:
    context = contextvars.copy_context()  # what one request leaves in it is not there for the thread's next one
    return await asyncio.get_running_loop().run_in_executor(_threads, context.run, call, *arguments)


async def _stream_body(answer: StreamedResponse, send: Any) -> int:
    """Send a body as it is read, and return its bytes. A thread is held for each piece only, so that a slow client holds none."""
    size = 0
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        while piece := await _run_in_thread(answer.read_piece):
            size += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        await asyncio.shield(_run_in_thread(answer.close))
    return size


def _record_answer(
    request: RequestSummary, way: str, status: int, size: int, began: float, version: str = "1.1"
) -> None:
    seconds = time.perf_counter() - began
    if status in NOTED:
        service.answer_notes.note(request, status)
    if way == "stale":
        service.process_metrics.count_stale_answer()
    else:
        service.process_metrics.count_answer(way, status, seconds)
    if service.access.is_enabled:
        service.access.log_request(request, status, size, seconds, version)


def _mark_private(headers: Any) -> None:
    """Add `Cache-Control: private` to an answer made for one reader, unless it has a Cache-Control of its own (files do)."""
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        headers.append(_PRIVATE)


async def _send_entry(outcome: Outcome, entry: Entry, request: RequestSummary, send: ASGISendCallable) -> int:
    variant: Variant = service.choose_variant(entry, request)
    if has_precondition(request) and not precondition_holds(request, entry, variant):
        await send({"type": "http.response.start", "status": 412, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return 0
    unchanged = not outcome.stale and is_not_modified(request, entry, variant)
    now = variant.headers_at(int(time.time()))
    headers = (
        [*(pair for pair in now if pair[0] not in (b"cache-control", b"surrogate-key")), _STALE, _NO_STORE]
        if outcome.stale
        else now
    )
    if unchanged:
        await send(
            {
                "type": "http.response.start",
                "status": 304,
                "headers": [pair for pair in now if pair[0] in NOT_MODIFIED_HEADERS],
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


async def _send_response(response: DjangoResponse, send: ASGISendCallable, *, head: bool = False) -> None:
    """Send a whole answer. `head`: Django was asked for the head alone and may have left the body out; then its own Content-Length counts."""
    headers = [(name, value) for name, value in response.headers if name not in (b"content-length", b"connection")]
    length = response.header(b"content-length") if head and not response.body else b"%d" % len(response.body)
    if length and response.status not in (204, 304):
        headers.append((b"content-length", length))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body, "more_body": False})
