"""Brings in what a source has to say now: one document or several, by the source's kind. Keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wirepress.content.options import site
from wirepress.core.error_words import said
from wirepress.features.wire.decode import NotAFeed, decode
from wirepress.features.wire.entry.records import Decoded, Entry, Fetched
from wirepress.features.wire.fetch import watched_folder
from wirepress.features.wire.fetch.fetch_document import FetchFailed, fetch
from wirepress.features.wire.fetch.websub import hub_of
from wirepress.features.wire.models import Source

PAGES: Final = 10  # of a source that has pages (a WordPress site), at one look


@dataclass
class Collected:
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
    files: list[Path] = field(default_factory=list)  # of a watched folder: set aside once their stories are filed

    def add(self, decoded: Decoded) -> None:
        """One more document."""
        self.entries += decoded.entries
        self.notes += decoded.problems
        self.ttl = max(self.ttl, decoded.rest(site.now_gmt()))
        for name in ("title", "home", "language"):
            setattr(self, name, getattr(self, name) or getattr(decoded, name))

    def set_aside(self) -> None:
        """The stories of the files are filed: no look needs them any more."""
        for path in self.files:
            try:
                watched_folder.set_done(path)
            except (OSError, FetchFailed) as error:  # it is read again and known again
                self.notes.append(f"{path.name} could not be moved to {watched_folder.DONE}/: {said(error)}.")


def collect(source: Source) -> Collected:
    """Ask the source. Raises FetchFailed and NotAFeed, whose words are for people."""
    if source.kind == "folder":
        return _files(source)
    first = fetch(source)
    found = Collected(
        status=first.status,
        size=len(first.body),
        notes=list(first.notes),
        validators=dict(first.validators),
        fresh_for=first.fresh_for,
        moved_to=first.moved_to,
    )
    if first.status == 304:
        found.unchanged = True
        return found
    decoded = _decoded(first, source)
    found.add(decoded)
    found.hub, found.topic = hub_of(first, decoded)
    pages = 1
    while decoded.more and pages < PAGES:
        page = fetch(source, url=decoded.more)
        found.size += len(page.body)
        decoded = _decoded(page, source)
        found.add(decoded)
        pages += 1
    return found


def _files(source: Source) -> Collected:
    """Every whole file of a watched folder. One that cannot be read is moved aside with the reason."""
    found = Collected()
    for path in watched_folder.waiting(source):
        try:
            fetched = watched_folder.read(path)
            found.add(_decoded(fetched, source))
        except (FetchFailed, NotAFeed) as error:
            watched_folder.set_broken(path, str(error))
            found.notes.append(f"{path.name} was moved to {watched_folder.BROKEN}/: {error}")
            continue
        found.size += len(fetched.body)
        found.files.append(path)
    found.unchanged = not found.files
    return found


def _decoded(fetched: Fetched, source: Source) -> Decoded:
    return decode(fetched.body, url=fetched.url, kind=source.kind, content_type=fetched.kind, charset=fetched.charset)


def of_documents(documents: Sequence[Decoded]) -> Collected:
    """What came by itself: pushed, or told by a hub."""
    found = Collected(status=200)
    for decoded in documents:
        found.add(decoded)
    return found
