"""Finished pages: what readers were shown of the site, its feeds and lists, kept in the database as it was made.

A page is made when content changes: ahead of readers where it was requested lately (see ResponseService), else by the first who asks. It is
written when it is requested again (see page_admission.py).
Every process and node reads the same rows, and each knows by its own change log whether one is still true.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler

from wirepress.server.cache.entry import EVERYTHING, Entry, Headers
from wirepress.server.cache.store import Key
from wirepress.server.django_call import DATABASE_ERRORS
from wirepress.server.documents import rows
from wirepress.server.documents.answer_from_documents import JoinedAnswer
from wirepress.server.documents.page_admission import (
    PART,
    PagesRequestedOnce,
    RequestCounts,
    is_countable_address,
    surplus_pages,
)
from wirepress.server.documents.rows import DocumentReads
from wirepress.server.models import Page
from wirepress.server.watch.freshness import Freshness
from wirepress.settings import limits

log = structlog.get_logger(__name__)
LATELY: Final = 64  # pages made ahead when content has changed
_SEARCH: Final = re.compile(rb"[?&](?:s|search)=")  # there is no end of them, and few are asked for twice
_NOT_KEPT: Final = (b"etag", b"surrogate-key")  # made when the page is sent
WAITING_MAX: Final = 32  # pages that wait to be written
PLAIN, ENDLESS = "p", "q"  # begin the names of rows


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page to be written. `expires`: unix seconds."""

    entry: Entry
    name: str
    place: int
    expires: float


class PageStore:
    """The finished pages as one process sees them."""

    def __init__(self, freshness: Freshness, threads: ThreadPoolExecutor, host: bytes = b"") -> None:
        self._freshness, self._threads, self._host = freshness, threads, host
        self._seen, self._asks = PagesRequestedOnce(), RequestCounts()
        self._waiting: dict[Key, FinishedPage] = {}
        self._writing: Future[None] | None = None
        self.lately: OrderedDict[Key, Any] = OrderedDict()  # key -> how it was asked for, the latest last

    def find_answer(self, reads: DocumentReads, key: Key, *, clean: bool) -> JoinedAnswer | None:
        """Return a page that is still true. `clean`: the reader has nothing private anywhere."""
        name = self.page_name(key)
        row = reads.read_finished_page(name)
        if row is None or (row[rows.PERSONAL] and not clean) or time.time() >= row[rows.EXPIRES]:
            return None
        own = row[rows.PAGE_TAGS].split()
        tags = frozenset((*own, EVERYTHING))
        if not self._freshness.change_log.is_unchanged_behind(row[rows.PLACE], tags):
            return None
        self._asks.count_request(name)
        etag = b'"%s"' % row[rows.PAGE_TAG].encode()
        headers = _headers(row[rows.PAGE_HEADERS])
        return JoinedAnswer(
            headers, (row[rows.PAGE_BODY],), etag, tags, expires=row[rows.EXPIRES], personal=bool(row[rows.PERSONAL])
        )

    def note_request(self, key: Key, request: Any) -> None:
        """Count a reader's request of the page."""
        self.lately[key] = request
        self.lately.move_to_end(key)
        if len(self.lately) > LATELY:
            endless = [one for one in self.lately if not is_countable_address(one, self._host)]
            del self.lately[endless[0] if len(endless) > LATELY // PART else next(iter(self.lately))]

    def put(self, entry: Entry, place: int) -> None:
        """Note a page that was made just now, from what the database held at `place`."""
        if entry.status != 200 or _SEARCH.search(entry.key[2]) or len(entry.body) > limits.PAGE_MAX:
            return
        # When the next scheduled story is due is asked now: an hour that comes before the page is written stands in no journal's place.
        expires = min(entry.expires, self._freshness.next_due())
        if self._seen.note_request(entry.key, (place, expires)):
            self._write_soon(entry, place, expires)

    def note_second_request(self, entry: Entry) -> None:
        """Keep a page that is requested for the second time while it is cached in memory."""
        made = self._seen.get(entry.key)
        if made is not None:
            self._write_soon(entry, *made)

    def _write_soon(self, entry: Entry, place: int, expires: float) -> None:
        """Queue a page for writing, which happens within a second or two."""
        self._asks.count_request(self.page_name(entry.key))
        if len(self._waiting) < WAITING_MAX:
            self._waiting[entry.key] = FinishedPage(entry, self.page_name(entry.key), place, expires)

    def flush(self) -> None:
        """Write the queued pages in another thread."""
        if self._waiting and (self._writing is None or self._writing.done()):
            waiting, self._waiting = list(self._waiting.values()), {}
            holds = self._freshness.change_log.is_unchanged_behind
            found = [page for page in waiting if holds(page.place, page.entry.tags)]
            if found:
                self._writing = self._threads.submit(_write_pages, found, self._asks)

    def page_name(self, key: Key) -> str:
        """Return the name of a page's row."""
        return (PLAIN if is_countable_address(key, self._host) else ENDLESS) + hashlib.blake2b(
            b"\n".join(key), digest_size=31
        ).hexdigest()


@functools.lru_cache(maxsize=512)
def _headers(text: str) -> Headers:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in json.loads(text)]


def _page_row(page: FinishedPage) -> Page:
    entry = page.entry
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in entry.headers if name not in _NOT_KEPT
    ]
    return Page(
        key=page.name,
        place=page.place,
        expires=int(page.expires),
        made=int(time.time()),
        personal=entry.personal,
        tags=" ".join(sorted(entry.tags - {EVERYTHING})),
        tag=entry.tag.strip(b'"').decode(),
        headers=json.dumps(headers),
        body=entry.body,
    )


def _write_pages(pages: list[FinishedPage], counts: RequestCounts) -> None:
    """Write pages, and delete others where there are too many."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        fields = [field.name for field in Page._meta.concrete_fields if field.name != "key"]
        page_rows = [_page_row(page) for page in pages]
        Page.objects.bulk_create(page_rows, update_conflicts=True, unique_fields=["key"], update_fields=fields)
        made = dict(Page.objects.values_list("key", "made"))
        gone = surplus_pages(made, limits.PAGES_MAX, counts, ENDLESS)
        if gone:
            Page.objects.filter(key__in=gone).delete()
    except DATABASE_ERRORS as error:
        log.warning("pages.not_written", error=str(error).strip()[:200])
    finally:
        signals.request_finished.send(sender=WSGIHandler)
