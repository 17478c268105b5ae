"""Tells a CDN which keys have changed: one request for a batch of keys, from one process, again until it is taken.

Nobody waits for it. What happened while no process listened (the service was down, the one that listened was killed) nobody
knows: whoever begins to listen has everything purged once. Each key is purged twice, the second time a few seconds later,
because the CDN may have been fetching an old answer while the first request came.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog

from wirepress.core.http.client import FetchError, fetch
from wirepress.server.cdn.keys import ALL, surrogate_keys
from wirepress.server.metrics.process_metrics import ProcessMetrics

log = structlog.get_logger(__name__)
BATCH: Final = 200  # keys in one request
WAITING_MAX: Final = 20_000  # keys; more, and everything is purged instead
FIRST, LONGEST, AGAIN = (
    1.0,
    60.0,
    5.0,
)  # seconds: before a failed request is tried again at first and at most; before the second time
SECONDS: Final = 10.0  # for one request


class Purger:
    """The keys that a CDN must drop. Used by the event loop's thread only. `headers`: sent with each request (`Name: value`)."""

    def __init__(self, url: str, headers: Sequence[str], kinds: Iterable[str], process_metrics: ProcessMetrics) -> None:
        self._url, self._process_metrics = url, process_metrics
        pairs = (line.partition(":") for line in headers)
        self._headers = {name.strip(): value.strip() for name, _, value in pairs}
        self._everything = sorted({ALL, *kinds})  # every answer has one of these
        self._thread = ThreadPoolExecutor(1, "purge")
        self.waiting: dict[str, float] = {}  # key -> loop time before which it is not sent
        self._leads = False
        self._task: asyncio.Task[None] | None = None
        self._again: dict[str, float] = {}

    def add_tags(self, tags: Iterable[str]) -> None:
        """Queue the keys of a batch of changes. An empty batch means that anything may have changed."""
        if self._leads:
            self._add(surrogate_keys(tags) or self._everything)

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send what is due. Called every second."""
        leads = self._process_metrics.is_leader
        if leads and not self._leads:
            self._add(self._everything)
        self._leads = leads
        now = time.monotonic()
        for key in [key for key, moment in self._again.items() if moment <= now]:
            del self._again[key]
            self.waiting.setdefault(key, 0.0)
        if self.waiting and (self._task is None or self._task.done()):
            self._task = loop.create_task(self._run(loop))

    def _add(self, keys: Sequence[str]) -> None:
        self.waiting.update(dict.fromkeys(keys, 1.0))
        if len(self.waiting) > WAITING_MAX:
            self.waiting = dict.fromkeys(self._everything, 1.0)

    async def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        pause = FIRST
        while self.waiting and self._leads:
            batch = list(self.waiting.items())[:BATCH]
            self.waiting = dict(list(self.waiting.items())[BATCH:])
            reason = await loop.run_in_executor(
                self._thread, send_purge, self._url, self._headers, [key for key, _ in batch]
            )
            if not reason:
                pause = FIRST
                later = time.monotonic() + AGAIN
                self._again.update({key: later for key, first in batch if first})
                continue
            log.warning("cdn.not_purged", reason=reason, keys=len(batch) + len(self.waiting), again_in=pause)
            self.waiting = dict(batch) | self.waiting
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST)


def send_purge(url: str, headers: Mapping[str, str], keys: Sequence[str]) -> str:
    """Send one purge request. Return why it was not accepted, "" when it was."""
    try:
        answer = fetch(
            url,
            method="POST",
            headers={"Surrogate-Key": " ".join(keys), "Content-Length": "0"},
            secrets=headers,
            seconds=SECONDS,
            redirects=0,
            cut=True,
            allow_private=True,
        )
    except FetchError as error:
        return str(error)
    return "" if 200 <= answer.status < 300 else f"status {answer.status}"
