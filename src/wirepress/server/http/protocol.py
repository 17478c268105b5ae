"""The HTTP protocol of one connection: cached answers are written before a request is even parsed.

Only a plain GET or HEAD that arrives whole, on a connection with nothing else under way, is answered here; everything else
goes through llhttp and the application, in order (see connection.py).
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from wirepress.server.cache.entry import Entry, Variant, join_header_lines
from wirepress.server.documents.answer_from_documents import JoinedAnswer
from wirepress.server.http.connection import Connection
from wirepress.server.http.date_header import DATE_HEADER
from wirepress.server.request import summary as asking
from wirepress.server.request.conditional import has_precondition, is_not_modified
from wirepress.server.request.summary import RequestSummary
from wirepress.server.response_service import ResponseService

_UNKEPT = b"HTTP/1.1 200 OK\r\n%setag: %s\r\ncontent-length: %d\r\n%s"


class Protocol(Connection):
    """One client's connection that answers from the cache."""

    service: ResponseService  # the process's, set by application.py before the first connection

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._peer = ""

    def shutdown(self) -> None:
        """The process ends. A stream would never end by itself; its page asks the next process."""
        if not self.service.live.close(self.transport):
            super().shutdown()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        self.service.connections += 1

    def connection_lost(self, exc: Exception | None) -> None:
        self.service.connections -= 1
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.is_free and not self.flow.write_paused:
            service = self.service
            head = service.raw_requests.known.get(data)
            if (
                head is not None
                and service.freshness.is_current()
                and head.entry.alive
                and (head.peers is None or self._peer in head.peers)
                and time.time() < head.entry.expires
            ):
                self._write(head.variant, head.unchanged)
                if service.access.is_enabled:
                    self._log_request(asking.read_request(data, self._peer), head.entry, head.variant, head.unchanged)
                return
            request = asking.read_request(data, self._peer)
            if request is not None and self._answer_from_cache(data, request):
                return
        super().data_received(data)

    def _answer_from_cache(self, data: bytes, request: RequestSummary) -> bool:
        key = request.key()
        if key is None or has_precondition(request):
            return False
        entry = self.service.find_answer(key, request)
        if entry is None or (request.drops_query and isinstance(entry, Entry) and 300 <= entry.status < 400):
            return False
        if isinstance(entry, JoinedAnswer):
            if self.service.sends_uncached and request.wants_plain_body:
                self._write_parts(request, entry)
                return True
            entry = self.service.cache_answer(key, entry)
        variant = self.service.choose_variant(entry, request)
        unchanged = is_not_modified(request, entry, variant)
        if entry.status != 200:  # never answered by their bytes alone: they are counted
            self.service.answer_notes.note(request, entry.status)
        if request.method == b"GET":
            # Of heads whose query was reduced there is no end, and the others would have to go for them.
            head = (
                self.service.raw_requests.add(data, entry, variant, unchanged)
                if entry.alive and entry.status == 200 and not request.drops_query
                else None
            )
            if head is not None and head.peers is not None:
                self.service.freshness.readers.allow_raw_request(request, head)
            self._write(variant, unchanged)
        else:
            self._write_head(entry, variant, unchanged)
        if self.service.access.is_enabled:
            self._log_request(request, entry, variant, unchanged)
        return True

    def _log_request(self, request: RequestSummary | None, entry: Entry, variant: Variant, unchanged: bool) -> None:
        if request is not None:
            size = 0 if unchanged or request.method == b"HEAD" else len(variant.body)
            self.service.access.log_request(request, 304 if unchanged else entry.status, size, 0.0)

    def _write(self, variant: Variant, unchanged: bool) -> None:
        self._active = self.loop.time()
        second, date = DATE_HEADER.now()
        if variant.second != second:
            variant.refresh(second, date)
        if unchanged:
            self.transport.write(variant.unchanged)
        elif variant.joined:
            self.transport.write(variant.joined)
        else:
            self.transport.writelines((variant.full, variant.body))
        self.service.process_metrics.count_hit(unchanged)

    def _write_parts(self, request: RequestSummary, answer: JoinedAnswer) -> None:
        """Write an answer that is not cached, in the parts that it is joined from."""
        self._active = self.loop.time()
        size = sum(map(len, answer.parts))
        head = _UNKEPT % (answer.lines or join_header_lines(answer.headers), answer.etag, size, DATE_HEADER.now()[1])
        self.transport.writelines([head, *answer.parts])
        if self.service.access.is_enabled:
            self.service.access.log_request(request, 200, size, 0.0)

    def _write_head(self, entry: Entry, variant: Variant, unchanged: bool) -> None:
        self._active = self.loop.time()
        second, date = DATE_HEADER.now()
        variant.refresh(second, date)
        self.transport.write(variant.unchanged if unchanged else variant.full)
        self.service.process_metrics.count_hit(unchanged)
