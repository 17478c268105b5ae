"""The world's server: all sources of the night at one address, at an hour that the night moves on."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from bench.night import stories as told
from bench.night.places import Place, Reply

ENDLESS_MAX = 200  # times that an endless body is sent


class World:
    """What the server knows: the hour, and which pages there are."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = {place.name: place for place in places}
        self.hour = 0
        self.base = ""
        self.asked: dict[str, int] = {}

    def reply(self, path: str) -> Reply:
        """Return what is at an address now."""
        name = path.strip("/").partition("/")[0]
        place = self.places.get(name)
        for one in self.places.values():
            if path in (pages := one.pages(self.hour)):
                return Reply(pages[path])
        if place is not None and path == f"/{name}":
            self.asked[name] = self.asked.get(name, 0) + 1
            return place.says(self.base, self.hour)
        if place is not None:
            found = next((one for one in place.public(self.hour) if one.path == path), None)
            if found is not None:
                return Reply(told.page(found))
        return Reply(b"Nothing is here.", 404)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: ClassVar[World]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        reply = self.world.reply(self.path.partition("?")[0])
        time.sleep(reply.pause)
        with contextlib.suppress(OSError):
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.endless:
                self.send_header("Connection", "close")
                self.end_headers()
                for _ in range(ENDLESS_MAX):
                    self.wfile.write(reply.body)
                self.close_connection = True
                return
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)


@contextmanager
def serve(places: Sequence[Place]) -> Iterator[World]:
    """Serve the world on a free port."""
    world = World(places)
    handler = type("Handler", (_Handler,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    world.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
