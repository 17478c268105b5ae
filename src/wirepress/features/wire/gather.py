"""Brings in what a source has to say now: one document or several, by the source's kind. Keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from wirepress.content.options import site
from wirepress.features.wire.decode import decode
from wirepress.features.wire.fetch import fetch
from wirepress.features.wire.models import Source
from wirepress.features.wire.records import Decoded, Entry, Fetched

PAGES: Final = 10  # of a source that has pages (a WordPress site), at one look


@dataclass
class Gathered:
    """Everything of one look. `unchanged`: the source says that nothing is new. Times in seconds."""

    entries: list[Entry] = field(default_factory=list)
    unchanged: bool = False
    status: int = 0
    size: int = 0
    notes: list[str] = field(default_factory=list)
    validators: Mapping[str, str] = field(default_factory=dict)
    fresh_for: int = 0
    ttl: int = 0
    moved_to: str = ""
    title: str = ""
    home: str = ""
    language: str = ""
    hub: str = ""
    topic: str = ""

    def add(self, decoded: Decoded) -> None:
        """One more document."""
        self.entries += decoded.entries
        self.notes += decoded.problems
        self.ttl = max(self.ttl, decoded.rest(site.now_gmt()))
        for name in ("title", "home", "language", "hub", "topic"):
            setattr(self, name, getattr(self, name) or getattr(decoded, name))


def gather(source: Source) -> Gathered:
    """Ask the source. Raises FetchFailed and NotAFeed, whose words are for people."""
    first = fetch(source)
    found = Gathered(
        status=first.status, size=len(first.body), notes=list(first.notes), validators=dict(first.validators), fresh_for=first.fresh_for,
        moved_to=first.moved_to,
    )  # fmt: skip
    if first.status == 304:
        found.unchanged = True
        return found
    decoded = _decoded(first, source)
    found.add(decoded)
    pages = 1
    while decoded.more and pages < PAGES:
        page = fetch(source, url=decoded.more)
        found.size += len(page.body)
        decoded = _decoded(page, source)
        found.add(decoded)
        pages += 1
    return found


def _decoded(fetched: Fetched, source: Source) -> Decoded:
    return decode(fetched.body, url=fetched.url, kind=source.kind, content_type=fetched.kind, charset=fetched.charset)


def of_documents(documents: Sequence[Decoded]) -> Gathered:
    """What came by itself: pushed, or told by a hub."""
    found = Gathered(status=200)
    for decoded in documents:
        found.add(decoded)
    return found
