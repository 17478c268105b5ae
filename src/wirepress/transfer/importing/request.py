"""What shall be brought in, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol


class ImportStopped(Exception):
    """Somebody stopped the import. What is in stays in; the same import goes on from there."""


class UnreadableSource(ValueError):
    """What was given cannot be read at all, or is none of what can come in; the message says what it is and what to do."""


class NothingInside(UnreadableSource):
    """A folder or an archive can be read, and holds nothing that can come in."""


class Progress(Protocol):
    """Told how far the import is: the step in words, how much of it is done, out of how much (0: not known). May raise ImportStopped."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def ignore_progress(step: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Sources (files, folders, addresses) and choices. All values are plain: a request is stored as JSON."""

    sources: tuple[str, ...]
    uploads: str = ""  # folder of the old site's uploads
    media: bool = False  # fetch files from the old site
    authors: Mapping[str, str] = field(default_factory=dict)  # login in the source -> login here
    site_url: str = ""  # address of the old site, where the source does not say it
    prefix: str = ""  # of the tables, where a source holds several sites
    mend_encoding: bool = False
    passphrase: str = ""  # of an encrypted archive
    dry_run: bool = False
    files_come: bool = False  # another source of the same import brings the uploads
    user: str = ""  # whose application password the passphrase is, where an address does not say it
    public_only: bool = False  # no server of one's own network is asked: who wants it may not look into that
    pages: int = 0  # questions for lists of a running site in one run; 0: as many as it takes
    revisions: bool = False  # older versions of the stories of a running site come too: a question for each story
    minutes: float = 0.0  # that reading a running site may take in one run; 0: as long as it takes

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {**asdict(self), "sources": list(self.sources), "authors": dict(self.authors)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ImportRequest:
        """Return a request that `to_json` wrote."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**{**known, "sources": tuple(known["sources"])})
