"""The HTTP protocol of one connection: kept answers are written before a request is even parsed.

Only a plain GET or HEAD that arrives whole, on a connection with nothing else under way, is answered here; everything else
goes through llhttp and the application, in order (see connection.py).
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from wirepress.web.delivery.cache.entry import Entry, Variant, lines
from wirepress.web.delivery.desk import Desk
from wirepress.web.delivery.documents.direct import Answer
from wirepress.web.delivery.http import ask as asking
from wirepress.web.delivery.http.ask import Ask
from wirepress.web.delivery.http.conditional import is_known, must_hold
from wirepress.web.delivery.http.connection import Connection
from wirepress.web.delivery.http.dates import DATES

_UNKEPT = b"HTTP/1.1 200 OK\r\n%setag: %s\r\ncontent-length: %d\r\n%s"


class Protocol(Connection):
    """One connection."""

    desk: Desk  # the process's, set by application.py before the first connection

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._peer = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        self.desk.connections += 1

    def connection_lost(self, exc: Exception | None) -> None:
        self.desk.connections -= 1
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.is_free and not self.flow.write_paused:
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
        super().data_received(data)

    def _from_store(self, data: bytes, asked: Ask) -> bool:
        key = asked.key()
        if key is None or must_hold(asked):
            return False
        entry = self.desk.finished(key, asked)
        if entry is None or (asked.is_reduced and isinstance(entry, Entry) and 300 <= entry.status < 400):
            return False
        if isinstance(entry, Answer):
            if self.desk.passes_on and asked.is_plain:
                self._write_parts(asked, entry)
                return True
            entry = self.desk.keep(key, entry)
        variant = self.desk.variant(entry, asked)
        unchanged = is_known(asked, entry, variant)
        if asked.method == b"GET":
            # Of heads whose query was reduced there is no end, and the others would have to go for them.
            head = self.desk.heads.add(data, entry, variant, unchanged) if entry.alive and not asked.is_reduced else None
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

    def _write_parts(self, asked: Ask, answer: Answer) -> None:
        """An answer that is not kept, in the parts that it is joined from."""
        self._active = self.loop.time()
        size = sum(map(len, answer.parts))
        head = _UNKEPT % (answer.lines or lines(answer.headers), answer.etag, size, DATES.now()[1])
        self.transport.writelines([head, *answer.parts])
        if self.desk.access.on:
            self.desk.access.line(asked, 200, size, 0.0)

    def _write_head(self, entry: Entry, variant: Variant, unchanged: bool) -> None:
        self._active = self.loop.time()
        second, date = DATES.now()
        variant.refresh(second, date)
        self.transport.write(variant.unchanged if unchanged else variant.full)
        self.desk.meter.hit(unchanged)
