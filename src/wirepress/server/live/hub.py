"""Who listens to what, and telling them. One process's streams; each process hears of changes by itself (see watch/)."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler

from wirepress.core.contract.live_streams import LiveStream
from wirepress.core.php import json as php_json
from wirepress.server.django_call import DATABASE_ERRORS
from wirepress.settings import limits

log = structlog.get_logger(__name__)
_BEAT: Final = b"4\r\n:\n\n\r\n"  # a comment, as a chunk: keeps proxies from closing what is silent
Topic = tuple[int, int]  # which declaration, the thing's number


class Listener:
    """One open page. `transport` is its connection; events are written to it as chunks, below the framework."""

    __slots__ = ("address", "topic", "transport")

    def __init__(self, transport: asyncio.Transport, topic: Topic, address: str) -> None:
        self.transport, self.topic, self.address = transport, topic, address


class LiveHub:
    """The open pages of one process."""

    def __init__(self, threads: ThreadPoolExecutor, most: int) -> None:
        self._threads, self._most = threads, most
        self._declared: list[LiveStream] = []
        self._patterns: list[re.Pattern[str]] = []
        self._by_kind: dict[str, list[int]] = {}
        self._listeners: dict[Topic, set[Listener]] = {}
        self._by_transport: dict[Any, Listener] = {}
        self._by_address: Counter[str] = Counter()
        self._told: dict[Topic, bytes] = {}  # the last event of what somebody listens to
        self._changed: set[Topic] = set()
        self._telling = False
        self._began = 0.0  # loop time of the last telling
        self._beating: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._by_transport)

    def declare(self, streams: Iterable[LiveStream]) -> None:
        """Take what the features that are on declare. Whoever listens to something else asks again."""
        given = [stream for stream in streams if isinstance(stream, LiveStream)]
        if given == self._declared:
            return
        self.close_all()
        self._declared, self._by_kind = given, {}
        self._patterns = [re.compile(stream.pattern) for stream in given]
        for place, stream in enumerate(given):
            for kind in stream.kinds:
                self._by_kind.setdefault(kind, []).append(place)

    @property
    def declared(self) -> list[LiveStream]:
        """What may be listened to."""
        return self._declared

    def pattern(self, place: int) -> re.Pattern[str]:
        """Return the pattern of a declaration, for the whole route."""
        return self._patterns[place]

    def has_room(self, address: str) -> bool:
        """Return whether one more page of this reader may listen."""
        return len(self) < self._most and self._by_address[address] < limits.LIVE_PER_ADDRESS

    def add(self, listener: Listener) -> None:
        """Let a page listen, whose answer has begun. It is told how things stand."""
        self._listeners.setdefault(listener.topic, set()).add(listener)
        self._by_transport[listener.transport] = listener
        self._by_address[listener.address] += 1
        known = self._told.get(listener.topic)
        if known is not None:
            self._write(listener, known)
        else:
            self._note([listener.topic])
        if self._beating is None:
            self._beating = asyncio.get_running_loop().call_later(limits.LIVE_BEAT, self._beat)

    def remove(self, listener: Listener) -> None:
        """Forget a page that was closed."""
        if self._by_transport.pop(listener.transport, None) is None:
            return
        self._by_address[listener.address] -= 1
        if not self._by_address[listener.address]:
            del self._by_address[listener.address]
        others = self._listeners[listener.topic]
        others.discard(listener)
        if not others:
            del self._listeners[listener.topic]
            self._told.pop(listener.topic, None)

    def close(self, transport: Any) -> bool:
        """End the stream on a connection, because the process ends. Return whether there was one; its page asks again."""
        listener = self._by_transport.get(transport)
        if listener is None:
            return False
        self.remove(listener)
        if not transport.is_closing():
            transport.write(b"0\r\n\r\n")
            transport.close()
        return True

    def close_all(self) -> None:
        """End all streams."""
        for transport in list(self._by_transport):
            self.close(transport)

    def hear(self, tags: set[str]) -> None:
        """Note what a batch of changes touches. An empty batch means that anything may have changed."""
        if not self._listeners:
            return
        if not tags:
            self._note(self._listeners)
            return
        found: list[Topic] = []
        for tag in tags:
            kind, colon, ref = tag.partition(":")
            if colon and kind in self._by_kind and ref.isdigit():
                found += [(place, int(ref)) for place in self._by_kind[kind]]
        self._note(topic for topic in found if topic in self._listeners)

    def _note(self, topics: Iterable[Topic]) -> None:
        self._changed.update(topics)
        if self._changed and not self._telling:
            self._telling = True
            loop = asyncio.get_running_loop()
            loop.call_later(max(0.05, self._began + limits.LIVE_PAUSE - loop.time()), self._start_telling)

    def _start_telling(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        """Read what changed, once for all, and write it to everybody who listens to it."""
        loop = asyncio.get_running_loop()
        self._began = loop.time()
        changed, self._changed = self._changed, set()
        by_stream: dict[int, list[int]] = {}
        for place, number in changed:
            by_stream.setdefault(place, []).append(number)
        try:
            for place, numbers in by_stream.items():
                if place < len(self._declared):
                    read = self._declared[place].read
                    said = await loop.run_in_executor(self._threads, _read_once, read, sorted(numbers))
                    await self._tell_listeners(place, said)
        except Exception as error:
            if not isinstance(error, DATABASE_ERRORS):
                log.error("delivery.live_failed", error=repr(error)[:500])
        finally:
            self._telling = False
            self._note(())

    async def _tell_listeners(self, place: int, said: Mapping[int, Any]) -> None:
        written = 0
        for number, value in said.items():
            topic = (place, number)
            event = b"data: " + php_json.encode(value) + b"\n\n"
            chunk = b"%x\r\n%s\r\n" % (len(event), event)
            if topic not in self._listeners or self._told.get(topic) == chunk:
                continue
            self._told[topic] = chunk
            for listener in list(self._listeners[topic]):
                self._write(listener, chunk)
                written += 1
                if written % limits.LIVE_SLICE == 0:
                    await asyncio.sleep(0)  # readers of pages go between

    def _write(self, listener: Listener, chunk: bytes) -> None:
        """Write to one page. One that has not taken much is passed over: the next event says everything again."""
        transport = listener.transport
        if not transport.is_closing() and transport.get_write_buffer_size() < limits.LIVE_BUFFER:
            transport.write(chunk)

    def _beat(self) -> None:
        self._beating = None
        if self._by_transport:
            self._beat_task = asyncio.get_running_loop().create_task(self._beat_all())

    async def _beat_all(self) -> None:
        for number, listener in enumerate(list(self._by_transport.values())):
            self._write(listener, _BEAT)
            if number % limits.LIVE_SLICE == 0:
                await asyncio.sleep(0)
        if self._by_transport and self._beating is None:
            self._beating = asyncio.get_running_loop().call_later(limits.LIVE_BEAT, self._beat)


def _read_once(read: Callable[[list[int]], Mapping[int, Any]], numbers: list[int]) -> Mapping[int, Any]:
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        return read(numbers)
    finally:
        signals.request_finished.send(sender=WSGIHandler)
