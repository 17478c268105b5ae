"""Asks for addresses and writes what is answered. Several processes do this at once, each with some of the addresses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.db import connections

from wirepress.transfer.export.static.file_names import UnwritableName, file_of
from wirepress.transfer.export.static.find_links import links_of

TOGETHER: Final = 20  # addresses that a process is given at once


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


def _write(address: str) -> Written:
    assert _writer is not None
    return _writer.write(address)


@contextmanager
def writing(writer: PageWriter, processes: int) -> Iterator[Callable[[Sequence[str]], Iterable[Written]]]:
    """A function that writes addresses and yields what became of them, in any order; by so many processes (1: this one)."""
    global _writer
    _writer = writer
    if processes <= 1:
        yield lambda addresses: map(_write, addresses)
        return
    connections.close_all()  # no connection may be shared with a child
    with closing(get_context("fork").Pool(processes, _begin)) as pool:
        try:
            yield lambda addresses: pool.imap_unordered(_write, addresses, TOGETHER)
        except BaseException:
            pool.terminate()
            raise
        finally:
            pool.close()


def _begin() -> None:
    """Let Ctrl+C be the parent's, who ends all."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def processes_of_machine() -> int:
    """Return how many processes are at work where nobody says otherwise."""
    return max(1, min(8, len(os.sched_getaffinity(0))))
