"""A process that answers requests: uvicorn with our own protocol, on the socket that it was given."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from typing import Final

import uvicorn

from wirepress.server.service.fork import ALIVE, READY
from wirepress.settings import limits

APPLICATION: Final = "wirepress.server.application:application"
PROTOCOL: Final = "wirepress.server.application:Protocol"
HEARTBEAT_SECONDS: Final = 1.0  # seconds between two signs of life


def uvicorn_config(host: str = "127.0.0.1", port: int = 0) -> uvicorn.Config:
    """Return uvicorn's configuration of a worker. Where it is given a socket, address and port are not used."""
    return uvicorn.Config(
        APPLICATION,
        host=host,
        port=port,
        loop="uvloop",
        http=PROTOCOL,
        lifespan="on",
        interface="asgi3",
        proxy_headers=False,  # forwarded headers are judged by core/http/address.py alone
        server_header=False,
        date_header=True,
        access_log=False,
        log_level="warning",
        ws="none",
        backlog=limits.BACKLOG,
        timeout_keep_alive=limits.KEEP_ALIVE,
        timeout_graceful_shutdown=limits.SHUTDOWN,
    )


def serve_requests(listening: socket.socket, pipe: int) -> None:
    """Answer requests until a signal ends it. Signs of life go into `pipe`. Raises SystemExit when it cannot start."""
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # until the log can be opened anew
    server = uvicorn.Server(uvicorn_config())
    threading.Thread(target=_send_heartbeats, args=(server, pipe), daemon=True, name="beat").start()
    server.run(sockets=[listening])
    if not server.started:
        sys.exit(1)


def _send_heartbeats(server: uvicorn.Server, pipe: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # nobody listens: see follow.py for what then happens
        while not server.started:
            os.write(pipe, ALIVE)
            time.sleep(0.02)
        while True:
            os.write(pipe, READY)
            time.sleep(HEARTBEAT_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)  # where the system does not tell of a parent's death
