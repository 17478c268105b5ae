"""One story: its time line, where its readers came from, how far they came, and how each of its versions was read."""

from __future__ import annotations

from typing import Any

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.features.analytics.charts.bars import part_of
from wirepress.features.analytics.dashboard.choice import Choice
from wirepress.features.analytics.dashboard.line import draw_line
from wirepress.features.analytics.dashboard.reports import make_table
from wirepress.features.analytics.dashboard.table import Line, Table, TableColumn
from wirepress.features.analytics.reports.stories import imported_views, plain_title
from wirepress.features.analytics.reports.versions import versions

_SHOWN = (
    "channels",
    "sources",
    "campaigns",
    "devices",
    "countries",
    "scroll",
    "outbound",
    "downloads",
    "shares",
    "reactions",
    "goals",
)
ROWS = 10


def find_story(number: int) -> Post | None:
    """Return the story of that number; None for none."""
    return Post.objects.filter(pk=number).exclude(type__in=("revision", "nav_menu_item")).first() if number else None


def describe(post: Post, choice: Choice) -> dict[str, Any]:
    """Return what the page shows of a story."""
    tables = [make_table(name, choice, most=ROWS) for name in _SHOWN]
    return {
        "post": post,
        "headline": plain_title(post.title),
        "address": post_link(post) if post.status == "publish" else "",
        "line": draw_line(choice),
        "versions": version_table(post.pk, choice),
        "imported": imported_views([post.pk]).get(post.pk, 0),
        "tables": [table.brief() for table in tables if table.lines],
    }


def version_table(number: int, choice: Choice) -> Table:
    """Return the versions of a story, each beside the others."""
    rows = versions(number, choice.period)
    longest = max((row.totals.seconds_per_view for row in rows), default=0.0)
    return Table(
        "versions",
        "Headlines and versions",
        [
            TableColumn("headline", "Headline", "text"),
            TableColumn("since", "Since", "moment"),
            TableColumn("views", "Views", explain="views"),
            TableColumn("readers", "Readers", explain="readers"),
            TableColumn("visits", "Visits begun", explain="visits"),
            TableColumn("seconds_per_view", "Attention", "seconds", "seconds"),
        ],
        [
            Line(
                [
                    plain_title(row.headline) or "(no headline)",
                    row.since,
                    row.totals.views,
                    row.totals.readers,
                    row.totals.visits,
                    round(row.totals.seconds_per_view, 1),
                ],
                bar=part_of(row.totals.seconds_per_view, longest),
            )
            for row in rows
        ],
        "versions",
        "No version of it was read in these days.",
    )
