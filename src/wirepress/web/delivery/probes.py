"""What machines ask of the service: is it alive, is it ready, what has it counted."""

from __future__ import annotations

import asyncio

from wirepress.config.settings import get_settings
from wirepress.core.cache.depends import Dependencies
from wirepress.core.http.address import is_within
from wirepress.web.delivery import django_call
from wirepress.web.delivery.desk import Desk
from wirepress.web.delivery.django_call import Made
from wirepress.web.delivery.http.ask import Ask


async def probe(desk: Desk, asked: Ask) -> Made:
    """/-/health: the process answers. /-/ready: the database does too. /-/metrics: for the addresses that may read them."""
    path = asked.target.partition(b"?")[0]
    if path == b"/-/health":
        return _text(200, b"alive\n")
    if path == b"/-/ready":
        ready = await asyncio.get_running_loop().run_in_executor(desk.threads, django_call.database_answers)
        return _text(200, b"ready\n") if ready else _text(503, b"The database does not answer.\n")
    if path == b"/-/metrics" and desk.meter.board is not None and is_within(asked.peer, tuple(get_settings().metrics_allow)):
        from wirepress.web.delivery.metrics import (  # brings Prometheus's library, which nobody waits for at the start
            features,
            show,
        )

        rows = await asyncio.get_running_loop().run_in_executor(desk.threads, features.gathered)
        return _text(200, show.text(desk.meter.board, rows), show.CONTENT_TYPE)
    return _text(404, b"Nothing is here.\n")


def _text(status: int, body: bytes, kind: str = "text/plain; charset=utf-8") -> Made:
    return Made(status, [(b"content-type", kind.encode()), (b"cache-control", b"no-store")], body, Dependencies())
