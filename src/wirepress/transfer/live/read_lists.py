"""Reads one list of a site's REST API, page by page: as many rows as the site bears, no row twice, and no page without end."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from wirepress.core.http.response import FetchedResponse
from wirepress.transfer.importing.request import Progress
from wirepress.transfer.live.asking import SiteAsker, SiteAway, SiteOverstrained, route_address
from wirepress.transfer.live.blockers import error_code, find_blocker
from wirepress.transfer.live.find_api import LiveSite
from wirepress.transfer.live.find_lists import ApiList
from wirepress.transfer.live.parse_answer import parse_answer
from wirepress.transfer.live.reading_state import Collection, ReadingState
from wirepress.transfer.report import Report

PER_PAGE: Final = 100  # what WordPress gives at most
PAGES_MAX: Final = 20_000  # of one list
EMPTY_MAX: Final = 3  # empty pages in a row, where the site says that there are more
FAILED_MAX: Final = 3  # single rows in a row that the site fails at
_OVERLAP: Final = timedelta(minutes=2)  # looked at again: clocks, and saves that were under way
_INT64: Final = 2**63
_OPTIONAL: Final = ("modified_after", "orderby", "order", "status", "context", "type")  # that a site may refuse


class LimitReached(Exception):
    """As many pages were read, or as much time has passed, as this run was given."""


@dataclass(slots=True)
class Reading:
    """What reading one site takes: who asks, where, how far it is, and how much it may still ask (0: without end)."""

    found: LiveSite
    asker: SiteAsker
    state: ReadingState
    report: Report
    progress: Progress
    pages: int = 0
    until: float = 0.0  # time.monotonic()
    asked: int = 0
    revisions: bool = False  # older versions are wanted as well
    unread: set[str] = field(default_factory=set)  # lists that were not read to their end

    def spend(self) -> None:
        """Count one page. Raises LimitReached where there is none left."""
        if (self.pages and self.asked >= self.pages) or (self.until and time.monotonic() >= self.until):
            raise LimitReached
        self.asked += 1


def read_list(one: ApiList, reading: Reading) -> None:
    """Read a list into its file, from where an earlier run stopped. Raises SiteAway, LimitReached, and whatever `progress` raises."""
    known = reading.state.collection(one.name)
    if known.done:
        return
    if one.single:
        _read_single(one, reading, known)
        return
    known.per_page = known.per_page or known.most or PER_PAGE
    empty = failed = 0
    while not known.done and known.page <= PAGES_MAX * (PER_PAGE // known.per_page or 1):
        reading.spend()
        try:
            rows, answer = ask_page(one, reading, known)
        except SiteOverstrained as error:
            if not _ask_for_less(known):
                failed += 1
                if failed >= FAILED_MAX:
                    raise
                words = f"the site fails at this one and it was left out: {error}"
                reading.report.add_refusal(one.name, reading.found.root, known.page, one.route, words[:300])
                known.page += 1
            continue
        if rows is None:
            if _understand(answer, one, known, reading):
                continue
            break
        failed, empty = 0, empty + 1 if not rows else 0
        last = _number(answer.headers.get("x-wp-totalpages", ""))
        total = _number(answer.headers.get("x-wp-total", ""), -1)
        known.shifting = known.shifting or (known.page > 1 and total != known.total)
        known.total = total
        if not keep_rows(one, rows, reading, known) and rows:
            words = "the site gives the same page again and again; what came before it was kept"
            reading.report.add_refusal(one.name, reading.found.root, known.page, one.route, words)
            reading.unread.add(one.name)
            break
        known.done = (len(rows) < known.per_page and known.page >= last) or empty >= EMPTY_MAX
        known.page += 1
        _ask_for_more(known)
        reading.state.save()
        reading.progress(f"Reading {one.title}", known.page - 1, max(last, known.page - 1))
    else:
        if not known.done:
            words = f"the site has more than {PAGES_MAX} pages of this list; what came before was kept"
            reading.report.add_refusal(one.name, reading.found.root, known.page, one.route, words)
            reading.unread.add(one.name)
    known.done = True
    reading.state.save()


def _read_single(one: ApiList, reading: Reading, known: Collection) -> None:
    """Read what one answer holds: a list, rows by name, or one object."""
    reading.spend()
    answered, answer = reading.asker.ask_json(route_address(reading.found.root, one.route, **one.query))
    if answer.status == 200 and answered is not None:
        named = isinstance(answered, dict) and answered and all(isinstance(row, dict) for row in answered.values())
        rows = answered if isinstance(answered, list) else list(answered.values()) if named else [answered]
        reading.state.add(one.name, rows)
        reading.state.file(one.name).touch()  # read, though there may be none
    else:
        reading.report.count_loss(f"{one.title}: the site does not show this (status {answer.status})")
    known.done = True
    reading.state.save()
    reading.progress(f"Reading {one.title}", 1, 1)


def ask_page(one: ApiList, reading: Reading, known: Collection) -> tuple[list[Any] | None, FetchedResponse]:
    """Return the rows of the next page of a list and the answer; None for the rows where it gives none."""
    query: dict[str, object] = {"per_page": known.per_page, "page": known.page, **one.query}
    if known.newest and not one.whole:
        query["modified_after"] = _earlier(known.newest)
    for name in known.dropped:
        query.pop(name, None)
    answered, answer = reading.asker.ask_json(route_address(reading.found.root, one.route, **query), tries=3)
    return (rows_of(answered) if answer.status == 200 else None), answer


def rows_of(answered: Any) -> list[Any] | None:
    """Return the rows of an answer: a list, or one that PHP has made an object of because its numbers have gaps."""
    if isinstance(answered, dict) and answered and all(str(key).isdecimal() for key in answered):
        return list(answered.values())
    return answered if isinstance(answered, list) else None


def _understand(answer: FetchedResponse, one: ApiList, known: Collection, reading: Reading) -> bool:
    """Return whether the list can be asked again, with less; else say in the report what became of it."""
    document = parse_answer(answer.body)
    code = error_code(document)
    if answer.status == 400 and known.page > 1 and (code.endswith("invalid_page_number") or not _params(document)):
        return False  # the list has become shorter meanwhile
    if answer.status == 400:
        refused = _params(document)
        if "per_page" in refused and _ask_for_less(known):
            known.most = known.per_page
            return True
        named = [name for name in _OPTIONAL if name in refused and name not in known.dropped]
        if named:
            known.dropped += named
            return True
        if not refused and known.page == 1 and _ask_for_less(known):  # a plugin that words its errors itself
            return True
    if answer.status in (401, 403) and known.page == 1 and "context" in one.query and "context" not in known.dropped:
        known.dropped += [name for name in ("context", "status", "type") if name in one.query]
        reading.report.add_note(
            f"{one.title}: the site does not let {reading.found.person} see more of this list than everybody; that came."
        )
        return True
    if answer.status == 200:  # a page for people in place of the list
        blocker = find_blocker(answer) or "it answered with a page instead of data."
        raise SiteAway(
            f"{one.title} could not be read: {blocker} What was read is kept; run the same import again to go on."
        )
    alone = one.name == "users" and known.page == 1  # many close this one list, and nothing else hangs on it
    if not alone and (blocker := find_blocker(answer)):
        raise SiteAway(
            f"{one.title} could not be read: {blocker} What was read is kept; run the same import again to go on."
        )
    reading.unread.add(one.name)
    if known.page == 1 and answer.status in (400, 401, 403, 404, 410, 501):
        told = f"status {answer.status}" + (f", {code}" if code else "")
        reading.report.count_loss(f"{one.title}: the site does not show this list ({told})")
    else:
        reading.report.add_refusal(
            one.name, reading.found.root, known.page, one.route, f"the site answered {answer.status}"
        )
    return False


def _params(document: Any) -> list[str]:
    """Return the names of what a question asked wrongly, as WordPress's error says them."""
    data = document.get("data") if isinstance(document, dict) else None
    params = data.get("params") if isinstance(data, dict) else None
    if isinstance(params, dict):
        return [str(name) for name in params]
    return [str(name) for name in params] if isinstance(params, list) else []


def _ask_for_less(known: Collection) -> bool:
    """Make pages smaller so that the next one begins where it would have begun; False where they have one row already."""
    if known.per_page <= 1:
        return False
    factor = next(number for number in range(2, known.per_page + 1) if known.per_page % number == 0)
    known.page, known.per_page = (known.page - 1) * factor + 1, known.per_page // factor
    return True


def _ask_for_more(known: Collection) -> None:
    """Make pages as large again as they may be, where one begins at the place."""
    most, place = known.most or PER_PAGE, (known.page - 1) * known.per_page
    if known.per_page < most and place and place % most == 0:
        known.page, known.per_page = place // most + 1, most


def keep_rows(one: ApiList, rows: Sequence[Any], reading: Reading, known: Collection) -> bool:
    """Write down what is new of a page. Return whether there was anything that this run had not seen yet."""
    read, before = reading.state.read.get(one.name, {}), reading.state.marks.get(one.name, {})
    fresh, wanted, marks = 0, [], {}
    for row in rows:
        key, mark = mark_of(row, one)
        if key and (key in marks or read.get(key) == mark):
            continue
        fresh += 1
        if not (
            key and one.whole and one.documents and before.get(key) == mark
        ):  # as the last run saw it: nothing to be done
            wanted.append(row)
        if key:
            marks[key] = mark
        known.seen = max(known.seen, _moment(row))
    reading.state.add(one.name, wanted, marks)
    return bool(fresh)


def mark_of(row: Any, one: ApiList) -> tuple[str, str]:
    """Return the id of a row and what tells whether it has changed; "" for the id of what has none."""
    if not isinstance(row, dict):
        return "", ""
    number = row.get("id")
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < _INT64:
        return "", ""
    if one.post_type:
        return str(number), f"{_moment(row)} {str(row.get('status') or '')[:20]}".replace("\n", " ")
    told = {name: value for name, value in row.items() if name not in ("_links", "count")}
    return str(number), blake2b(json.dumps(told, sort_keys=True).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _moment(row: Any) -> str:
    """Return when a row was changed last, GMT; "" where it does not say so."""
    told = row.get("modified_gmt") if isinstance(row, dict) else None
    try:
        return datetime.fromisoformat(told[:19]).isoformat() if isinstance(told, str) else ""
    except ValueError:
        return ""


def _earlier(moment: str) -> str:
    """Return a moment somewhat before another one, with its zone: WordPress takes one without for the site's own time."""
    try:
        return (datetime.fromisoformat(moment) - _OVERLAP).isoformat() + "Z"
    except (ValueError, OverflowError):
        return "1970-01-01T00:00:00Z"


def _number(text: str, default: int = 0) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else default
