"""Takes in the messages of readers' pages (hook `beacons`): each is on the disk before it is acknowledged, many with one sync."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler

from wirepress.content.options.features import extensions
from wirepress.core.cache.depends import Dependencies
from wirepress.core.hooks import Beacon, BeaconMessage, NotReady
from wirepress.core.spool.writer import SpoolFull, SpoolWriter
from wirepress.server.django_call import DjangoResponse
from wirepress.server.request.summary import RequestSummary
from wirepress.server.watch.readers import Readers

log = structlog.get_logger(__name__)
WAITING_MAX: Final = 20_000  # lines that wait for the disk
READY_SECONDS: Final = 5.0  # that a message waits for its beacon to be prepared
PICTURE: Final = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_NO_STORE: Final = (b"cache-control", b"no-store")
_DONE: Final = DjangoResponse(204, [_NO_STORE], b"", Dependencies())
_SHOWN: Final = DjangoResponse(200, [(b"content-type", b"image/gif"), _NO_STORE], PICTURE, Dependencies())
_BUSY: Final = DjangoResponse(
    503,
    [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"30"), _NO_STORE],
    b"There is no room for more messages at the moment. This one was not kept; please try again later.\n",
    Dependencies(),
)
_TOO_LARGE: Final = DjangoResponse(
    413, [(b"content-type", b"text/plain; charset=utf-8"), _NO_STORE], b"The message is too large.\n", Dependencies()
)


class _Intake:
    """One beacon in one process: its spool, and who waits for the disk."""

    def __init__(self, beacon: Beacon, threads: ThreadPoolExecutor) -> None:
        self.beacon = beacon
        self.prepared: asyncio.Event | None = None
        self._disk = ThreadPoolExecutor(1, "spool")
        self._threads = threads
        self._writer = SpoolWriter(beacon.spool(), beacon.spool_max)
        self._waiting: list[tuple[Sequence[bytes], asyncio.Future[bool]]] = []
        self._lines = 0
        self._task: asyncio.Task[None] | None = None
        self._preparing: asyncio.Future[None] | None = None
        self._looked = 0.0

    async def keep(self, lines: Sequence[bytes]) -> bool:
        """Wait until the lines are on the disk. False: there is no room."""
        if self._lines >= WAITING_MAX:
            return False
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bool] = loop.create_future()
        self._waiting.append((lines, future))
        self._lines += len(lines)
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._write(loop))
        return await future

    async def _write(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            batch, self._waiting, self._lines = self._waiting, [], 0
            try:
                await loop.run_in_executor(
                    self._disk, self._writer.append, [one for lines, _ in batch for one in lines]
                )
                kept = True
            except SpoolFull as error:
                kept = False
                log.error("beacon.spool_full", path=self.beacon.path, error=str(error)[:300])
            except Exception:
                kept = False
                log.exception("beacon.failed", path=self.beacon.path)
            for _, future in batch:
                if not future.done():
                    future.set_result(kept)

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare the beacon when it is time, and leave files that are old. Called every second."""
        self._disk.submit(self._writer.rotate)
        if time.monotonic() - self._looked > self.beacon.again:
            self.prepare(loop)

    def prepare(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have the beacon prepared in a thread."""
        if self._preparing is not None and not self._preparing.done():
            return
        self._looked = time.monotonic()
        self.prepared = self.prepared or asyncio.Event()
        self._preparing = asyncio.ensure_future(self._prepare(loop, self.prepared))

    async def _prepare(self, loop: asyncio.AbstractEventLoop, prepared: asyncio.Event) -> None:
        if await loop.run_in_executor(self._threads, _prepare_beacon, self.beacon):
            prepared.set()
        else:
            self._looked = 0.0  # with the next tick again

    def close(self) -> None:
        """Leave the file."""
        self._writer.close()


def _prepare_beacon(beacon: Beacon) -> bool:
    signals.request_started.send(sender=WSGIHandler, environ={})
    try:
        beacon.prepare()
    except Exception as error:
        log.warning("beacon.not_prepared", path=beacon.path, error=repr(error)[:300])
        return False
    finally:
        signals.request_finished.send(sender=WSGIHandler)
    return True


class Beacons:
    """The beacons of one process, as the features that are switched on declare them."""

    def __init__(self, readers: Readers, threads: ThreadPoolExecutor) -> None:
        self._readers, self._threads = readers, threads
        self._all: dict[str, _Intake] = {}
        self._open: dict[bytes, _Intake] = {}

    def read_declarations(self, loop: asyncio.AbstractEventLoop) -> None:
        """Ask the features for their declarations, after the options were read."""
        declared: Sequence[Beacon] = extensions().declared("beacons")
        for beacon in declared:
            if beacon.path not in self._all:
                self._all[beacon.path] = _Intake(beacon, self._threads)
            self._all[beacon.path].prepare(loop)
        self._open = {beacon.path.encode(): self._all[beacon.path] for beacon in declared}

    def takes(self, request: RequestSummary) -> bool:
        """Return whether the request is for a beacon."""
        return bool(self._open) and request.target.partition(b"?")[0] in self._open

    def body_limit(self, request: RequestSummary) -> int:
        """Return how many bytes a message may have."""
        return self._open[request.target.partition(b"?")[0]].beacon.body_max

    async def answer(self, request: RequestSummary, body: bytes) -> DjangoResponse:
        """Return the answer to a message, once it is kept."""
        path, _, query = request.target.partition(b"?")
        intake = self._open.get(path)
        if intake is None:  # switched off meanwhile
            return _BUSY
        if len(body) > intake.beacon.body_max:
            return _TOO_LARGE
        message = BeaconMessage(
            request.method.decode("latin-1"),
            query.decode("latin-1"),
            body,
            request.headers,
            self._readers.identify(request)[0],
            time.time_ns() // 1_000_000,
        )
        lines = await _read(intake, message)
        if lines is None or (lines and not await intake.keep(lines)):
            return _BUSY
        return _SHOWN if request.method in (b"GET", b"HEAD") else _DONE

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look after the beacons. Called every second."""
        for intake in self._open.values():
            intake.tick(loop)

    def close(self) -> None:
        """Leave all files, at the end of the process."""
        for intake in self._all.values():
            intake.close()


async def _read(intake: _Intake, message: BeaconMessage) -> Sequence[bytes] | None:
    """Return the lines to keep; None: it cannot be read now. What the feature cannot read is nobody's loss but its own."""
    try:
        return intake.beacon.read(message)
    except NotReady:
        pass
    except Exception:
        log.exception("beacon.unreadable", path=intake.beacon.path)
        return ()
    if intake.prepared is not None:
        try:
            await asyncio.wait_for(intake.prepared.wait(), READY_SECONDS)
            return intake.beacon.read(message)
        except (TimeoutError, NotReady):
            return None
    return None
