"""Answers the plainest REST requests from finished documents: one query to the database, and their bytes joined.

Whatever is not ready (a document that is being made, a page behind the last, a scheduled story that is due) is left to Django.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.cache import slots
from wirepress.core.cache.slots import LiveValues
from wirepress.core.php.query import parse_str
from wirepress.core.rest.routes import Request
from wirepress.server.cache.entry import EVERYTHING, Headers, join_header_lines
from wirepress.server.documents import rows
from wirepress.server.documents.document_query import TAXONOMIES, DocumentQuery, parse_document_query
from wirepress.server.documents.rows import DocumentReads, Row
from wirepress.server.request.summary import RequestSummary
from wirepress.web.rest.request.identify import READER
from wirepress.web.rest.response import headers as rest_headers
from wirepress.web.rest.response.paging import count_pages, paged_response

_KIND: Final = b"application/json; charset=UTF-8"
_STATIC: Final = ("option", "term", "user", "other")
DEEP: Final = 1000  # rows before a page; what lies deeper is found by buckets (content/posts/listing/counters)
HEADERS_MAX: Final = 1024  # lists whose headers are remembered


@dataclass(frozen=True, slots=True)
class JoinedAnswer:
    """An answer in parts. `headers`: all but the entity tag; `own_tags`: what it depends on; `lines`: the headers as bytes, where
    those are known."""

    headers: Headers
    parts: Sequence[bytes]
    etag: bytes
    own_tags: Iterable[str]
    lines: bytes = b""
    expires: float = math.inf  # unix seconds
    personal: bool = True  # a reader who left something may see another one

    @property
    def tags(self) -> frozenset[str]:
        """Return what the answer depends on."""
        return frozenset(self.own_tags)


class DocumentReader:
    """Answers from documents in one process. `options`: all options as they are now; None while they are being read again."""

    def __init__(self, reads: DocumentReads, live: Sequence[LiveValues]) -> None:
        self.reads, self._live = reads, live
        self._kinds = tuple(f"{kind}:" for kind in dict.fromkeys(values.kind for values in live))
        self.options: Mapping[str, Any] | None = None
        self.wanted: Callable[[], None] = lambda: None  # called when a document was missed
        self._common: list[tuple[bytes, bytes]] = []
        self._linkless: list[tuple[bytes, bytes]] = []  # without what each story has of its own
        self._linkless_lines = b""
        self._of_lists: dict[tuple[bytes, int], tuple[Headers, bytes]] = {}
        self._second, self._now = -1, ""

    def set_options(self, options: dict[str, Any]) -> None:
        """Set the options in this thread: addresses in headers are made of them."""
        self.options = options
        store.use_options(options)
        headers = rest_headers.common_headers({}, "GET") | {"Allow": "GET", "Vary": "Origin"}
        self._common = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        self._common.append((b"content-type", _KIND))
        self._linkless = [pair for pair in self._common if pair[0] != b"link"]
        self._linkless_lines = join_header_lines(self._linkless)
        self._of_lists.clear()

    def answer(self, request: RequestSummary) -> JoinedAnswer | None:
        """Return the answer; None: ask Django."""
        if self.options is None:
            return None
        wish = parse_document_query(request.target)
        if wish is None:
            return None
        return self._answer_story(wish) if wish.number else self._answer_list(wish, request)

    def _answer_story(self, query: DocumentQuery) -> JoinedAnswer | None:
        row = self.reads.read_story(query.number)
        if row is None or (row[rows.LEVEL] or 0) > 1:
            self.wanted()
            return None
        bodies, tags = self._fill_live_values([row], [False])
        link = row[rows.LINK]
        headers, head = self._common, b""
        if link:
            own = link.encode("latin-1")
            headers, head = [*self._linkless, (b"link", own)], b"%slink: %s\r\n" % (self._linkless_lines, own)
        shown = [f"post:{number}" for number in row[rows.SHOWS].split()]
        return JoinedAnswer(
            headers,
            bodies,
            b'"%s"' % tags[0].encode(),
            (f"post:{query.number}", *(f"{kind}{query.number}" for kind in self._kinds), *shown, *_STATIC),
            head,
        )

    def _answer_list(self, query: DocumentQuery, request: RequestSummary) -> JoinedAnswer | None:
        start = (query.page - 1) * query.size
        if start > DEEP:
            return None
        if query.term:
            found = self.reads.read_term_list(query.term, query.taxonomy, query.size, start, self._now_gmt())
        else:
            found = self.reads.read_list(query.size, start, self._now_gmt())
        if not found or found[0][rows.DUE]:
            return None
        total = int(found[0][rows.TOTAL])
        if query.page > count_pages(total, query.size) or len(found) != min(query.size, total - start):
            return None
        moved, behind = [], False
        for row in found:
            if row[rows.BODY] is None or not row[rows.JOINS] or (row[rows.LEVEL] or 0) > 1:
                self.wanted()
                return None
            moved.append(behind)
            behind = behind or bool(row[rows.BLOCKS])
        bodies, tags = self._fill_live_values(found, moved)
        parts = [part for body in bodies for part in (b",", body)]
        parts[0] = b"["
        parts.append(b"]")
        etag = b'"%s"' % slots.digest("".join(tags).encode()).encode()
        headers, head = self._list_headers(request, query, total)
        live = [f"{kind}{row[rows.POST]}" for row in found for kind in self._kinds]
        return JoinedAnswer(headers, parts, etag, (EVERYTHING, *live), head)

    def _now_gmt(self) -> str:
        """Return this second in GMT as the database writes it."""
        second = int(time.time())
        if second != self._second:
            self._second, self._now = second, datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S")
        return self._now

    def _list_headers(self, request: RequestSummary, query: DocumentQuery, total: int) -> tuple[Headers, bytes]:
        key = (request.target, total)
        found = self._of_lists.get(key)
        if found is None:
            parameters = parse_str(request.target.partition(b"?")[2].decode("ascii"))
            parameters |= {
                name: [str(query.term)]
                for name, taxonomy in TAXONOMIES.items()
                if query.term and taxonomy == query.taxonomy
            }
            rest_request = Request(
                "GET", "/wp/v2/posts", READER, query=parameters, defaults={"page": 1, "per_page": 10}
            )
            own = {
                name.lower().encode(): value.encode("latin-1")
                for name, value in paged_response(rest_request, [], total, "wp/v2/posts").headers.items()
            }
            if len(self._of_lists) >= HEADERS_MAX:
                self._of_lists.clear()
            headers = [(name, own.pop(name, value)) for name, value in self._common] + list(own.items())
            found = self._of_lists[key] = headers, join_header_lines(headers)
        return found

    def _fill_live_values(self, found: Sequence[Row], moved: Sequence[bool]) -> tuple[list[bytes], list[str]]:
        """Return the bodies with their live values filled in, and their digests."""
        bodies: list[bytes] = []
        tags: list[str] = []
        lively = [row[rows.POST] for row in found if row[rows.LEVEL]]
        values = self._read_live_values(lively) if lively else {}
        for row, behind in zip(found, moved, strict=True):
            place = rows.MOVED if behind and row[rows.MOVED] is not None else rows.BODY
            body, tag, holes = row[place], row[place + 1], row[place + 2]
            if row[rows.POST] in values:
                body = slots.fill(bytes(body), json.loads(holes), values[row[rows.POST]])
                tag = slots.digest(body)
            bodies.append(body)
            tags.append(tag)
        return bodies, tags

    def _read_live_values(self, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
        values: dict[int, dict[str, str]] = {number: {} for number in numbers}
        for live in self._live:
            by_post: dict[int, list[Sequence[Any]]] = {number: [] for number in numbers}
            for row in self.reads.read_live_values(live.sql, numbers):
                by_post[row[0]].append(row)
            for number, some in by_post.items():
                values[number].update(live.fill(some))
        return values
