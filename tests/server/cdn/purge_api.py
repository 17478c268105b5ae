"""A server that behaves like a CDN's purge API: takes keys when it likes to, wants its credentials."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "cdn-secret"


class PurgeApi:
    """`batches`: the keys of each request that was taken. `moods`: statuses of the next requests, then 200."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.moods: list[int] = []
        self.refused = 0
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/service/7/purge"

    def keys(self) -> set[str]:
        """Every key that was purged."""
        return {key for batch in self.batches for key in batch}


@contextmanager
def served() -> Iterator[PurgeApi]:
    """The API, listening."""
    api = PurgeApi()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            mood = api.moods.pop(0) if api.moods else 200
            if self.headers["X-Key"] != TOKEN or self.path != "/service/7/purge":
                mood = 401
            if mood == 200:
                api.batches.append(self.headers["Surrogate-Key"].split())
            else:
                api.refused += 1
            self.send_response(mood)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
