"""Fetches what a source has to say now: one document or several, by the source's kind. Stores nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wirepress.content.options import site
from wirepress.core.error_descriptions import describe_error
from wirepress.features.wire.decode import NotAFeed
from wirepress.features.wire.decode.registered import decode_document
from wirepress.features.wire.entry.records import DecodedDocument, Entry, FetchedDocument
from wirepress.features.wire.fetch import watched_folder
from wirepress.features.wire.fetch.fetch_document import FetchFailed, fetch_document
from wirepress.features.wire.fetch.websub import find_hub
from wirepress.features.wire.models import Source

PAGES: Final = 10  # of a source that has pages (a WordPress site), at one look


@dataclass
class Collected:
    """Everything that one run fetched. `unchanged`: the source says that nothing is new. Times in seconds."""

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
    complete: bool = True  # every document was whole
    broken_off: bool = False  # a document ended in the middle of an entry: it is to be asked for once more, whole
    files: list[Path] = field(default_factory=list)  # of a watched folder: set aside once their stories are filed

    def add_document(self, decoded: DecodedDocument) -> None:
        """Add one more document."""
        self.entries += decoded.entries
        self.notes += decoded.problems
        self.complete = self.complete and decoded.complete
        self.broken_off = self.broken_off or any(entry.broken_off for entry in decoded.entries[-1:])
        self.ttl = max(self.ttl, decoded.seconds_to_wait(site.now_gmt()))
        for name in ("title", "home", "language"):
            setattr(self, name, getattr(self, name) or getattr(decoded, name))

    def set_files_done(self) -> None:
        """Move the files whose stories are filed out of the way."""
        for path in self.files:
            try:
                watched_folder.move_to_done(path)
            except (OSError, FetchFailed) as error:  # it is read again and known again
                self.notes.append(f"{path.name} could not be moved to {watched_folder.DONE}/: {describe_error(error)}.")


def collect_source(source: Source) -> Collected:
    """Ask the source. Raises FetchFailed and NotAFeed, whose words are for people."""
    if source.kind == "folder":
        return _collect_files(source)
    first = fetch_document(source)
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
    decoded = _decode_fetched(first, source)
    found.add_document(decoded)
    found.hub, found.topic = find_hub(first, decoded)
    pages = 1
    while decoded.next_page and pages < PAGES:
        page = fetch_document(source, url=decoded.next_page)
        found.size += len(page.body)
        decoded = _decode_fetched(page, source)
        found.add_document(decoded)
        pages += 1
    return found


def _collect_files(source: Source) -> Collected:
    """Return every whole file of a watched folder. One that cannot be read is moved aside with the reason."""
    found = Collected()
    for path in watched_folder.list_whole_files(source):
        try:
            fetched = watched_folder.read_file(path)
            found.add_document(_decode_fetched(fetched, source))
        except (FetchFailed, NotAFeed) as error:
            watched_folder.move_to_broken(path, str(error))
            found.notes.append(f"{path.name} was moved to {watched_folder.BROKEN}/: {error}")
            continue
        found.size += len(fetched.body)
        found.files.append(path)
    found.unchanged = not found.files
    return found


def _decode_fetched(fetched: FetchedDocument, source: Source) -> DecodedDocument:
    decoded = decode_document(
        fetched.body, url=fetched.url, kind=source.kind, content_type=fetched.kind, charset=fetched.charset
    )
    if not decoded.complete and not decoded.entries:
        raise NotAFeed("It broke off before its first entry.")
    return decoded


def collect_documents(documents: Sequence[DecodedDocument]) -> Collected:
    """Return what came by itself: pushed, or delivered by a hub."""
    found = Collected(status=200)
    for decoded in documents:
        found.add_document(decoded)
    return found
