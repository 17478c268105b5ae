"""Reads the lists of a site's REST API, page by page: people, terms, files, what it publishes, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from wirepress.transfer.importing.request import Progress
from wirepress.transfer.live.asking import SiteAsker, route_address
from wirepress.transfer.live.find_api import LiveSite
from wirepress.transfer.live.reading_state import Collection, ReadingState
from wirepress.transfer.report import Report

PER_PAGE: Final = 100  # what WordPress gives at most
PAGES_MAX: Final = 20_000  # of one list
_OVERLAP: Final = timedelta(minutes=2)  # looked at again: clocks, and saves that were under way
# Types that another list brings, or that say nothing without their site.
_LEFT_OUT: Final = {
    "attachment",
    "nav_menu_item",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_font_family",
    "wp_font_face",
}


@dataclass(frozen=True, slots=True)
class ApiList:
    """One list: its name here, its route, the post type of what it holds ("" for what is no post)."""

    name: str
    route: str
    post_type: str = ""


def find_lists(found: LiveSite, asker: SiteAsker) -> list[ApiList]:
    """Return the lists of a site, what others refer to first. Raises SiteAway."""
    lists = [ApiList("users", "/wp/v2/users")]
    taxonomies, _ = asker.ask_json(route_address(found.root, "/wp/v2/taxonomies"))
    for name, facts in _items(taxonomies):
        if name != "nav_menu" and facts.get("rest_base"):
            lists.append(ApiList(f"terms-{name}", _route(facts)))
    lists.append(ApiList("media", "/wp/v2/media", "attachment"))
    types, _ = asker.ask_json(route_address(found.root, "/wp/v2/types"))
    for name, facts in _items(types):
        if name not in _LEFT_OUT and facts.get("rest_base"):
            lists.append(ApiList(f"type-{name}", _route(facts), name))
    return [*lists, ApiList("comments", "/wp/v2/comments")]


def _items(answer: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, facts in answer.items() if isinstance(answer, dict) else ():
        if isinstance(facts, dict):
            yield str(name), facts


def _route(facts: dict[str, Any]) -> str:
    return f"/{facts.get('rest_namespace') or 'wp/v2'}/{facts['rest_base']}"


def read_list(
    one: ApiList, found: LiveSite, asker: SiteAsker, state: ReadingState, report: Report, progress: Progress
) -> None:
    """Read a list into its file, from where an earlier run stopped. Raises SiteAway, and whatever `progress` raises."""
    known = state.collection(one.name)
    step = f"Reading {one.name.partition('-')[2] or one.name}"
    last = 0
    while not known.done and known.page <= PAGES_MAX:
        rows, answer = asker.ask_json(_page_address(one, found, known))
        if answer.status == 400 and known.page > 1:  # the list has become shorter meanwhile
            break
        if answer.status != 200 or not isinstance(rows, list):
            if known.page == 1 and answer.status in (401, 403, 404):
                report.count_loss(f"{one.name}: the site does not show this list (status {answer.status})")
            else:
                report.add_refusal(one.name, found.root, known.page, one.route, f"the site answered {answer.status}")
            break
        total = answer.headers.get("x-wp-totalpages", "")
        last = int(total) if total.isdecimal() else last
        state.add(one.name, rows)
        known.seen = max([known.seen, *(str(row.get("modified_gmt") or "") for row in rows if isinstance(row, dict))])
        known.page += 1
        known.done = len(rows) < PER_PAGE if not last else known.page > last
        state.save()
        progress(step, known.page - 1, max(last, known.page - 1))
    known.done = True
    state.save()


def _page_address(one: ApiList, found: LiveSite, known: Collection) -> str:
    query: dict[str, object] = {"per_page": PER_PAGE, "page": known.page, "order": "asc"}
    query["orderby"] = "id" if one.name != "comments" else "date_gmt"
    if found.person:
        query["context"] = "edit"
        if one.post_type and one.post_type != "attachment":
            query["status"] = "publish,future,draft,pending,private"
    if known.newest and one.post_type:
        query["modified_after"] = _earlier(known.newest)
    return route_address(found.root, one.route, **query)


def _earlier(moment: str) -> str:
    return (datetime.fromisoformat(moment[:19]) - _OVERLAP).isoformat()


def read_ids(one: ApiList, found: LiveSite, asker: SiteAsker) -> list[int] | None:
    """Return the ids of all that a list holds now; None where it could not be read whole. Raises SiteAway."""
    ids: list[int] = []
    for page in range(1, PAGES_MAX):
        query: dict[str, object] = {
            "per_page": PER_PAGE,
            "page": page,
            "order": "asc",
            "orderby": "id",
            "_fields": "id",
        }
        if found.person and one.post_type != "attachment":
            query |= {"context": "edit", "status": "publish,future,draft,pending,private"}
        rows, answer = asker.ask_json(route_address(found.root, one.route, **query))
        if answer.status == 400 and page > 1:
            return ids
        if answer.status != 200 or not isinstance(rows, list):
            return None
        ids += [int(row["id"]) for row in rows if isinstance(row, dict) and isinstance(row.get("id"), int)]
        if len(rows) < PER_PAGE:
            return ids
    return None
