"""Asks for addresses and writes what is answered. Several processes do this at once, each with some of the addresses."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.db import connections

from wirepress.transfer.export.output_file import ExportError
from wirepress.transfer.export.static.file_names import UnwritableName, file_of
from wirepress.transfer.export.static.find_links import links_of

TOGETHER: Final = 20  # addresses that a process is given at once, at most


@dataclass(frozen=True, slots=True)
class Answered:
    """What an address gave: status, type, where it leads, and the body."""

    status: int
    content_type: str
    location: str
    body: bytes


Ask = Callable[[str], Answered]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one address. `file`: where it lies; "": nothing was written, and `why` may say why."""

    address: str
    status: int
    kind: str = ""
    file: str = ""
    location: str = ""
    why: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageWriter:
    """Asks, and writes into a folder. `site`: the public address; `follow`: pages are looked through for links."""

    ask: Ask
    folder: Path
    site: str

    def write(self, address: str) -> Written:
        """Write one address."""
        answer = self.ask(address)
        kind = answer.content_type.partition(";")[0].strip().lower()
        if answer.status in (301, 302, 307, 308):
            return Written(address, answer.status, kind, location=answer.location)
        if answer.status != 200:
            return Written(address, answer.status, kind)
        base = urlsplit(self.site).path
        path, _, query = address.partition("?")
        path = path.removeprefix(base)
        if query:  # a page of a list of REST documents
            path = f"{path.rstrip('/')}/page/{parse_qs(query)['page'][0]}/"
        try:
            name = file_of(path, answer.content_type)
        except UnwritableName:
            return Written(address, 200, kind, why="no file can have this name")
        target = self.folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer.body)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            return Written(address, 200, kind, why="a file and a folder would have the same name")
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.site))
        links = tuple(links_of(answer.body, answer.content_type, origin + address, self.site))
        return Written(address, 200, kind, name, links=links)


_writer: PageWriter | None = None  # of this process
_named: set[str] = set()  # links that this process has told the first one of


def _write(addresses: Sequence[str]) -> list[Written]:
    """Write some addresses; of their links name those that this process has not named before."""
    assert _writer is not None
    done = []
    for address in addresses:
        one = _writer.write(address)
        fresh = tuple(link for link in one.links if link not in _named)
        _named.update(fresh)
        done.append(replace(one, links=fresh))
    return done


def write_pages(writer: PageWriter, waiting: deque[str], processes: int) -> Generator[Written, None, None]:
    """Write addresses until none is left and yield what became of each, in any order; by so many processes (1: this one).

    Who takes what is yielded may add to `waiting` meanwhile. Raises ExportError when a process was ended from outside.
    """
    global _writer
    _writer = writer
    _named.clear()
    if processes <= 1:
        while waiting:
            yield from _write([waiting.popleft()])
        return
    connections.close_all()  # no connection may be shared with a child
    with ProcessPoolExecutor(processes, get_context("fork"), _begin, (os.getpid(),)) as pool:
        running: set[Future[list[Written]]] = set()
        try:
            while waiting or running:
                while waiting and len(running) < 2 * processes:
                    # Fewer towards the end: everybody shall have something left to do.
                    some = min(TOGETHER, len(waiting) // (2 * processes) + 1)
                    running.add(pool.submit(_write, [waiting.popleft() for _ in range(some)]))
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield from future.result()
        except BrokenProcessPool:
            raise ExportError(
                "One of the processes that write pages was ended from outside, for lack of memory perhaps: try --processes 1. Nothing was written."
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)  # and wait: nobody may write any more


def _begin(parent: int) -> None:
    """Let Ctrl+C be the parent's, who ends all; and end with a parent that was killed, since nobody else tells this process."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def processes_of_machine() -> int:
    """Return how many processes are at work where nobody says otherwise."""
    return max(1, min(8, len(os.sched_getaffinity(0))))
