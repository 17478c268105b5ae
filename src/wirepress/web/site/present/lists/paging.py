"""The numbers under a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import archive_page_link


@dataclass(frozen=True, slots=True)
class Step:
    """One entry: a page's number and address; a gap has neither, the current page no address."""

    number: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a list around the one that is shown."""

    current: int
    last: int
    steps: tuple[Step, ...]
    before: str = ""
    after: str = ""


def pages(base: str, current: int, last: int, query: Mapping[str, str] | None = None) -> Pages | None:
    """None where one page holds all. `base` is the address of the first page, `query` what every page's address carries beside it."""

    def address(number: int) -> str:
        url = local(archive_page_link(base, number))
        return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}" if query else url

    if last <= 1:
        return None
    near = {1, last, *range(max(1, current - 1), min(last, current + 1) + 1)}
    steps: list[Step] = []
    for number in sorted(near):
        if steps and number - steps[-1].number > 1:
            steps.append(Step())
        steps.append(Step(number, "" if number == current else address(number)))
    before = address(current - 1) if current > 1 else ""
    after = address(current + 1) if current < last else ""
    return Pages(current, last, tuple(steps), before, after)
