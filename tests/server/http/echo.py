"""The server's own connections in this process, with an application that says what it was asked."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tests.serving import free_port
from wirepress.server.http.connection import Connection
from wirepress.server.request import summary as asking


async def application(scope: Any, receive: Any, send: Any) -> None:
    """/slow answers after a second, /body after its body came; everything says method, target and headers."""
    if scope["path"] == "/slow":
        await asyncio.sleep(1.0)
    more = scope["path"] == "/body"
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        more = message["more_body"]
    request = asking.summarize_scope(scope)
    said = [request.method, request.target, *(b"%s: %s" % pair for pair in sorted(request.headers.items()))]
    body = json.dumps([part.decode("latin-1") for part in said]).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@contextmanager
def served() -> Iterator[tuple[int, uvicorn.Server]]:
    """The port, and the server."""
    port = free_port()
    config = uvicorn.Config(
        application,
        port=port,
        http=Connection,
        loop="uvloop",
        lifespan="off",
        access_log=False,
        log_level="error",
        timeout_graceful_shutdown=10,
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield port, server
    finally:
        server.should_exit = True
        thread.join(15)
