"""The authors that export files name, for whoever says who they are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.importing.sources import Kind, find_sources


@dataclass(frozen=True, slots=True)
class ForeignAuthor:
    """An author of the source. `user`: the login here that the stories would get; empty: one is made."""

    login: str
    name: str
    email: str
    stories: int
    user: str = ""


def list_authors(request: ImportRequest) -> Sequence[ForeignAuthor]:
    """Return the authors of the export files of a request; databases bring their people with them. Raises UnreadableSource."""
    files = [Path(one.source) for one in find_sources(request) if one.kind is Kind.WXR]
    if not files:
        return ()
    from wirepress.transfer.wxr.list_authors import list_authors_of_files

    return list_authors_of_files(files, request)
