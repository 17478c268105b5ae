"""The process that watches over the workers: starts them on one socket, replaces what dies or hangs, ends them in peace.

SIGHUP replaces every worker by a new one, each only when its successor answers; SIGTERM and SIGINT end the service once the
answers under way are given; SIGUSR1 lets the workers open their access log anew; SIGTTIN and SIGTTOU add and take away a worker.
Beside the workers it keeps one process that runs jobs (see jobs.py).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import tempfile
from pathlib import Path
from typing import Final

import uvicorn
from uvicorn.supervisors.multiprocess import Multiprocess

from wirepress.config import limits
from wirepress.web.delivery.jobs import JobProcess

APPLICATION: Final = "wirepress.web.delivery.application:application"
PROTOCOL: Final = "wirepress.web.delivery.application:Protocol"


def config(host: str, port: int, workers: int) -> uvicorn.Config:
    """How uvicorn runs each worker."""
    return uvicorn.Config(
        APPLICATION, host=host, port=port, workers=workers, loop="uvloop", http=PROTOCOL, lifespan="on", interface="asgi3",
        proxy_headers=False,  # forwarded headers are judged by core/http/address.py alone
        server_header=False, date_header=True, access_log=False, log_level="warning", ws="none", backlog=limits.BACKLOG,
        timeout_keep_alive=limits.KEEP_ALIVE, timeout_graceful_shutdown=limits.SHUTDOWN,
        timeout_worker_healthcheck=limits.HANG,
    )  # fmt: skip


class Supervisor(Multiprocess):
    """uvicorn's, and the process that runs jobs. `jobs` None: without one."""

    def __init__(self, settings: uvicorn.Config, sockets: list[socket.socket], jobs: JobProcess | None) -> None:
        super().__init__(settings, sockets)
        self._jobs = jobs

    def keep_subprocess_alive(self) -> None:
        super().keep_subprocess_alive()
        if self._jobs is not None and not self.should_exit.is_set():
            self._jobs.keep_alive()

    def restart_all(self) -> None:
        if self._jobs is not None:
            self._jobs.restart()
        # A successor is given more time to begin than a worker to say that it lives; without it the old one would stay.
        self.config.timeout_worker_healthcheck = limits.START
        try:
            super().restart_all()
        finally:
            self.config.timeout_worker_healthcheck = limits.HANG

    def handle_usr1(self) -> None:
        """The access log was moved away."""
        for process in self.processes:
            if process.pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGUSR1)

    def terminate_all(self) -> None:
        if self._jobs is not None:
            self._jobs.terminate()
        super().terminate_all()

    def join_all(self) -> None:
        super().join_all()
        if self._jobs is not None:
            self._jobs.join()


def main() -> None:
    """Serve until a signal ends it."""
    parser = argparse.ArgumentParser(prog="wirepress")
    parser.add_argument("verb", choices=["serve"])
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--no-worker", action="store_true")
    given = parser.parse_args()
    descriptor, board = tempfile.mkstemp(prefix="wirepress-board-")
    os.close(descriptor)
    os.environ["WIREPRESS_BOARD"] = board
    os.environ["WIREPRESS_SUPERVISOR"] = str(os.getpid())
    try:
        settings = config(given.host, given.port, given.workers)
        Supervisor(settings, [settings.bind_socket()], None if given.no_worker else JobProcess()).run()
    finally:
        with contextlib.suppress(OSError):
            Path(board).unlink()


if __name__ == "__main__":
    main()
