"""The response service of one process: it looks answers up, has each made once, caches them while they are true, and hands them out."""

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

from wirepress.content.options.features import extensions
from wirepress.core.http.encodings import IDENTITY, choose_encoding
from wirepress.server import django_call
from wirepress.server.access_log import AccessLog
from wirepress.server.answer_notes import AnswerNotes
from wirepress.server.cache import encodings
from wirepress.server.cache.entry import EVERYTHING, Entry, Headers, Variant
from wirepress.server.cache.store import Key, ResponseCache
from wirepress.server.cdn import keys
from wirepress.server.django_call import DATABASE_ERRORS, DjangoResponse
from wirepress.server.documents.answer_from_documents import DocumentReader, JoinedAnswer
from wirepress.server.documents.open_reader import open_reader
from wirepress.server.documents.page_store import PageStore
from wirepress.server.documents.refresh_loop import Refresher
from wirepress.server.live.hub import LiveHub
from wirepress.server.live.open_files import room_for_streams
from wirepress.server.metrics.process_metrics import ProcessMetrics
from wirepress.server.request.raw_request_cache import RawRequestCache
from wirepress.server.request.summary import RequestSummary
from wirepress.server.watch import open_watch
from wirepress.server.watch.freshness import Freshness
from wirepress.server.work_watch import WorkWatch
from wirepress.server.write_lanes import WriteLanes, lane_count
from wirepress.server.writes.beacons import Beacons
from wirepress.server.writes.gathered_requests import GatheredRequests
from wirepress.settings import limits
from wirepress.settings.settings import get_settings

if TYPE_CHECKING:
    from wirepress.server.cdn.purger import Purger

log = structlog.get_logger(__name__)
KEPT_STATUSES: Final = (200, 301, 308, 404, 410, 451)
PRUNE_SECONDS: Final = 60  # seconds between two prunings of the table of changes
ENCODE_ASIDE_FROM: Final = 64 * 1024  # bytes from which a body is encoded in another thread
_AWAY: Final[tuple[type[Exception], ...]] = (*DATABASE_ERRORS, OSError)


@dataclass(slots=True)
class Outcome:
    """What one request gets: a cached entry, or a response made for it alone. `stale`: it could not be checked."""

    entry: Entry | None = None
    response: DjangoResponse | None = None
    stale: bool = False


class ResponseService:
    """Answers readers in one process: from its cache, from finished documents and pages, else by Django."""

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
        self.raw_requests = RawRequestCache()
        self.answer_notes = AnswerNotes(self.threads)
        self.work_watch = WorkWatch()
        self.process_metrics, self.access = process_metrics, access
        self._born = 0
        self._database = database
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ticks, self._mark = 0, ""
        self.document_reader: DocumentReader | None = None
        self.write_lanes = WriteLanes(lane_count(database), self.threads, pauses=get_settings().writes_first)
        self.refresher = Refresher(self.write_lanes, process_metrics)
        self.pages = PageStore(freshness, self.threads, urlsplit(get_settings().url).netloc.encode())
        store.asked_again = self.pages.note_second_request
        self._renewed = 0  # the moment for which pages were made ahead
        self._renewing: asyncio.Task[None] | None = None
        self.gathered_requests = GatheredRequests(freshness.readers, self.wait_until_heard)
        self.live = LiveHub(self.threads, room_for_streams(get_settings().live_pages))
        self.beacons = Beacons(freshness.readers, self.threads)
        self._reading: asyncio.Task[None] | None = None
        self._pruning: asyncio.Future[None] | None = None
        self.connections = 0  # open ones
        self.shared = 0  # seconds for which a CDN may keep what is kept here
        self.purger: Purger | None = None
        self._making: dict[Key, asyncio.Future[None]] = {}

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Watch the database from this loop on. Later calls do nothing."""
        if self._loop is None:
            self._loop = loop
            self._open_watch()
            loop.call_later(1.0, self._tick)

    def _open_watch(self) -> None:
        """Open the watch. Where the database is away, readers are served as well as can be, and it is tried again every second."""
        assert self._loop is not None
        try:
            self.document_reader = open_reader(self._database)
            self.freshness.watch = open_watch(self._database, self.freshness.change_log)
        except _AWAY as error:
            log.error("delivery.database_not_found", error=str(error).strip()[:200])
            self._loop.call_later(1.0, self._open_watch)
            return
        self.document_reader.wanted = self.refresher.wake
        self._read_options()

    async def stop(self) -> None:
        """Stop watching and write the rest of the access log, at the end of the process."""
        if self.freshness.watch is not None:
            await self.freshness.watch.close()
        self.access.flush()
        self.beacons.close()
        await asyncio.get_running_loop().run_in_executor(self.threads, self.answer_notes.finish)

    def reload_options(self) -> None:
        """Read the options again, because addresses in headers may have changed. Until then Django answers."""
        if self.document_reader is not None and self._loop is not None:
            self.document_reader.options = None
            self.gathered_requests.forget()
            self._read_options()

    def _read_options(self) -> None:
        assert self._loop is not None
        self._reading = self._loop.create_task(self._apply_options())

    async def _apply_options(self) -> None:
        assert self._loop is not None and self.document_reader is not None
        while self.document_reader.options is None:
            moment = self.freshness.change_log.moment
            values = await self._loop.run_in_executor(self.threads, django_call.read_options)
            if (
                values is not None
                and self.freshness.is_current()
                and self.freshness.change_log.is_unchanged_since(moment, ["option"])
            ):
                self.document_reader.set_options(values)
                self.gathered_requests.read_declarations()
                self.live.declare(extensions().collect("live_streams"))  # anew: features answer by their options
                self.beacons.read_declarations(self._loop)
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
        self.process_metrics.set_cache_size(len(self.store), self.store.used, self.store.evicted, self.connections)
        self.access.flush()
        self.answer_notes.tick()
        self.work_watch.tick()
        self.beacons.tick(self._loop)
        self.refresher.tick(self._loop)
        self.pages.flush()
        if self._renewed != self.freshness.change_log.moment and (self._renewing is None or self._renewing.done()):
            self._renewed = self.freshness.change_log.moment
            self._renewing = self._loop.create_task(self._remake_recent_pages())
        if self.purger is not None:
            self.purger.tick(self._loop)
        self._ticks += 1
        if self._ticks % PRUNE_SECONDS == 0 and self.freshness.watch is not None:
            if self._mark:
                self._pruning = asyncio.ensure_future(self.freshness.watch.prune(self._mark))
            self._mark = self.freshness.watch.mark()

    async def _remake_recent_pages(self) -> None:
        """Make the recently read pages again after a change, one after the other, before somebody waits for them."""
        for key, request in reversed(list(self.pages.lately.items())):
            if self.find_cached(key) is None:
                await self.answer(key, request, "http")
            if self.freshness.change_log.moment != self._renewed:
                return  # once more from the start, with the next tick

    async def wait_until_heard(self) -> None:
        """Wait until every process with a cache has heard of what was written."""
        if self.freshness.watch is not None:
            await self.freshness.watch.wait_until_heard()

    # Looking up

    @property
    def sends_uncached(self) -> bool:
        """Return whether answers from the database are sent without caching: there is no room for them, and no CDN to be told."""
        return not self.store.room and not self.shared

    def find_answer(self, key: Key, request: RequestSummary) -> Entry | JoinedAnswer | None:
        """Return the cached or readable answer, if it is true now and this reader would see nothing private in it."""
        if not self.freshness.is_current():
            return None
        entry = self.store.get(key) if self.store.room else None
        if entry is not None and (not entry.personal or self.freshness.readers.sees_shared_entry(request, entry)):
            return entry
        return self._read(key, request)

    def find_cached(self, key: Key) -> Entry | None:
        """Return the cached answer, if there is one and it is true now, whoever may see it."""
        return self.store.get(key) if self.freshness.is_current() else None

    def choose_variant(self, entry: Entry, request: RequestSummary) -> Variant:
        """Return the entry in the encoding that the client accepts. A large body is encoded in another thread: the first client gets it plain."""
        accept = request.headers.get(b"accept-encoding")
        if accept is None or not encodings.is_worth_it(entry.kind, len(entry.body)):
            return entry.variants.get("") or entry.add_variant("", entry.body)
        encoding = choose_encoding(accept)
        found = entry.variants.get(encoding)
        if found is not None:
            return found
        if encoding == IDENTITY:
            return entry.add_variant(encoding, entry.body)
        if len(entry.body) > ENCODE_ASIDE_FROM:
            self._encode_aside(entry, encoding)
            return entry.variants.get(IDENTITY) or entry.add_variant(IDENTITY, entry.body)
        return self._add_variant(entry, encoding, encodings.encode(encoding, entry.body))

    def _add_variant(self, entry: Entry, encoding: str, body: bytes) -> Variant:
        variant = entry.add_variant(encoding, body)
        self.store.add_size(entry, len(body))
        return variant

    def _encode_aside(self, entry: Entry, encoding: str) -> None:
        if encoding in entry.pending:
            return
        entry.pending.add(encoding)
        done = asyncio.get_running_loop().run_in_executor(self.threads, encodings.encode, encoding, entry.body)
        done.add_done_callback(
            lambda made: (
                self._add_variant(entry, encoding, made.result())
                if not made.cancelled() and not made.exception()
                else None
            )
        )

    def join_answer(self, key: Key, request: RequestSummary) -> JoinedAnswer | None:
        """Return the answer joined from documents, or a finished page; None when it needs more than that, or its reader is not known."""
        return self._read(key, request) if self.freshness.is_current() else None

    def _read(self, key: Key, request: RequestSummary) -> JoinedAnswer | None:
        if self.document_reader is None or self.document_reader.options is None:
            return None
        began = time.perf_counter()
        clean = self.freshness.readers.sees_only_shared(request)
        try:
            found = self.document_reader.answer(request) if clean else None
            if (
                found is None
                and (found := self.pages.find_answer(self.document_reader.reads, key, clean=clean)) is not None
            ):
                self.pages.note_request(key, request)
        except DATABASE_ERRORS:
            return None
        if found is not None:
            self.process_metrics.count_answer("direct", 200, time.perf_counter() - began)
        return found

    def cache_answer(self, key: Key, answer: JoinedAnswer) -> Entry:
        """Return a joined answer as an entry, which is cached where there is room."""
        now = time.time()
        headers = self._add_surrogate_keys([*answer.headers, (b"etag", answer.etag)], answer.tags)
        entry = Entry(
            key,
            200,
            headers,
            b"".join(answer.parts),
            tags=answer.tags,
            born=self._creation_second(now),
            expires=min(self.freshness.compute_expiry(now, now + 3600), answer.expires),
            personal=answer.personal,
            shared=self.shared,
        )
        entry.alive = self.store.put(entry)  # what is not kept hears of no change, so nothing else may keep it either
        return entry

    def _add_surrogate_keys(self, headers: Headers, tags: frozenset[str]) -> Headers:
        """Return the headers, with the keys for a CDN where there is one."""
        return [*headers, (b"surrogate-key", keys.surrogate_header(tags))] if self.shared else headers

    def _creation_second(self, now: float) -> int:
        """Return the second in which an answer is made. When the clock was set back, no two answers name the same one."""
        born = int(now)
        if born <= self._born and self._born - born > 1:
            born = self._born + 1
        self._born = born
        return born

    # Making

    async def answer(self, key: Key, request: RequestSummary, scheme: str) -> Outcome:
        """Return a cached answer, or one made now."""
        outcome = await self._answer_once(key, request, scheme)
        found = outcome.entry or outcome.response
        if (
            request.drops_query and found is not None and 300 <= found.status < 400
        ):  # what was left out of the query goes along to the other address
            whole = RequestSummary(request.method, request.target, request.headers, request.peer)
            return Outcome(
                response=await asyncio.get_running_loop().run_in_executor(
                    self.threads, django_call.call_django, self.handler, whole, scheme
                )
            )
        return outcome

    async def _answer_once(self, key: Key, request: RequestSummary, scheme: str) -> Outcome:
        """Return the answer. Of those who ask for the same at the same moment only one waits for the database."""
        while True:
            entry = self.find_cached(key)
            if entry is None and (answer := await self._join_for_reader(key, request)) is not None:
                return Outcome(self.cache_answer(key, answer))
            if (
                entry is not None
                and (not entry.personal or await self._sees_shared_entry(request, entry))
                and entry.alive
            ):
                return Outcome(entry)
            making = self._making.get(key)
            if making is None or entry is not None:
                break
            await making
            if self.find_cached(key) is None:  # it was not one to keep
                return await self._generate(key, request, scheme)
        future = self._making.setdefault(key, asyncio.get_running_loop().create_future())
        try:
            return await self._generate(key, request, scheme)
        finally:
            if self._making.get(key) is future:
                del self._making[key]
            if not future.done():
                future.set_result(None)

    async def _join_for_reader(self, key: Key, request: RequestSummary) -> JoinedAnswer | None:
        """Return the joined answer, once it is known whether its reader has anything private at all."""
        found, readers = self.join_answer(key, request), self.freshness.readers
        if found is not None:
            return found
        if not readers.sees_only_shared(request):
            who, moment = readers.identify(request), self.freshness.change_log.moment
            own, names = await asyncio.get_running_loop().run_in_executor(
                self.threads, django_call.has_private_content, who, []
            )
            if (
                own
                or not self.freshness.is_current()
                or not self.freshness.change_log.is_unchanged_since(moment, [f"reader:{name}" for name in names])
            ):
                return None
            readers.remember(who, names, None)
        return self.join_answer(key, request)

    async def _sees_shared_entry(self, request: RequestSummary, entry: Entry) -> bool:
        """Return whether the reader sees nothing private in the entry. The features are asked when it is not known."""
        readers, who = self.freshness.readers, self.freshness.readers.identify(request)
        if readers.sees_shared_entry(request, entry):
            return True
        loop, moment = asyncio.get_running_loop(), self.freshness.change_log.moment
        own, names = await loop.run_in_executor(self.threads, django_call.has_private_content, who, [])
        clean = not own
        if own:
            own, names = await loop.run_in_executor(
                self.threads, django_call.has_private_content, who, sorted(entry.tags)
            )
        changed = not self.freshness.is_current() or not self.freshness.change_log.is_unchanged_since(
            moment, [f"reader:{name}" for name in names]
        )
        if own or changed or not entry.alive:
            return False
        readers.remember(who, names, None if clean else entry)
        return True

    async def _generate(self, key: Key, request: RequestSummary, scheme: str) -> Outcome:
        moment = self.freshness.change_log.moment if self.freshness.is_current() else -1
        place = self.freshness.watch.place() if self.freshness.watch is not None else 0
        after = self.freshness.watch.log_place() if moment >= 0 and self.freshness.watch is not None else ""
        made = await asyncio.get_running_loop().run_in_executor(
            self.threads, django_call.call_django, self.handler, request, scheme, after
        )
        if made.broken:
            last = self.store.get_last_good(key)
            if last is not None and not last.personal:
                return Outcome(last, stale=True)
            return Outcome(response=unavailable_response())
        entry = self.to_entry(key, made)
        if (
            entry is None
            or moment < 0
            or not self.freshness.is_current()
            or not self.freshness.change_log.is_unchanged_since(moment, entry.tags)
        ):
            return Outcome(response=made)
        self.pages.put(entry, place)
        entry.alive = self.store.put(entry)
        return Outcome(entry)

    def to_entry(self, key: Key, made: DjangoResponse) -> Entry | None:
        """Return the response as an entry; None when it may not be shown to others."""
        if made.status not in KEPT_STATUSES or made.depends.own or made.header(b"set-cookie"):
            return None
        control = made.header(b"cache-control")
        if b"no-store" in control or b"private" in control or b"no-cache" in control:
            return None
        now, tags = time.time(), frozenset(made.depends.tags | {EVERYTHING})
        return Entry(
            key,
            made.status,
            self._add_surrogate_keys(made.headers, tags),
            made.body,
            tags=tags,
            born=self._creation_second(now),
            expires=self.freshness.compute_expiry(now, made.midnight),
            personal=made.depends.reader,
            shared=self.shared,
        )


def unavailable_response() -> DjangoResponse:
    """Return the answer for readers while the database is away and nothing is cached for them."""
    from wirepress.core.cache.depends import Dependencies

    body = b"The newsroom's database cannot be reached at the moment. Nothing is lost; please try again in a few seconds.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"5"), (b"cache-control", b"no-store")]
    return DjangoResponse(503, headers, body, Dependencies(), broken=True)
