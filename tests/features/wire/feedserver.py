"""Another site: a real HTTP server on this machine that gives feeds, pages and pictures, and remembers what it was asked.

    with feed_server({"/feed": rss_of(stories(3))}) as base:
        fetch(f"{base}/feed")
        base.asked  # every request, in order

A path's script is bytes, an `Answer`, a list of answers (one a request, the last one stays) or a function of the request.
Pages (/stories/N) and pictures (/pictures/N.jpg) of the invented stories are there unless a script says otherwise. Answers
with status 200 carry an ETag by content and Last-Modified, and are 304 when the client has them.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.features.wire import stories as invented
from tests.features.wire.stories import Story

LAST_MODIFIED = "Mon, 02 Nov 2026 07:30:00 GMT"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str  # with its query
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    at: float  # time.monotonic()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `pause`: seconds before it."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/xml; charset=utf-8"
    pause: float = 0.0
    validators: bool = True  # ETag, Last-Modified and 304


Make = Callable[["FeedServer", Asked], "Answer | bytes"]
Script = bytes | Answer | Sequence[Answer] | Make


class FeedServer:
    """What `feed_server` gives. As text it is its address, without a slash at the end."""

    def __init__(self, routes: Mapping[str, Script]) -> None:
        self.routes: dict[str, Script] = dict(routes)
        self.asked: list[Asked] = []
        self.url = ""
        self._turn: dict[str, int] = {}
        self._lock = threading.Lock()

    def __str__(self) -> str:
        return self.url

    def put(self, path: str, script: Script) -> None:
        """From now on the path answers so."""
        with self._lock:
            self.routes[path] = script
            self._turn.pop(path, None)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [one.path for one in self.asked]

    def answer(self, asked: Asked) -> Answer:
        """What the script says to this request."""
        path = asked.path.partition("?")[0]
        with self._lock:
            self.asked.append(asked)
            script = self.routes.get(asked.path, self.routes.get(path))
            turn = self._turn.get(path, 0)
            self._turn[path] = turn + 1
        if script is None:
            return _of_story(path, self.url)
        if callable(script):
            script = script(self, asked)
        if isinstance(script, bytes):
            return Answer(script)
        if isinstance(script, Answer):
            return script
        return script[min(turn, len(script) - 1)]


def _of_story(path: str, base: str) -> Answer:
    if found := re.fullmatch(r"/stories/(\d+)", path):
        return Answer(invented.article(invented.story(int(found[1])), base), kind="text/html; charset=utf-8")
    if found := re.fullmatch(r"/pictures/(\d+)\.jpg", path):
        return Answer(invented.picture(int(found[1])), kind="image/jpeg")
    return Answer(b"There is no such page.", 404, kind="text/plain; charset=utf-8")


def rss_of(told: Sequence[Story], **more: Any) -> Make:
    """A script: RSS of these stories."""
    return lambda server, asked: Answer(
        invented.rss(told, server.url, **more), kind="application/rss+xml; charset=utf-8"
    )


def atom_of(told: Sequence[Story], **more: Any) -> Make:
    """A script: Atom of these stories."""
    return lambda server, asked: Answer(
        invented.atom(told, server.url, **more), kind="application/atom+xml; charset=utf-8"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    feeds: ClassVar[FeedServer]

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(length), time.monotonic())
        answer = self.feeds.answer(asked)
        if answer.pause:
            time.sleep(answer.pause)
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        judged = answer.validators and answer.status == 200
        if judged and _has(headers, etag):
            return self._send(304, {"ETag": etag, "Last-Modified": LAST_MODIFIED, **answer.headers}, b"")
        own = {"ETag": etag, "Last-Modified": LAST_MODIFIED} if judged else {}
        return self._send(answer.status, {"Content-Type": answer.kind, **own, **answer.headers}, answer.body)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = _serve

    def log_message(self, *words: Any) -> None:
        """Says nothing: what was asked is in `asked`."""


def _has(headers: Mapping[str, str], etag: str) -> bool:
    if held := headers.get("if-none-match"):
        return etag in held
    return headers.get("if-modified-since") == LAST_MODIFIED


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error here."""


@contextmanager
def feed_server(routes: Mapping[str, Script] | None = None, *, port: int = 0) -> Iterator[FeedServer]:
    """Serves the scripts on a port of 127.0.0.1 until the block ends."""
    feeds = FeedServer(routes or {})
    with _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"feeds": feeds})) as server:
        feeds.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield feeds
        finally:
            server.shutdown()
            thread.join(5)
