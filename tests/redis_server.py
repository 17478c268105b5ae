"""A real Redis for tests, on a port of its own, gone when the tests end."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.serving import free_port
from tests.waiting import PATIENCE


class Server:
    """A running redis-server."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        """Start it (again) and wait until it answers."""
        words = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
            "--appendonly",
            "yes",
        ]
        self.process = subprocess.Popen([*words, "--save", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with redis.Redis.from_url(self.url) as client:
                    client.ping()
                return
            except redis.RedisError:
                assert time.monotonic() < end, "redis-server does not start"
                time.sleep(0.02)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(PATIENCE)


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server with its files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
