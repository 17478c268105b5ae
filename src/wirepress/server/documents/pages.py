"""Finished pages: what readers were shown of the site, its feeds and lists, kept in the database as it was made.

A page is made when content changes: ahead of readers where it was asked for lately (see Desk), else by the first who asks.
Every process and node reads the same rows, and each knows by its own journal whether one is still true.
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
from wirepress.server.documents.read import JoinedAnswer
from wirepress.server.documents.rows import DocumentReads
from wirepress.server.models import Page
from wirepress.server.watch.freshness import Freshness
from wirepress.settings import limits

log = structlog.get_logger(__name__)
LATELY: Final = 64  # pages made ahead when content has changed
_SEARCH: Final = re.compile(rb"[?&](?:s|search)=")  # there is no end of them, and few are asked for twice
_NOT_KEPT: Final = (b"etag", b"surrogate-key")  # made when the page is sent
WAITING_MAX: Final = 32  # pages that wait to be written


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page to write. `expires`: unix seconds."""

    entry: Entry
    place: int
    expires: float


class PageStore:
    """The finished pages as one process sees them."""

    def __init__(self, freshness: Freshness, threads: ThreadPoolExecutor) -> None:
        self._freshness, self._threads = freshness, threads
        self._waiting: dict[Key, FinishedPage] = {}
        self._writing: Future[None] | None = None
        self.lately: OrderedDict[Key, Any] = OrderedDict()  # key -> how it was asked for, the latest last

    def answer(self, reads: DocumentReads, key: Key, *, clean: bool) -> JoinedAnswer | None:
        """A page that is true now. `clean`: the reader has left nothing anywhere."""
        row = reads.page_kept(page_name(key))
        if row is None or (row[rows.PERSONAL] and not clean) or time.time() >= row[rows.EXPIRES]:
            return None
        own = row[rows.PAGE_TAGS].split()
        tags = frozenset((*own, EVERYTHING))
        if not self._freshness.change_log.is_unchanged_behind(row[rows.PLACE], tags):
            return None
        etag = b'"%s"' % row[rows.PAGE_TAG].encode()
        headers = _headers(row[rows.PAGE_HEADERS])
        return JoinedAnswer(
            headers, (row[rows.PAGE_BODY],), etag, tags, expires=row[rows.EXPIRES], personal=bool(row[rows.PERSONAL])
        )

    def request(self, key: Key, request: Any) -> None:
        """Somebody read the page."""
        self.lately[key] = request
        self.lately.move_to_end(key)
        if len(self.lately) > LATELY:
            self.lately.popitem(last=False)

    def put(self, entry: Entry, place: int) -> None:
        """Keep a page that was made just now, of what stood in the database at `place`. It is written within a second or two."""
        if (
            entry.status == 200
            and not _SEARCH.search(entry.key[2])
            and len(entry.body) <= limits.PAGE_MAX
            and len(self._waiting) < WAITING_MAX
        ):
            # When the next scheduled story is due is asked now: an hour that comes before the page is written stands in no journal's place.
            self._waiting[entry.key] = FinishedPage(entry, place, min(entry.expires, self._freshness.next_due()))

    def flush(self) -> None:
        """Write what waits, in another thread."""
        if self._waiting and (self._writing is None or self._writing.done()):
            waiting, self._waiting = list(self._waiting.values()), {}
            holds = self._freshness.change_log.is_unchanged_behind
            found = [page for page in waiting if holds(page.place, page.entry.tags)]
            if found:
                self._writing = self._threads.submit(_write, found)


def page_name(key: Key) -> str:
    """The name of a page's row."""
    return hashlib.blake2b(b"\n".join(key), digest_size=32).hexdigest()


@functools.lru_cache(maxsize=512)
def _headers(text: str) -> Headers:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in json.loads(text)]


def _row(page: FinishedPage) -> Page:
    entry = page.entry
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in entry.headers if name not in _NOT_KEPT
    ]
    return Page(
        key=page_name(entry.key),
        place=page.place,
        expires=int(page.expires),
        made=int(time.time()),
        personal=entry.personal,
        tags=" ".join(sorted(entry.tags - {EVERYTHING})),
        tag=entry.tag.strip(b'"').decode(),
        headers=json.dumps(headers),
        body=entry.body,
    )


def _write(found: list[FinishedPage]) -> None:
    """Write pages, and throw the oldest away where there are too many."""
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        fields = [field.name for field in Page._meta.concrete_fields if field.name != "key"]
        pages = [_row(page) for page in found]
        Page.objects.bulk_create(pages, update_conflicts=True, unique_fields=["key"], update_fields=fields)
        over = Page.objects.count() - limits.PAGES_MAX
        if over > 0:
            oldest = Page.objects.order_by("made").values_list("key", flat=True)[:over]
            Page.objects.filter(key__in=list(oldest)).delete()
    except DATABASE_ERRORS as error:
        log.warning("pages.not_written", error=str(error).strip()[:200])
    finally:
        signals.request_finished.send(sender=WSGIHandler)
