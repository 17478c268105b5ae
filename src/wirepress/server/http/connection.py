"""One connection of the server: uvicorn's, with the limits and the strictness that a server on the open network needs.

A request that cannot be understood is refused after the answers that are under way, and its connection ends: whatever
follows it could be anything. What is refused: heads over a limit (431) or too slow (408), bodies that stop or drip (408), other
versions of HTTP (505), and whatever llhttp or RFC 9112, section 3.2 (Host) finds wrong (400).
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from wirepress.server.http.date_header import DATE_HEADER
from wirepress.settings import limits

_HOST: Final = re.compile(rb"(?:[A-Za-z0-9._~%!$&'()*+,;=-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?\Z")
_PHRASES: Final = {
    400: b"Bad Request",
    408: b"Request Timeout",
    431: b"Request Header Fields Too Large",
    505: b"HTTP Version Not Supported",
}
_VERSIONS: Final = ("1.1", "1.0")


class RequestRefused(ValueError):
    """Raised inside the parser. The request is answered with this status, and nothing after it is read."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Connection(HttpToolsProtocol):
    """One client's connection, with limits on heads, bodies and time."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.open = 0  # requests whose answers are not finished
        self._in_head = self._in_body = self._keep_alive = False
        self._heads = 0  # heads that have begun
        self._head_size = self._head_fed = (
            0  # bytes of the head: in whole lines; and given to the parser since the read in which it began
        )
        self._head_began = 0.0
        self._body_began, self._body_size = (
            0.0,
            0,
        )  # of the body that comes: loop time of its beginning, bytes that are there
        self._active = self._moved = (
            0.0  # loop time of the last byte in, and of the last change of what is not yet taken
        )
        self._untaken = 0  # bytes that the client has not taken at the last sweep
        self._refused = self._leaving = False
        self._refusal = b""
        self._sweeper: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(limits.WRITE_BUFFER)
        self._active = self._moved = self.loop.time()
        self._sweeper = self.loop.call_later(limits.SWEEP, self._sweep)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._sweeper is not None:
            self._sweeper.cancel()
        super().connection_lost(exc)

    @property
    def is_free(self) -> bool:
        """Return whether the connection is open and waits for a request."""
        return not (
            self.open or self._in_head or self._in_body or self._refused or self._leaving or self.transport.is_closing()
        )

    # Reading

    def data_received(self, data: bytes) -> None:
        """Pass the received bytes to the parser."""
        self._active = self.loop.time()
        if self._refused:
            return
        heads = self._heads if self._in_head else -1
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:  # nothing is upgraded here: the answer is plain HTTP, and the last one
            if self.cycle is not None:
                self.cycle.keep_alive = False
            self._refused = True
        except httptools.HttpParserError as error:
            cause = error.__context__
            self._refuse(cause.status if isinstance(cause, RequestRefused) else 400)
        else:
            self._head_fed = self._head_fed + len(data) if self._in_head and self._heads == heads else 0
            if self._head_fed > limits.HEAD_MAX:
                self._refuse(431)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Handle the end of what the client sends. It may still read: complete requests are answered, then the connection is closed."""
        if not self.open:
            return False
        if not self._refused and (self._in_head or self._in_body):
            self._refuse(400)
        elif not self._refused:
            self._refused = True  # nothing more is read
            self.cycle.keep_alive = False
        return not self.transport.is_closing()

    def on_message_begin(self) -> None:
        self._in_head, self._head_size, self._head_began = True, 0, self.loop.time()
        self._heads += 1
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count_head_bytes(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count_head_bytes(len(name) + len(value) + 4)
        if (
            not self._in_head or b"_" in name
        ):  # a trailer comes when the head has been acted on; and to the framework `_` is `-`
            return
        super().on_header(name, value.strip(b" \t"))  # llhttp leaves what stands behind a value

    def _count_head_bytes(self, size: int) -> None:
        self._head_size += size
        if self._head_size > limits.HEAD_MAX:
            raise RequestRefused(431)

    def on_headers_complete(self) -> None:
        self._in_head = False
        if self.parser.get_http_version() not in _VERSIONS:
            raise RequestRefused(505)
        self._check_target()
        self._check_host()
        super().on_headers_complete()
        self._in_body = True
        self._body_began, self._body_size = self.loop.time(), 0
        self.open += 1
        # An answer that comes before the body has does not end the connection at once: what is unread would reset it (see _linger).
        self._keep_alive, self.cycle.keep_alive = self.cycle.keep_alive, True

    def on_body(self, body: bytes) -> None:
        self._body_size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_body = False
        self.cycle.keep_alive = self._keep_alive and not self._leaving
        super().on_message_complete()

    def _check_target(self) -> None:
        """Let an address in absolute form win over the Host header (RFC 9112, section 3.2.2)."""
        if self.url.startswith(b"/"):
            return
        parts = httptools.parse_url(self.url)
        if not parts.schema or not parts.host or parts.schema.lower() not in (b"http", b"https") or parts.userinfo:
            raise RequestRefused(400)
        self.url = (parts.path or b"/") + (b"?" + parts.query if parts.query else b"")
        names = [name for name, _ in self.headers]
        if names.count(b"host") == 1:
            host = b"[%s]" % parts.host if b":" in parts.host else parts.host
            self.headers[names.index(b"host")] = (b"host", host + (b":%d" % parts.port if parts.port else b""))

    def _check_host(self) -> None:
        """Require exactly one well-formed Host, which only HTTP/1.0 may leave out (RFC 9112, section 3.2)."""
        hosts = [value for name, value in self.headers if name == b"host"]
        needed = self.parser.get_http_version() != "1.0"
        if len(hosts) > 1 or (needed and not hosts) or any(not _HOST.match(value) for value in hosts):
            raise RequestRefused(400)

    # Refusing

    def _refuse(self, status: int) -> None:
        """Answer with a status once earlier requests are answered, and end the connection."""
        self._refused = True
        self._refusal = b"HTTP/1.1 %d %s\r\nconnection: close\r\ncontent-length: 0\r\n" % (status, _PHRASES[status])
        cycle = self.cycle
        if self._in_body and cycle is not None and not cycle.response_complete:
            if self.pipeline and self.pipeline[0][0] is cycle:
                self.pipeline.popleft()
                self.open -= 1
            else:
                cycle.disconnected = True
                cycle.message_event.set()
                self.open = 0
                if cycle.response_started:
                    self.transport.close()
                    return
        if not self.open:
            self._send_refusal()

    def _send_refusal(self) -> None:
        """Send the refusal, and read on for a moment: a connection closed on unread bytes is reset, and the answer is lost with it."""
        refusal, self._refusal = self._refusal, b""
        if not self.transport.is_closing():
            self.transport.write(refusal + DATE_HEADER.now()[1])
            self._linger()

    def _linger(self) -> None:
        self._refused = True
        self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(limits.LINGER, self.transport.close)

    def on_response_complete(self) -> None:
        self.open -= 1
        self._active = self.loop.time()
        super().on_response_complete()
        if self._refusal and not self.open:
            self._send_refusal()
        elif self._in_body and self.cycle.response_complete and not self.transport.is_closing():
            self._linger()  # answered before its body was read: nobody will read that

    # Ending

    def shutdown(self) -> None:
        """The process ends: the answers under way are the last ones. A connection without any gets a moment, because the next
        request may be on its way already."""
        if self._leaving:
            return
        self._leaving = True
        if self.open:
            self.cycle.keep_alive = False
        else:
            self.loop.call_later(limits.LINGER, self._leave)

    def _leave(self) -> None:
        if not self.open and not self.transport.is_closing():
            self.transport.close()

    def timeout_keep_alive_handler(self) -> None:
        """Uvicorn's own timer knows nothing of answers that were written here; the sweep does what it would do."""

    def _sweep(self) -> None:
        """Close what is idle, what sends its request too slowly, and what does not read its answer. Called every few seconds."""
        if self.transport.is_closing():
            return
        now, untaken = self.loop.time(), self.transport.get_write_buffer_size()
        if untaken != self._untaken:
            self._untaken, self._moved = untaken, now
        if untaken and now - self._moved > limits.SEND_STALL:
            self.transport.abort()
            return
        if not untaken and self._is_too_slow(now):
            return
        self._sweeper = self.loop.call_later(limits.SWEEP, self._sweep)

    def _is_too_slow(self, now: float) -> bool:
        if self.flow.read_paused:
            self._active = self._head_began = self._body_began = now
            self._body_size = 0
        elif self._in_head and now - self._head_began > limits.HEAD_SECONDS:
            self._refuse(408)
        elif self._in_body and (
            now - self._active > limits.BODY_SECONDS or self._is_body_too_slow(now - self._body_began)
        ):
            if self.cycle is not None and self.cycle.response_complete:
                self.transport.close()
            else:
                self._refuse(408)
        elif self.is_free and now - self._active > limits.KEEP_ALIVE:
            self.transport.close()
        else:
            return False
        return not self.flow.read_paused

    def _is_body_too_slow(self, seconds: float) -> bool:
        """Return whether a body that has been arriving for so many seconds arrives too slowly."""
        return seconds > min(limits.BODY_GRACE + self._body_size / limits.BODY_RATE, limits.BODY_WHOLE_SECONDS)
