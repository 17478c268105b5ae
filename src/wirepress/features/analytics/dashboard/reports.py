"""Every report of the newsroom by its name: what it asks, and the table that it makes of the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from wirepress.features.analytics.charts.bars import part_of
from wirepress.features.analytics.dashboard.choice import Choice
from wirepress.features.analytics.dashboard.table import Line, Table, TableColumn, Value
from wirepress.features.analytics.page_helpers import page_url
from wirepress.features.analytics.reports import breakdowns, groups
from wirepress.features.analytics.reports.results import GroupRow, Row, Totals
from wirepress.features.analytics.reports.stories import stories

ORDERS: Final = (
    ("views", "Most views"),
    ("readers", "Most readers"),
    ("visits", "Most visits begun"),
    ("seconds", "Most attention"),
)
PATH: Final = "readers"
_TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `whole`: it is of the whole site, for who may see everybody's numbers; `events`: it counts no page views."""

    name: str
    title: str
    what: str  # the heading of its first column
    whole: bool = False
    events: bool = False
    explain: str = ""


_ALL: Final = (
    Report("stories", "Stories", "Story"),
    Report("sections", "Sections", "Section", whole=True, explain="A story in two sections counts in both."),
    Report("tags", "Tags", "Tag", whole=True),
    Report("authors", "Authors", "Author", whole=True),
    Report("channels", "Ways to the site", "Way"),
    Report("sources", "Sites that readers came from", "Site"),
    Report("referrers", "Pages that readers came from", "Page"),
    Report("campaigns", "Campaigns", "Campaign", explain="Source, medium and name, as the links' utm parameters say."),
    Report("devices", "Devices", "Device"),
    Report("languages", "Languages", "Language", explain="As browsers say it."),
    Report(
        "countries", "Countries", "Country", explain="As a CDN before the site says it; without one this stays empty."
    ),
    Report("pages", "Pages that are no stories", "Address", whole=True),
    Report("searches", "Searches on the site", "Words", whole=True, events=True),
    Report("outbound", "Links to other sites", "Address", events=True),
    Report("downloads", "Downloads", "File", events=True),
    Report("missing", "Addresses not found", "Address", whole=True, events=True),
    Report(
        "goals", "Goals", "Goal", events=True, explain="A newsletter subscribed to, and what the site names itself."
    ),
    Report("shares", "Shares", "Where", events=True),
    Report("reactions", "Reactions", "Reaction", events=True),
    Report("scroll", "How far readers came", "Part of the page", events=True),
    Report("loyalty", "Coming back within the day", "Visits on one day", whole=True),
)
REPORTS: Final[dict[str, Report]] = {report.name: report for report in _ALL}


def offered(own: bool) -> list[Report]:
    """Return the reports that somebody may see. `own`: who sees their own stories' numbers alone."""
    return [report for report in _ALL if not (own and report.whole)]


def make_table(name: str, choice: Choice, *, order: str = "", most: int = 50, start: int = 0) -> Table:
    """Return a report's table. Raises KeyError for a name that there is not."""
    report = REPORTS[name]
    if name == "scroll":
        return _scroll(report, choice)
    if name == "loyalty":
        return _loyalty(report, choice)
    order = order if order in dict(ORDERS) and not report.events else ""
    if name == "stories":
        return _stories(report, choice, order or "views", most, start)
    if name in _GROUPS:
        rows = _GROUPS[name](choice.period, order=order or "views", most=most, start=start, compare=choice.compare)
        return _group(report, choice, rows)
    dimension = breakdowns.REPORTS[name]
    found = breakdowns.breakdown(
        dimension, choice.period, choice.scope, order=order, most=most, start=start, compare=choice.compare
    )
    return _labels(report, choice, found)


_GROUPS: Final[dict[str, Callable[..., list[GroupRow]]]] = {
    "sections": groups.sections,
    "tags": groups.tags,
    "authors": groups.authors,
}


def _numbers(compared: bool) -> list[TableColumn]:
    columns = [
        TableColumn("views", "Views", explain="views"),
        TableColumn("readers", "Readers", explain="readers"),
        TableColumn("visits", "Visits begun", explain="visits"),
        TableColumn("seconds_per_view", "Attention", "seconds", "seconds"),
    ]
    return [*columns, TableColumn("earlier_views", "Views before", explain="change")] if compared else columns


def _values(totals: Totals, earlier: Totals | None) -> list[Value]:
    values: list[Value] = [totals.views, totals.readers, totals.visits, round(totals.seconds_per_view, 1)]
    return values if earlier is None else [*values, earlier.views]


def _stories(report: Report, choice: Choice, order: str, most: int, start: int) -> Table:
    rows = stories(choice.period, choice.scope, order=order, most=most, start=start, compare=choice.compare)
    longest = max((row.totals.views for row in rows), default=0)
    return Table(
        report.name,
        report.title,
        [
            TableColumn("story", report.what, _TEXT),
            TableColumn("published", "Published", "day"),
            *_numbers(choice.compare != "none"),
        ],
        [
            Line(
                [
                    row.title or f"Story {row.post_id} (gone)",
                    row.published.date() if row.published else None,
                    *_values(row.totals, row.earlier),
                ],
                page_url(f"{PATH}/story") + f"?{choice.query(post=row.post_id, section=0, tag=0, author=0)}",
                row.url,
                part_of(row.totals.views, longest),
            )
            for row in rows
        ],
        report.explain,
        "No story was read.",
    )


def _group(report: Report, choice: Choice, rows: Sequence[GroupRow]) -> Table:
    longest = max((row.totals.views for row in rows), default=0)
    key = {"sections": "section", "tags": "tag", "authors": "author"}[report.name]
    return Table(
        report.name,
        report.title,
        [TableColumn(key, report.what, _TEXT), *_numbers(choice.compare != "none")],
        [
            Line(
                [row.name or f"{report.what} {row.id} (gone)", *_values(row.totals, row.earlier)],
                page_url(PATH) + f"?{choice.query(**{key: row.id})}",
                row.url,
                part_of(row.totals.views, longest),
            )
            for row in rows
        ],
        report.explain,
    )


def _labels(report: Report, choice: Choice, rows: Sequence[Row]) -> Table:
    compared = choice.compare != "none"
    label = TableColumn(report.name.removesuffix("s"), report.what, _TEXT)
    share = TableColumn("share", "Part", "percent", "share")
    if report.events:
        earlier = [TableColumn("earlier_times", "Before", explain="change")] if compared else []
        columns = [label, TableColumn("times", "Times", explain="events"), share, *earlier]
        lines = [
            Line(
                [row.label, row.totals.events, row.share, *([row.earlier.events] if row.earlier else [])],
                bar=100 * row.share,
            )
            for row in rows
        ]
    else:
        columns = [label, share, *_numbers(compared)]
        lines = [Line([row.label, row.share, *_values(row.totals, row.earlier)], bar=100 * row.share) for row in rows]
    return Table(report.name, report.title, columns, lines, report.explain)


def _scroll(report: Report, choice: Choice) -> Table:
    rows = breakdowns.scroll(choice.period, choice.scope)
    columns = [
        TableColumn("percent", report.what, _TEXT),
        TableColumn("views", "Views", explain="scroll"),
        TableColumn("share", "Part", "percent"),
    ]
    lines = [Line([f"{row.depth} % or more", row.views, row.share], bar=100 * row.share) for row in rows]
    return Table(report.name, report.title, columns, lines if any(row.views for row in rows) else [])


def _loyalty(report: Report, choice: Choice) -> Table:
    rows = breakdowns.loyalty(choice.period)
    columns = [
        TableColumn("visits", report.what, _TEXT),
        TableColumn("readers", "Readers", explain="loyalty"),
        TableColumn("share", "Part", "percent"),
    ]
    lines = [
        Line(
            [f"{row.visits} or more" if row.visits >= 5 else str(row.visits), row.readers, row.share],
            bar=100 * row.share,
        )
        for row in rows
    ]
    none = "Nothing yet: a day is counted when it has ended."
    return Table(report.name, report.title, columns, lines, report.explain, none)
