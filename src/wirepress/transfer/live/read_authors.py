"""Asks one by one for authors whom stories number and no list names: lists leave people out that their own address still tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wirepress.transfer.live.asking import route_address
from wirepress.transfer.live.find_lists import ApiList
from wirepress.transfer.live.read_lists import Reading, mark_of

ASKED_MAX: Final = 300
REFUSED_MAX: Final = 5  # in a row, after which the site is taken at its word


def read_authors(lists: Sequence[ApiList], reading: Reading) -> None:
    """Read those authors into the list of people. Raises SiteAway."""
    state = reading.state
    named = {row.get("id") for row in state.documents("users") if isinstance(row, dict)}
    told = set(map(int, state.people))  # an earlier run has asked
    wanted = sorted(set(_authors(lists, reading)) - named - told)[:ASKED_MAX]
    people = next(one for one in lists if one.name == "users")
    context = {name: value for name, value in people.query.items() if name == "context"}
    refused = 0
    for place, number in enumerate(wanted):
        row, answer = reading.asker.ask_json(route_address(reading.found.root, f"{people.route}/{number}", **context))
        if answer.status == 200 and mark_of(row, people)[0] == str(number):
            state.add("users", [row], dict([mark_of(row, people)]))
            refused = 0
        else:
            refused += 1
            if refused >= REFUSED_MAX:
                return
        reading.progress("Reading authors", place + 1, len(wanted))


def _authors(lists: Sequence[ApiList], reading: Reading) -> Iterator[int]:
    for one in lists:
        for row in reading.state.documents(one.name) if one.post_type else ():
            author = row.get("author") if isinstance(row, dict) else None
            if isinstance(author, int) and not isinstance(author, bool) and 0 < author < 2**63:
                yield author
