"""Answers the plainest REST reads from finished documents: a question or two to the database, and their bytes joined.

Whatever is not ready (a document that is being made, a page behind the last, a scheduled story that is due) is left to Django.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.options import store
from wirepress.core.cache import slots
from wirepress.core.cache.slots import LiveValues
from wirepress.core.php.query import parse_str
from wirepress.core.rest.routes import Request
from wirepress.web.delivery.cache.entry import EVERYTHING, Headers
from wirepress.web.delivery.documents import rows
from wirepress.web.delivery.documents.asked import Wish, wish_of
from wirepress.web.delivery.documents.rows import Reads, Row
from wirepress.web.delivery.http.ask import Ask
from wirepress.web.rest import headers as rest_headers
from wirepress.web.rest.identify import READER
from wirepress.web.rest.paging import paged, pages

_KIND: Final = b"application/json; charset=UTF-8"
_STATIC: Final = ("option", "term", "user", "other")
Answer = tuple[Headers, bytes, frozenset[str]]


class Direct:
    """The reads of one process. `options`: all options as they are now; None while they are being read again."""

    def __init__(self, reads: Reads, live: Sequence[LiveValues]) -> None:
        self._reads, self._live = reads, live
        self.options: Mapping[str, Any] | None = None
        self.wanted: Callable[[], None] = lambda: None  # called when a document was missed
        self._common: list[tuple[bytes, bytes]] = []

    def know(self, options: dict[str, Any]) -> None:
        """Take over the options: what addresses in headers are made of, in this thread."""
        self.options = options
        store.adopt(options)
        headers = rest_headers.common({}, "GET") | {"Allow": "GET", "Vary": "Origin"}
        self._common = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        self._common.append((b"content-type", _KIND))

    def answer(self, ask: Ask) -> Answer | None:
        """Headers, body and what they depend on; None: ask Django."""
        if self.options is None:
            return None
        wish = wish_of(ask.target)
        if wish is None:
            return None
        return self._one(wish) if wish.number else self._list(wish, ask)

    def _one(self, wish: Wish) -> Answer | None:
        row = self._reads.one(wish.number)
        if row is None or (row[rows.LEVEL] or 0) > 1:
            self.wanted()
            return None
        body = self._filled([row], [False])[0]
        link = row[rows.LINK]
        headers = [pair for pair in self._common if pair[0] != b"link"] + [(b"link", link.encode("latin-1"))] if link else self._common
        tags = {f"post:{wish.number}", f"reaction:{wish.number}", *_STATIC} | ({"post"} if row[rows.MEDIA] else set())
        return headers, body, frozenset(tags)

    def _list(self, wish: Wish, ask: Ask) -> Answer | None:
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        start = (wish.page - 1) * wish.size
        if wish.term:
            total, found = self._reads.page_of(wish.term, wish.taxonomy, wish.size, start, now)
        else:
            total, found = self._reads.page(wish.size, start, now)
        if total is None or not found or wish.page > pages(total, wish.size) or len(found) != min(wish.size, total - start):
            return None
        if any(row[rows.BODY] is None or (row[rows.LEVEL] or 0) > 1 or not row[rows.JOINS] for row in found):
            self.wanted()
            return None
        moved, behind = [], False
        for row in found:
            moved.append(behind)
            behind = behind or bool(row[rows.BLOCKS])
        body = b"[" + b",".join(self._filled(found, moved)) + b"]"
        tags = frozenset((EVERYTHING, *(f"reaction:{row[rows.POST]}" for row in found)))
        return self._list_headers(ask, wish, total), body, tags

    def _list_headers(self, ask: Ask, wish: Wish, total: int) -> Headers:
        query = parse_str(ask.target.partition(b"?")[2].decode("ascii"))
        request = Request("GET", "/wp/v2/posts", READER, query=query, defaults={"page": 1, "per_page": 10})
        own = {name.lower().encode(): value.encode("latin-1") for name, value in paged(request, [], total, "wp/v2/posts").headers.items()}
        return [(name, own.pop(name, value)) for name, value in self._common] + list(own.items())

    def _filled(self, found: Sequence[Row], moved: Sequence[bool]) -> list[bytes]:
        """The bodies, live values as they are now."""
        chosen = [
            (row[rows.MOVED], row[rows.MOVED_HOLES]) if behind and row[rows.MOVED] is not None else (row[rows.BODY], row[rows.HOLES])
            for row, behind in zip(found, moved, strict=True)
        ]
        lively = [row[rows.POST] for row in found if row[rows.LEVEL]]
        values = self._values(lively) if lively else {}
        return [
            slots.fill(bytes(body), json.loads(holes), values[row[rows.POST]]) if row[rows.POST] in values else body
            for row, (body, holes) in zip(found, chosen, strict=True)
        ]

    def _values(self, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
        values: dict[int, dict[str, str]] = {number: {} for number in numbers}
        for live in self._live:
            by_post: dict[int, list[Sequence[Any]]] = {number: [] for number in numbers}
            for row in self._reads.values(live.sql, numbers):
                by_post[row[0]].append(row)
            for number, some in by_post.items():
                values[number].update(live.fill(some))
        return values
