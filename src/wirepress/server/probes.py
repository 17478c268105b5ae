"""Answers of monitoring: is the service alive, is it ready, what has it counted."""

from __future__ import annotations

import asyncio

from wirepress.core.cache.depends import Dependencies
from wirepress.core.http.address import is_within
from wirepress.server import django_call, work_watch
from wirepress.server.django_call import DjangoResponse
from wirepress.server.request.summary import RequestSummary
from wirepress.server.response_service import ResponseService
from wirepress.settings.settings import get_settings


async def answer_probe(service: ResponseService, request: RequestSummary) -> DjangoResponse:
    """Return the answer for /-/health (the process lives), /-/ready (so does the database), /-/work (background jobs are run) or /-/metrics
    (for the addresses that may read them)."""
    path = request.target.partition(b"?")[0]
    if path == b"/-/health":
        return _text_response(200, b"alive\n")
    if path == b"/-/ready":
        ready = await asyncio.get_running_loop().run_in_executor(service.threads, django_call.is_database_reachable)
        return _text_response(200, b"ready\n") if ready else _text_response(503, b"The database does not answer.\n")
    if path == b"/-/work":
        words = await asyncio.get_running_loop().run_in_executor(service.threads, work_watch.describe_work)
        if not words:
            return _text_response(200, b"working\n")
        told = is_within(request.peer, tuple(get_settings().metrics_allow))  # to others nothing but the fact
        return _text_response(503, f"{words if told else 'Background jobs are not run.'}\n".encode())
    if (
        path == b"/-/metrics"
        and service.process_metrics.shared_metrics is not None
        and is_within(request.peer, tuple(get_settings().metrics_allow))
    ):
        from wirepress.server import feature_metrics
        from wirepress.server.metrics import exposition

        rows = await asyncio.get_running_loop().run_in_executor(service.threads, feature_metrics.collect_metrics)
        return _text_response(
            200, exposition.write_exposition(service.process_metrics.shared_metrics, rows), exposition.CONTENT_TYPE
        )
    return _text_response(404, b"Nothing is here.\n")


def _text_response(status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> DjangoResponse:
    return DjangoResponse(
        status, [(b"content-type", kind.encode()), (b"cache-control", b"no-store")], body, Dependencies()
    )
