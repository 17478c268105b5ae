"""The desk of one process: answers are looked up, made once, kept as long as they are true, and handed out."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import structlog
from django.core.handlers.wsgi import WSGIHandler

from wirepress.server import django_call
from wirepress.server.access_log import AccessLog
from wirepress.server.cache import encodings
from wirepress.server.cache.entry import EVERYTHING, Entry, Headers, Variant
from wirepress.server.cache.store import Key, ResponseCache
from wirepress.server.cdn import keys
from wirepress.server.django_call import DATABASE_ERRORS, DjangoResponse
from wirepress.server.documents.open_reader import open_reader
from wirepress.server.documents.pages import PageStore
from wirepress.server.documents.read import DocumentReader, JoinedAnswer
from wirepress.server.documents.refresh_loop import Refresher
from wirepress.server.metrics.process_metrics import ProcessMetrics
from wirepress.server.request.raw_request_cache import RawRequestCache
from wirepress.server.request.summary import RequestSummary
from wirepress.server.watch import open_watch
from wirepress.server.watch.freshness import Freshness
from wirepress.server.write_lanes import WriteLanes, lane_count
from wirepress.server.writes.gathered_requests import GatheredRequests
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

if TYPE_CHECKING:
    from wirepress.server.cdn.purger import Purger

log = structlog.get_logger(__name__)
KEPT_STATUSES: Final = (200, 301, 404)
PRUNE: Final = 60  # seconds between two prunings of the table of changes
ASIDE: Final = 64 * 1024  # bytes from which a body is encoded in another thread
_AWAY: Final[tuple[type[Exception], ...]] = (*DATABASE_ERRORS, OSError)


@dataclass(slots=True)
class Outcome:
    """What one request gets: a kept entry, or an answer made for it alone. `stale`: it could not be checked."""

    entry: Entry | None = None
    made: DjangoResponse | None = None
    stale: bool = False


class ResponseService:
    """Everything that one process has for answering readers."""

    def __init__(
        self,
        handler: WSGIHandler,
        store: ResponseCache,
        freshness: Freshness,
        process_metrics: ProcessMetrics,
        access: AccessLog,
        database: Mapping[str, Any],
    ) -> None:
        self.handler, self.store, self.freshness = handler, store, freshness
        self.threads = ThreadPoolExecutor(limits.THREADS, "django")
        self.heads = RawRequestCache()
        self.process_metrics, self.access = process_metrics, access
        self._born = 0
        self._database = database
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ticks, self._mark = 0, ""
        self.direct: DocumentReader | None = None
        self.write_lanes = WriteLanes(lane_count(database), self.threads, pauses=get_settings().writes_first)
        self.refresher = Refresher(self.write_lanes, process_metrics)
        self.pages = PageStore(freshness, self.threads, urlsplit(get_settings().url).netloc.encode())
        store.asked_again = self.pages.asked_again
        self._renewed = 0  # the moment for which pages were made ahead
        self._renewing: asyncio.Task[None] | None = None
        self.crowds = GatheredRequests(freshness.readers, self.settle)
        self._reading: asyncio.Task[None] | None = None
        self._pruning: asyncio.Future[None] | None = None
        self.connections = 0  # open ones
        self.shared = 0  # seconds for which a CDN may keep what is kept here
        self.purger: Purger | None = None
        self._making: dict[Key, asyncio.Future[None]] = {}

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Watch the database from this loop on, the first time it is called."""
        if self._loop is None:
            self._loop = loop
            self._open()
            loop.call_later(1.0, self._tick)

    def _open(self) -> None:
        """Where the database is away, its readers are served as well as can be, and it is looked for every second."""
        assert self._loop is not None
        try:
            self.direct = open_reader(self._database)
            self.freshness.watch = open_watch(self._database, self.freshness.change_log)
        except _AWAY as error:
            log.error("delivery.database_not_found", error=str(error).strip()[:200])
            self._loop.call_later(1.0, self._open)
            return
        self.direct.wanted = self.refresher.wake
        self._read_options()

    async def stop(self) -> None:
        """The process ends: nobody waits for it any more, and no line of the log is lost."""
        if self.freshness.watch is not None:
            await self.freshness.watch.close()
        self.access.flush()

    def options_changed(self) -> None:
        """Addresses in headers may be others: until the options are read again Django answers."""
        if self.direct is not None and self._loop is not None:
            self.direct.options = None
            self.crowds.forget()
            self._read_options()

    def _read_options(self) -> None:
        assert self._loop is not None
        self._reading = self._loop.create_task(self._take_options())

    async def _take_options(self) -> None:
        assert self._loop is not None and self.direct is not None
        while self.direct.options is None:
            moment = self.freshness.change_log.moment
            values = await self._loop.run_in_executor(self.threads, django_call.read_options)
            if (
                values is not None
                and self.freshness.is_current()
                and self.freshness.change_log.is_unchanged_since(moment, ["option"])
            ):
                self.direct.set_options(values)
                self.crowds.read_declarations()
            else:
                await asyncio.sleep(0.1)

    def _tick(self) -> None:
        assert self._loop is not None
        self._loop.call_later(1.0, self._tick)  # first, so that nothing below ends it
        self.freshness.tick()
        if self.freshness.watch is not None and self.freshness.watch.is_replaced():
            log.warning("delivery.database_replaced", then="this process ends, and another takes its place")
            os.kill(os.getpid(), signal.SIGTERM)
        self.freshness.is_current()
        self.process_metrics.size(len(self.store), self.store.used, self.store.evicted, self.connections)
        self.access.flush()
        self.refresher.tick(self._loop)
        self.pages.flush()
        if self._renewed != self.freshness.change_log.moment and (self._renewing is None or self._renewing.done()):
            self._renewed = self.freshness.change_log.moment
            self._renewing = self._loop.create_task(self._renew())
        if self.purger is not None:
            self.purger.tick(self._loop)
        self._ticks += 1
        if self._ticks % PRUNE == 0 and self.freshness.watch is not None:
            if self._mark:
                self._pruning = asyncio.ensure_future(self.freshness.watch.prune(self._mark))
            self._mark = self.freshness.watch.mark()

    async def _renew(self) -> None:
        """Content has changed: make the pages anew that were read lately, one after the other, before somebody waits for them."""
        for key, request in reversed(list(self.pages.lately.items())):
            if self.kept(key) is None:
                await self.answer(key, request, "http")
            if self.freshness.change_log.moment != self._renewed:
                return  # once more from the start, with the next tick

    async def settle(self) -> None:
        """Wait until every process that keeps answers has heard of what was written."""
        if self.freshness.watch is not None:
            await self.freshness.watch.settle()

    # Looking up

    @property
    def passes_on(self) -> bool:
        """Whether what is read from the database is sent as it is: there is no room to keep it, and no CDN to be told anything."""
        return not self.store.room and not self.shared

    def finished(self, key: Key, request: RequestSummary) -> Entry | JoinedAnswer | None:
        """The answer that is kept or can be read, if it is true now and this reader would see nothing of their own in it."""
        if not self.freshness.is_current():
            return None
        entry = self.store.get(key) if self.store.room else None
        if entry is not None and (not entry.personal or self.freshness.readers.is_plain(request, entry)):
            return entry
        return self._read(key, request)

    def kept(self, key: Key) -> Entry | None:
        """The kept answer, if there is one and it is true now, whoever may see it."""
        return self.store.get(key) if self.freshness.is_current() else None

    def variant(self, entry: Entry, request: RequestSummary) -> Variant:
        """The entry in the encoding that the client takes. A large body is encoded aside: who asks first gets it plain."""
        accept = request.headers.get(b"accept-encoding")
        if accept is None or not encodings.is_worth_it(entry.kind, len(entry.body)):
            return entry.variants.get("") or entry.add("", entry.body)
        encoding = encodings.choose_encoding(accept)
        found = entry.variants.get(encoding)
        if found is not None:
            return found
        if encoding == encodings.IDENTITY:
            return entry.add(encoding, entry.body)
        if len(entry.body) > ASIDE:
            self._encode_aside(entry, encoding)
            return entry.variants.get(encodings.IDENTITY) or entry.add(encodings.IDENTITY, entry.body)
        return self._add(entry, encoding, encodings.encode(encoding, entry.body))

    def _add(self, entry: Entry, encoding: str, body: bytes) -> Variant:
        variant = entry.add(encoding, body)
        self.store.grew(entry, len(body))
        return variant

    def _encode_aside(self, entry: Entry, encoding: str) -> None:
        if encoding in entry.pending:
            return
        entry.pending.add(encoding)
        done = asyncio.get_running_loop().run_in_executor(self.threads, encodings.encode, encoding, entry.body)
        done.add_done_callback(
            lambda made: (
                self._add(entry, encoding, made.result()) if not made.cancelled() and not made.exception() else None
            )
        )

    def joined(self, key: Key, request: RequestSummary) -> JoinedAnswer | None:
        """The answer joined from documents, or a finished page; None when it takes more than that, or its reader is not known."""
        return self._read(key, request) if self.freshness.is_current() else None

    def _read(self, key: Key, request: RequestSummary) -> JoinedAnswer | None:
        if self.direct is None or self.direct.options is None:
            return None
        began = time.perf_counter()
        clean = self.freshness.readers.is_clean(request)
        try:
            found = self.direct.answer(request) if clean else None
            if found is None and (found := self.pages.answer(self.direct.reads, key, clean=clean)) is not None:
                self.pages.request(key, request)
        except DATABASE_ERRORS:
            return None
        if found is not None:
            self.process_metrics.made("direct", 200, time.perf_counter() - began)
        return found

    def keep(self, key: Key, answer: JoinedAnswer) -> Entry:
        """A joined answer as an entry, kept from now on where there is room."""
        now = time.time()
        headers = self._keyed([*answer.headers, (b"etag", answer.etag)], answer.tags)
        entry = Entry(
            key,
            200,
            headers,
            b"".join(answer.parts),
            tags=answer.tags,
            born=self._birth(now),
            expires=min(self.freshness.expiry(now, now + 3600), answer.expires),
            personal=answer.personal,
            shared=self.shared,
        )
        entry.alive = self.store.put(entry)  # what is not kept hears of no change, so nothing else may keep it either
        return entry

    def _keyed(self, headers: Headers, tags: frozenset[str]) -> Headers:
        """The headers, with the keys for a CDN where there is one."""
        return [*headers, (b"surrogate-key", keys.surrogate_header(tags))] if self.shared else headers

    def _birth(self, now: float) -> int:
        """The second in which an answer is made. When the clock was set back, no two answers say the same one."""
        born = int(now)
        if born <= self._born and self._born - born > 1:
            born = self._born + 1
        self._born = born
        return born

    # Making

    async def answer(self, key: Key, request: RequestSummary, scheme: str) -> Outcome:
        """A kept answer, or one made now."""
        outcome = await self._answer(key, request, scheme)
        found = outcome.entry or outcome.made
        if (
            request.is_reduced and found is not None and 300 <= found.status < 400
        ):  # what was left out of the query goes along to the other address
            whole = RequestSummary(request.method, request.target, request.headers, request.peer)
            return Outcome(
                made=await asyncio.get_running_loop().run_in_executor(
                    self.threads, django_call.call_django, self.handler, whole, scheme
                )
            )
        return outcome

    async def _answer(self, key: Key, request: RequestSummary, scheme: str) -> Outcome:
        """Of those who ask for the same at the same moment only one waits for the database."""
        while True:
            entry = self.kept(key)
            if entry is None and (answer := await self._joined(key, request)) is not None:
                return Outcome(self.keep(key, answer))
            if entry is not None and (not entry.personal or await self._is_plain(request, entry)) and entry.alive:
                return Outcome(entry)
            making = self._making.get(key)
            if making is None or entry is not None:
                break
            await making
            if self.kept(key) is None:  # it was not one to keep
                return await self._make(key, request, scheme)
        future = self._making.setdefault(key, asyncio.get_running_loop().create_future())
        try:
            return await self._make(key, request, scheme)
        finally:
            if self._making.get(key) is future:
                del self._making[key]
            if not future.done():
                future.set_result(None)

    async def _joined(self, key: Key, request: RequestSummary) -> JoinedAnswer | None:
        """The finished answer, after it was found out whether its reader has anything of their own at all."""
        found, readers = self.joined(key, request), self.freshness.readers
        if found is not None:
            return found
        if not readers.is_clean(request):
            who, moment = readers.who(request), self.freshness.change_log.moment
            own, names = await asyncio.get_running_loop().run_in_executor(self.threads, django_call.sees_own, who, [])
            if (
                own
                or not self.freshness.is_current()
                or not self.freshness.change_log.is_unchanged_since(moment, [f"reader:{name}" for name in names])
            ):
                return None
            readers.remember(who, names, None)
        return self.joined(key, request)

    async def _is_plain(self, request: RequestSummary, entry: Entry) -> bool:
        """Whether the reader sees nothing of their own in the entry; the features are asked when it is not known."""
        readers, who = self.freshness.readers, self.freshness.readers.who(request)
        if readers.is_plain(request, entry):
            return True
        loop, moment = asyncio.get_running_loop(), self.freshness.change_log.moment
        own, names = await loop.run_in_executor(self.threads, django_call.sees_own, who, [])
        clean = not own
        if own:
            own, names = await loop.run_in_executor(self.threads, django_call.sees_own, who, sorted(entry.tags))
        changed = not self.freshness.is_current() or not self.freshness.change_log.is_unchanged_since(
            moment, [f"reader:{name}" for name in names]
        )
        if own or changed or not entry.alive:
            return False
        readers.remember(who, names, None if clean else entry)
        return True

    async def _make(self, key: Key, request: RequestSummary, scheme: str) -> Outcome:
        moment = self.freshness.change_log.moment if self.freshness.is_current() else -1
        place = self.freshness.watch.place() if self.freshness.watch is not None else 0
        after = self.freshness.watch.log_place() if moment >= 0 and self.freshness.watch is not None else ""
        made = await asyncio.get_running_loop().run_in_executor(
            self.threads, django_call.call_django, self.handler, request, scheme, after
        )
        if made.broken:
            last = self.store.last_good(key)
            if last is not None and not last.personal:
                return Outcome(last, stale=True)
            return Outcome(made=unavailable())
        entry = self.entry_of(key, made)
        if (
            entry is None
            or moment < 0
            or not self.freshness.is_current()
            or not self.freshness.change_log.is_unchanged_since(moment, entry.tags)
        ):
            return Outcome(made=made)
        self.pages.put(entry, place)
        entry.alive = self.store.put(entry)
        return Outcome(entry)

    def entry_of(self, key: Key, made: DjangoResponse) -> Entry | None:
        """The answer as an entry; None when it may not be shown to others."""
        if made.status not in KEPT_STATUSES or made.depends.own or made.header(b"set-cookie"):
            return None
        control = made.header(b"cache-control")
        if b"no-store" in control or b"private" in control or b"no-cache" in control:
            return None
        now, tags = time.time(), frozenset(made.depends.tags | {EVERYTHING})
        return Entry(
            key,
            made.status,
            self._keyed(made.headers, tags),
            made.body,
            tags=tags,
            born=self._birth(now),
            expires=self.freshness.expiry(now, made.midnight),
            personal=made.depends.reader,
            shared=self.shared,
        )


def unavailable() -> DjangoResponse:
    """What readers are told while the database is away and nothing was kept for them."""
    from wirepress.core.cache.depends import Dependencies

    body = b"The newsroom's database cannot be reached at the moment. Nothing is lost; please try again in a few seconds.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5"), (b"cache-control", b"no-store")]
    return DjangoResponse(503, headers, body, Dependencies(), broken=True)
