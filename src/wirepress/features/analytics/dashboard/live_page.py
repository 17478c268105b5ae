"""This moment, and whether the day goes as usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wirepress.content.options import site
from wirepress.features.analytics.charts.bars import draw_bars, part_of
from wirepress.features.analytics.charts.timeline import NARROW, Point, draw_timeline
from wirepress.features.analytics.dashboard.choice import Choice
from wirepress.features.analytics.dashboard.reports import PATH
from wirepress.features.analytics.dashboard.table import Line, Table, TableColumn, show_change
from wirepress.features.analytics.page_helpers import page_url
from wirepress.features.analytics.reports.results import Live


@dataclass(frozen=True, slots=True)
class Now:
    """The running day in words. `usual` "": nothing is known of the same weekday before."""

    readers: str
    views: str
    usual: str
    change: str
    tone: str  # "up", "down" or ""


def describe_now(found: Live) -> Now:
    """Return how the day goes, against what is usual by now."""
    local = site.to_local(found.moment)
    usual, readers, views = found.usual, f"{found.readers:,}", f"{found.today.views:,}"
    if not usual.weeks:
        return Now(readers, views, "", "", "")
    weeks = "last week" if usual.weeks == 1 else f"the mean of {usual.weeks} weeks"
    words = f"{usual.views:,.0f} are usual by {local:%H:%M} on a {local:%A} ({weeks})"
    change = show_change(found.today.views, round(usual.views))
    tone = "up" if found.today.views > usual.views * 1.1 else "down" if found.today.views < usual.views * 0.9 else ""
    return Now(readers, views, words, change, tone)


def describe_page(found: Live, choice: Choice) -> dict[str, Any]:
    """Return what the page shows. Who may see their own stories' numbers alone sees those that are read now."""
    stories = [row for row in found.stories if not choice.own or row.author_id == choice.scope.author_id]
    longest = max((row.totals.views for row in stories), default=0)
    table = Table(
        "now",
        "Read in the last half hour",
        [
            TableColumn("story", "Story", "text"),
            TableColumn("reading", "Reading now", explain="now"),
            TableColumn("views", "Views"),
        ],
        [
            Line(
                [row.title or f"Story {row.post_id} (gone)", found.reading.get(row.post_id, 0), row.totals.views],
                page_url(f"{PATH}/story") + f"?post={row.post_id}&days=1",
                row.url,
                part_of(row.totals.views, longest),
            )
            for row in stories
        ],
        none="No story was opened in the last half hour.",
    )
    if choice.own:
        return {"table": table, "now": None}
    size = len(found.minutes)
    names = [f"{size - number} minutes ago" for number in range(size)]
    local = site.to_local(found.moment)
    points = [
        Point(
            f"{row.local:%H}",
            f"{row.local:%H:%M}",
            row.totals.views if row.local <= local else None,
            round(found.usual.hours[row.local.hour]) if found.usual.weeks else None,
            row.local.hour == local.hour,
            "usual",
        )
        for row in found.hours
    ]
    return {
        "table": table,
        "now": describe_now(found),
        "minutes": draw_bars(found.minutes, names, f"{sum(found.minutes):,} views in the last {size} minutes."),
        "day": draw_timeline(points),
        "day_narrow": draw_timeline(points, width=NARROW),
        "usual_known": bool(found.usual.weeks),
        "moment": local,
    }
