"""What the servers share: requests taken apart, routes by method and path, and faults that the next request meets.

with serve(MastodonServer()) as there:
    there.fail("lost")              # the next post is taken, and the answer never comes
    network.send(...)               # raises OutcomeUnknown
    assert len(there.seen) == 1     # what readers see
"""

from __future__ import annotations

import email.parser
import email.policy
import itertools
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, TypeVar
from urllib.parse import parse_qs, urlsplit

AFTER = ("lost", "hang", "broken_after")  # faults that come when the post was taken already


@dataclass(frozen=True)
class Asked:
    """One request. `headers`: names in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body) if self.body else {}

    @property
    def form(self) -> dict[str, str]:
        """Return the fields of a form, posted or multipart; of a JSON object too."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            return dict(self.json)
        if kind.startswith("multipart/"):
            return {part.name: part.content.decode("utf-8", "replace") for part in self.parts if not part.file}
        return {name: values[-1] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    @property
    def parts(self) -> list[Part]:
        """Return the parts of a multipart body."""
        head = f"Content-Type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        whole = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        found = []
        for part in whole.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found.append(Part(str(name), part.get_filename() or "", content, part.get_content_type()))
        return found


@dataclass(frozen=True)
class Part:
    """A part of a multipart body."""

    name: str
    file: str
    content: bytes
    kind: str


@dataclass(frozen=True)
class Said:
    """An answer. `body`: JSON, text or bytes."""

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = TypeVar("Handler", bound=Callable[..., Any])


def route(method: str, pattern: str, *, creates: bool = False, free: bool = False) -> Callable[[Handler], Handler]:
    """Mark a method as the answer to a path. `creates`: readers see what it makes; `free`: it needs no access."""

    def mark(function: Handler) -> Handler:
        function.__dict__["route"] = (method, re.compile(pattern), creates, free)
        return function

    return mark


class NetworkServer:
    """One network. `seen`: id -> what readers see; `state`: of the access: well, expired, revoked."""

    ACCESS: ClassVar[str] = "access-0123456789"

    def __init__(self) -> None:
        self.base = ""
        self.seen: dict[str, dict[str, Any]] = {}
        self.asked: list[Asked] = []
        self.state = "well"
        self.access = self.ACCESS
        self.slow = 0.0
        self._faults: list[tuple[str, str]] = []
        self._numbers = itertools.count(1001)
        self.lock = threading.RLock()

    # What tests say

    def fail(self, kind: str, on: str = "create") -> None:
        """The next request that creates something (or `any`, or one whose path holds `on`) meets this fault: rate, expired, revoked,
        duplicate, picture, text, broken (before anything was taken), lost, hang, broken_after (when it was taken)."""
        self._faults.append((kind, on))

    def calls(self, part: str, method: str = "") -> int:
        """Return how many requests had this in their path."""
        return sum(part in one.path and method in ("", one.method) for one in self.asked)

    # What networks say, each in its own words

    def say_broken(self) -> Said:
        """An error of the server's own."""
        return Said({"error": "Internal Server Error"}, 500)

    def authorise(self, asked: Asked) -> Said | None:
        """Return why the access is not good; None when it is."""
        if self.state == "expired":
            return self.say("expired")
        if self.state == "revoked" or asked.headers.get("authorization") != f"Bearer {self.access}":
            return self.say("revoked")
        return None

    def say(self, kind: str) -> Said:
        """Return the answer of an error."""
        found: Said = getattr(self, f"say_{kind}")()
        return found

    def number(self) -> int:
        """Return a new number."""
        return next(self._numbers)

    def answer(self, asked: Asked) -> Said | None:
        """Return the answer to a request; None: none comes, and the connection ends."""
        with self.lock:
            self.asked.append(asked)
        if self.slow:
            time.sleep(self.slow)
        function, found, creates, free = self._find(asked)
        if function is None or found is None:
            return Said({"error": f"no route {asked.method} {asked.path}"}, 404)
        if not free and (wrong := self.authorise(asked)) is not None:
            return wrong
        fault = self._take_fault(asked, creates)
        if fault and fault not in AFTER:
            return self.say(fault)
        with self.lock:
            said: Said = function(asked, *found.groups())
        if fault == "broken_after":
            return self.say_broken()
        if fault == "hang":
            time.sleep(0.5)
        return None if fault in ("lost", "hang") else said

    def _find(self, asked: Asked) -> tuple[Callable[..., Said] | None, re.Match[str] | None, bool, bool]:
        for name in dir(type(self)):
            marked = getattr(getattr(type(self), name), "__dict__", {}).get("route")
            if marked and marked[0] == asked.method and (found := marked[1].fullmatch(asked.path)):
                return getattr(self, name), found, marked[2], marked[3]
        return None, None, False, False

    def _take_fault(self, asked: Asked, creates: bool) -> str:
        with self.lock:
            for place, (kind, on) in enumerate(self._faults):
                if on == "any" or (on == "create" and creates) or (on != "create" and on in asked.path):
                    del self._faults[place]
                    return kind
        return ""


class _Talk(BaseHTTPRequestHandler):
    network: NetworkServer

    def _take(self) -> None:
        parts = urlsplit(self.path)
        size = int(self.headers.get("content-length") or 0)
        query = {name: ",".join(values) for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, query, headers, self.rfile.read(size))
        said = self.network.answer(asked)
        if said is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = (
            said.body
            if isinstance(said.body, bytes)
            else (said.body.encode() if isinstance(said.body, str) else json.dumps(said.body).encode())
        )
        self.send_response(said.status)
        kind = "text/plain" if isinstance(said.body, str | bytes) else "application/json"
        for name, value in {"Content-Type": kind, **said.headers}.items():
            self.send_header(name, value)
        if said.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if said.status != 204:
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _take

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that was broken off is what tests want."""


Network = TypeVar("Network", bound=NetworkServer)


@contextmanager
def serve(network: Network) -> Iterator[Network]:
    """Serve a network on a free port until the block ends."""
    handler = type("Talk", (_Talk,), {"network": network})
    server = _Server(("127.0.0.1", 0), handler)
    network.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield network
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def iso(moment: datetime | None = None) -> str:
    """Return a moment as most APIs write it."""
    return (moment or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def later(seconds: float) -> datetime:
    """Return a moment in the future, UTC."""
    return datetime.now(UTC) + timedelta(seconds=seconds)
