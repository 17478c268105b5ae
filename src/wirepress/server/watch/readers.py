"""Which readers may be given the shared answer: those who would see nothing private in it."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from wirepress.core.http.address import reader_address
from wirepress.server.request.summary import RequestSummary

if TYPE_CHECKING:
    from wirepress.server.cache.entry import Entry
    from wirepress.server.request.raw_request_cache import RawRequest

KNOWN_MAX: Final = 20_000  # readers
DAY: Final = 86400
ReaderId = tuple[str, str, int]  # address, User-Agent, day (their names are new every day)


class Reader:
    """One reader, with the answers that are known to show them nothing private."""

    __slots__ = ("clean", "heads", "plain")

    def __init__(self) -> None:
        self.clean = False  # nothing of their own in any answer
        self.plain: set[tuple[bytes, ...]] = set()
        self.heads: list[tuple[RawRequest, str]] = []


@functools.lru_cache(maxsize=1024)
def _address(peer: str, forwarded: bytes, proxies: tuple[str, ...]) -> str:
    return reader_address(peer, {"x-forwarded-for": forwarded.decode("latin-1")}, proxies)


class Readers:
    """The readers of one process. What is known of one is forgotten when something of that reader changes."""

    def __init__(self, proxies: Sequence[str]) -> None:
        self._proxies = tuple(proxies)
        self._known: dict[ReaderId, Reader] = {}
        self._by_name: dict[str, ReaderId] = {}

    def identify(self, request: RequestSummary) -> ReaderId:
        """Return the reader behind a request (address, User-Agent)."""
        forwarded = request.headers.get(b"x-forwarded-for", b"") if self._proxies else b""
        return (
            _address(request.peer, forwarded, self._proxies),
            request.headers.get(b"user-agent", b"").decode("latin-1"),
            int(time.time() // DAY),
        )

    def sees_shared_entry(self, request: RequestSummary, entry: Entry) -> bool:
        """Return whether the reader is known to see nothing private in the entry."""
        reader = self._known.get(self.identify(request))
        return reader is not None and (reader.clean or entry.key in reader.plain)

    def sees_only_shared(self, request: RequestSummary) -> bool:
        """Return whether the reader is known to have nothing private in any answer."""
        reader = self._known.get(self.identify(request))
        return reader is not None and reader.clean

    def remember(self, who: ReaderId, names: Iterable[str], entry: Entry | None) -> None:
        """Remember that the reader, whose changes have these names, sees nothing private in the entry (None: in any)."""
        if len(self._known) >= KNOWN_MAX:
            self.clear()
        reader = self._known.get(who)
        if reader is None:
            reader = self._known[who] = Reader()
            self._by_name.update(dict.fromkeys(names, who))
        if entry is None:
            reader.clean = True
        else:
            reader.plain.add(entry.key)

    def allow_raw_request(self, request: RequestSummary, head: RawRequest) -> None:
        """Let the same request bytes from this reader be answered without looking the reader up."""
        reader = self._known.get(self.identify(request))
        if reader is not None and head.peers is not None:
            head.peers.add(request.peer)
            reader.heads.append((head, request.peer))

    def forget_tagged(self, tags: Iterable[str]) -> None:
        """Forget the readers named in these tags."""
        for tag in tags:
            if tag.startswith("reader:"):
                who = self._by_name.get(tag[7:])
                reader = self._known.pop(who, None) if who is not None else None
                for head, peer in reader.heads if reader is not None else ():
                    if head.peers is not None:
                        head.peers.discard(peer)

    def clear(self) -> None:
        """Forget all readers."""
        for reader in self._known.values():
            for head, peer in reader.heads:
                if head.peers is not None:
                    head.peers.discard(peer)
        self._known.clear()
        self._by_name.clear()
