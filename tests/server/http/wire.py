"""HTTP by hand: bytes out, answers in, on one connection."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from types import TracebackType


class Closed(Exception):
    """The server has closed the connection where an answer was expected."""


@dataclass(slots=True)
class Reply:
    """One answer as it came. Names of headers are in lower case; `raw` is its head."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw: bytes


class Wire:
    """A connection to 127.0.0.1."""

    def __init__(self, port: int, seconds: float = 10.0) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left = b""

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def send(self, data: bytes) -> Wire:
        """Bytes, as they are."""
        self.socket.sendall(data)
        return self

    def read(self, *, head: bool = False) -> Reply:
        """The next answer; `head`: to a HEAD. Raises Closed."""
        while b"\r\n\r\n" not in self._left:
            self._more()
        raw, _, self._left = self._left.partition(b"\r\n\r\n")
        first, *lines = raw.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        assert len(headers) == len(lines), raw  # no header twice
        status = int(first.split(" ")[1])
        if head or status in (204, 304) or status < 200:
            return Reply(status, headers, b"", raw)
        if headers.get("transfer-encoding") == "chunked":
            return Reply(status, headers, self._chunks(), raw)
        return Reply(status, headers, self._take(int(headers["content-length"])), raw)

    def _take(self, size: int) -> bytes:
        while len(self._left) < size:
            self._more()
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def _chunks(self) -> bytes:
        found = b""
        while True:
            while b"\r\n" not in self._left:
                self._more()
            size, _, self._left = self._left.partition(b"\r\n")
            chunk = self._take(int(size, 16) + 2)
            if not int(size, 16):
                return found
            found += chunk[:-2]

    def _more(self) -> None:
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        if not data:
            raise Closed(self._left)
        self._left += data

    def is_closed(self) -> bool:
        """Whether the server ends the connection without another byte."""
        try:
            self._more()
        except Closed:
            return not self._left
        return False
