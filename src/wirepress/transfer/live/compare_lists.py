"""Compares what was read of a list with what the site holds: fetches what slipped through, and tells what was deleted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wirepress.transfer.live.asking import SiteOverstrained, route_address
from wirepress.transfer.live.find_lists import ApiList
from wirepress.transfer.live.read_lists import PAGES_MAX, PER_PAGE, Reading, keep_rows, mark_of, rows_of

_FIELDS: Final = "id,modified_gmt,status"


def fetch_missed(one: ApiList, reading: Reading) -> dict[str, str] | None:
    """Read by their ids what a list holds and no page brought: pages shift while people publish and delete, and what is published by the
    clock has not changed for WordPress. Return what it holds, id -> mark; None where that cannot be told. Raises SiteAway.
    """
    state, known = reading.state, reading.state.collection(one.name)
    if one.name in reading.unread:
        return None
    if one.whole:
        return dict(state.read.get(one.name, {}))
    if not (known.shifting or state.marks.get(one.name)) and known.total == len(state.read.get(one.name, {})):
        return state.known(one.name)  # read whole just now, as many as it says
    try:
        held = _read_marks(one, reading)
    except SiteOverstrained:
        held = None
    if held is None:
        return None
    before = state.known(one.name)
    missed = [key for key, mark in held.items() if before.get(key) != mark]
    for place in range(0, len(missed), known.most or PER_PAGE):
        _fetch_some(missed[place : place + (known.most or PER_PAGE)], one, reading)
        reading.progress(f"Reading what is missing of {one.title}", place, len(missed))
    after = state.known(one.name)
    return {key: after[key] for key in held if key in after}


def _fetch_some(keys: Sequence[str], one: ApiList, reading: Reading) -> None:
    """Read rows by their ids; what the site fails at alone is left out (reading pages has named it)."""
    query: dict[str, object] = {"include": ",".join(keys), "per_page": len(keys), **_query(one, reading)}
    try:
        rows, answer = reading.asker.ask_json(route_address(reading.found.root, one.route, **query), tries=2)
    except SiteOverstrained:
        half = len(keys) // 2
        for some in (keys[:half], keys[half:]) if half else ():
            _fetch_some(some, one, reading)
        return
    wanted = [row for row in rows_of(rows) or () if mark_of(row, one)[0] in keys] if answer.status == 200 else []
    keep_rows(one, wanted, reading, reading.state.collection(one.name))


def _query(one: ApiList, reading: Reading) -> dict[str, str]:
    dropped = reading.state.collection(one.name).dropped
    return {name: value for name, value in one.query.items() if name not in dropped}


def _read_marks(one: ApiList, reading: Reading) -> dict[str, str] | None:
    """Return id -> mark of all that a list holds now; None where it could not be read whole."""
    held: dict[str, str] = {}
    size = reading.state.collection(one.name).most or PER_PAGE
    for page in range(1, PAGES_MAX):
        query: dict[str, object] = {"per_page": size, "page": page, "_fields": _FIELDS, **_query(one, reading)}
        answered, answer = reading.asker.ask_json(route_address(reading.found.root, one.route, **query))
        if answer.status == 400 and page > 1:
            return held
        rows = rows_of(answered) if answer.status == 200 else None
        if rows is None:
            return None
        marks = dict(_marks(rows, one))
        last = answer.headers.get("x-wp-totalpages", "")
        if not marks.keys() - held.keys() and rows:
            return None  # the same page again
        held.update(marks)
        reading.progress(
            f"Comparing {one.title}", page, max(page, int(last) if last.isdecimal() and len(last) < 9 else 0)
        )
        if len(rows) < size and not (last.isdecimal() and len(last) < 9 and page < int(last)):
            return held
        if not rows:
            return held
    return None


def _marks(rows: list[object], one: ApiList) -> Iterator[tuple[str, str]]:
    for row in rows:
        key, mark = mark_of(row, one)
        if key:
            yield key, mark
