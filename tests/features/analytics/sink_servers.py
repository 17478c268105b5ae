"""Servers that take events as ClickHouse, Matomo, Plausible and Google Analytics do, in a thread of the test's own process."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class SinkServer:
    """What arrived. `fail`: statuses of the next answers; `rows`: what ClickHouse's table holds, each batch once."""

    port: int = 0
    fail: list[int] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def clickhouse(self, query: dict[str, list[str]], headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Take a statement: a table is made, rows are inserted, once for each token."""
        if headers.get("x-clickhouse-user") != "ann" or headers.get("x-clickhouse-key") != "p:w":
            return 403, b"Code: 516. DB::Exception: ann: Authentication failed"
        statement, token = query["query"][0], query.get("insert_deduplication_token", [""])[0]
        self.statements.append(statement.split("(")[0].strip())
        if statement.startswith("INSERT") and token not in self.tokens:
            try:
                self.rows += [json.loads(line) for line in body.splitlines()]
            except ValueError:
                return 400, b"Code: 27. DB::Exception: Cannot parse input"
            self.tokens.add(token)
        return 200, b""


@contextmanager
def sink_server() -> Iterator[SinkServer]:
    """A server for all of them: the address that is asked says which."""
    state = SinkServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said = (state.fail.pop(0), b"busy") if state.fail else self._answer(parts, headers, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def _answer(self, parts: Any, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
            query = parse_qs(parts.query)
            if parts.path == "/":
                return state.clickhouse(query, headers, body)
            found = json.loads(body)
            state.asked.append((self.path, headers, found))
            if parts.path.endswith("matomo.php"):
                return 200, json.dumps({"status": "success", "tracked": len(found["requests"]), "invalid": 0}).encode()
            if parts.path == "/api/event":
                return (202, b"ok") if found.get("domain") else (400, b'{"errors":{"domain":["can\'t be blank"]}}')
            return 204, b""

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
