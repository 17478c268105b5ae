"""The HTTP protocol of one connection: uvicorn's, with kept answers written before a request is even parsed.

Only a plain GET or HEAD that arrives whole, on a connection with nothing else under way, is answered here; everything else
goes through llhttp and the application, in order.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from wirepress.config import limits
from wirepress.web.delivery.cache.entry import Entry, Variant
from wirepress.web.delivery.desk import Desk
from wirepress.web.delivery.http import ask as asking
from wirepress.web.delivery.http.ask import Ask
from wirepress.web.delivery.http.conditional import is_known
from wirepress.web.delivery.http.dates import DATES

_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_TOO_SLOW: Final = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Protocol(HttpToolsProtocol):
    """One connection."""

    desk: Desk  # the process's, set by application.py before the first connection

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._between = True  # the parser stands before the first byte of a request
        self._fed = 0  # bytes of the head that the parser is in
        self._active = 0.0
        self._sweeper: asyncio.TimerHandle | None = None
        self._waiting = 0  # bytes that the client has not taken at the last sweep
        self._peer = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        self._active = self.loop.time()
        self._sweeper = self.loop.call_later(limits.SWEEP, self._sweep)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._sweeper is not None:
            self._sweeper.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._between and not self.flow.write_paused and self._is_free():
            desk = self.desk
            head = desk.heads.known.get(data)
            if (
                head is not None
                and desk.clock.is_current()
                and head.entry.alive
                and (head.peers is None or self._peer in head.peers)
                and time.time() < head.entry.expires
            ):
                self._write(head.variant, head.unchanged)
                if desk.access.on:
                    self._log(asking.read(data, self._peer), head.entry, head.variant, head.unchanged)
                return
            asked = asking.read(data, self._peer)
            if asked is not None and self._from_store(data, asked):
                return
        self._feed(data)

    def _is_free(self) -> bool:
        """Whether nothing is under way on the connection, and it stays open after this."""
        cycle = self.cycle
        return (cycle is None or (cycle.response_complete and cycle.keep_alive)) and not self.pipeline and not self.transport.is_closing()

    def _from_store(self, data: bytes, asked: Ask) -> bool:
        key = asked.key()
        if key is None:
            return False
        entry = self.desk.find(key, asked) or self.desk.directly(key, asked)
        if entry is None:
            return False
        variant = self.desk.variant(entry, asked)
        unchanged = is_known(asked, entry, variant)
        if asked.method == b"GET":
            head = self.desk.heads.add(data, entry, variant, unchanged)
            if head is not None and head.peers is not None:
                self.desk.clock.readers.attach(asked, head)
            self._write(variant, unchanged)
        else:
            self._write_head(entry, variant, unchanged)
        if self.desk.access.on:
            self._log(asked, entry, variant, unchanged)
        return True

    def _log(self, asked: Ask | None, entry: Entry, variant: Variant, unchanged: bool) -> None:
        if asked is not None:
            size = 0 if unchanged or asked.method == b"HEAD" else len(variant.body)
            self.desk.access.line(asked, 304 if unchanged else entry.status, size, 0.0)

    def _write(self, variant: Variant, unchanged: bool) -> None:
        self._active = self.loop.time()
        second, date = DATES.now()
        if variant.second != second:
            variant.refresh(second, date)
        if unchanged:
            self.transport.write(variant.unchanged)
        elif variant.joined:
            self.transport.write(variant.joined)
        else:
            self.transport.writelines((variant.full, variant.body))
        self.desk.meter.hit(unchanged)

    def _write_head(self, entry: Entry, variant: Variant, unchanged: bool) -> None:
        self._active = self.loop.time()
        second, date = DATES.now()
        variant.refresh(second, date)
        self.transport.write(variant.unchanged if unchanged else variant.full)
        self.desk.meter.hit(unchanged)

    # Everything else

    def _feed(self, data: bytes) -> None:
        self._active = self.loop.time()
        self._fed += len(data)
        super().data_received(data)
        if self._fed > limits.HEAD_MAX and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._between = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._fed = -(2**62)  # the body has limits of its own
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._between, self._fed = True, 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self._active = self.loop.time()
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Uvicorn's own timer knows nothing of answers that were written here; the sweep does what it would do."""

    def _sweep(self) -> None:
        """Every few seconds: close what is idle, what sends its request too slowly, and what does not take its answer."""
        if self.transport.is_closing():
            return
        idle = self.loop.time() - self._active
        waiting = self.transport.get_write_buffer_size()
        if waiting and waiting == self._waiting and idle > limits.SEND_STALL:
            self.transport.abort()
            return
        self._waiting = waiting
        if not self._between and idle > limits.HEAD_SECONDS:
            self.transport.write(_TOO_SLOW)
            self.transport.close()
            return
        if self._is_free() and not waiting and idle > limits.KEEP_ALIVE:
            self.transport.close()
            return
        self._sweeper = self.loop.call_later(limits.SWEEP, self._sweep)
