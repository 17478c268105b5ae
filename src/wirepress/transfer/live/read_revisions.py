"""Reads the older versions of stories that were read: one question for each story that has any, and so only where somebody wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from wirepress.transfer.live.asking import SiteOverstrained, route_address
from wirepress.transfer.live.find_lists import ApiList
from wirepress.transfer.live.read_lists import PER_PAGE, Reading, mark_of, rows_of

NAME: Final = "revisions"


def read_revisions(lists: Sequence[ApiList], reading: Reading) -> None:
    """Read the latest hundred versions of each story that this run has read. Raises SiteAway, LimitReached."""
    reading.state.collection(NAME).done = True
    asked = reading.state.read.get(NAME, {})
    wanted = [(route, number) for route, number in _stories(lists, reading) if str(number) not in asked]
    for place, (route, number) in enumerate(wanted, 1):
        reading.spend()
        address = route_address(reading.found.root, f"{route}/{number}/revisions", context="edit", per_page=PER_PAGE)
        try:
            answered, answer = reading.asker.ask_json(address, tries=2)
        except SiteOverstrained as error:
            reading.report.add_refusal(NAME, reading.found.root, number, route, str(error)[:300])
            continue
        rows = rows_of(answered) if answer.status == 200 else None
        if rows is None:
            reading.report.count_loss(f"{NAME}: the site does not show those of a story (status {answer.status})")
        documents = [_document(row) for row in rows or () if isinstance(row, dict) and row.get("parent") == number]
        reading.state.add(NAME, documents, {str(number): "read"})
        reading.progress("Reading revisions", place, len(wanted))


def _document(row: dict[str, Any]) -> dict[str, Any]:
    """Return a version as the document of a post. A version that saves itself is one as well: its slug says so."""
    return {**row, "type": "revision", "status": "inherit", "comment_status": "closed", "ping_status": "closed"}


def _stories(lists: Sequence[ApiList], reading: Reading) -> Iterator[tuple[str, int]]:
    """Yield route and id of each story that has older versions."""
    for one in lists:
        for row in reading.state.documents(one.name) if one.post_type and "context" in one.query else ():
            links = row.get("_links") if isinstance(row, dict) else None
            told = links.get("version-history") if isinstance(links, dict) else None
            count = told[0].get("count") if isinstance(told, list) and told and isinstance(told[0], dict) else 0
            key, _ = mark_of(row, one)
            if key and isinstance(count, int) and count > 0:
                yield one.route, int(key)
