"""The authors that export files name, for whoever says who they are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.importing.sources import FoundSource, Kind, find_sources
from wirepress.transfer.live.find_api import LiveSite


@dataclass(frozen=True, slots=True)
class ForeignAuthor:
    """An author of the source. `stories`: how many they wrote, -1: not known; `user`: the login here that these would get; empty: one is made."""

    login: str
    name: str
    email: str
    stories: int
    user: str = ""


def list_authors(request: ImportRequest, found: Sequence[FoundSource] | None = None) -> Sequence[ForeignAuthor]:
    """Return the authors of the export files and running sites of a request; databases bring their people with them.

    `found`: its sources, where they were looked at already. Raises UnreadableSource.
    """
    sources = find_sources(request) if found is None else found
    files = [Path(one.source) for one in sources if one.kind is Kind.WXR]
    if not files:
        return [
            author for one in sources if one.site is not None for author in _list_of_site(one.source, one.site, request)
        ]
    from wirepress.transfer.wxr.list_authors import list_authors_of_files

    return list_authors_of_files(files, request)


def _list_of_site(address: str, site: LiveSite, request: ImportRequest) -> Sequence[ForeignAuthor]:
    from wirepress.transfer.live.list_people import list_people

    return [
        ForeignAuthor(login, name, email, -1, here) for login, name, email, here in list_people(address, site, request)
    ]
