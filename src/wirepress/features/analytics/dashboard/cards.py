"""Readers beside what editors work on: a column of story lists, a part of a story's form, a card on the newsroom's first page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.html import format_html

from wirepress.core.hooks import StoryColumn, TodayCard
from wirepress.features.analytics.charts.bars import Bars, draw_bars
from wirepress.features.analytics.dashboard.choice import SEE_ALL
from wirepress.features.analytics.dashboard.reports import PATH
from wirepress.features.analytics.page_helpers import page_url
from wirepress.features.analytics.reports.overview import overview
from wirepress.features.analytics.reports.period import Period, last_days, today
from wirepress.features.analytics.reports.results import DayRow
from wirepress.features.analytics.reports.scope import Scope
from wirepress.features.analytics.reports.stories import stories, story_totals

SHOWN: Final = 5
DAYS: Final = 14


def cells(numbers: Sequence[int]) -> Mapping[int, str]:
    """Return today's readers of these stories, each a link to its numbers. One query."""
    day = today()
    found = story_totals(numbers, Period(day, day))
    address = page_url(f"{PATH}/story")
    return {
        number: format_html('<a class="nr-link" href="{}?post={}">{}</a>', address, number, f"{totals.readers:,}")
        for number, totals in found.items()
    }


COLUMN: Final = StoryColumn("readers", "Readers today", cells, types=("post", "page"))


def today_cards() -> list[TodayCard]:
    """Return the stories of the day. Three queries."""
    day = today()
    rows = stories(Period(day, day), most=SHOWN)
    address = page_url(f"{PATH}/story")
    return [
        TodayCard(
            "Read today",
            [
                (row.title or f"Story {row.post_id}", row.totals.views, f"{address}?post={row.post_id}&days=1")
                for row in rows
            ],
            none="Nobody was counted yet today.",
            link=page_url(PATH),
            link_text="Readers",
            capability=SEE_ALL,
        )
    ]


def story_numbers(number: int) -> dict[str, object] | None:
    """Return what a story's form shows of its readers; None where there never were any. One query."""
    found = overview(last_days(DAYS), Scope(post_id=number), "none")
    if not found.totals.views:
        return None
    last = found.days[-1].totals
    return {
        "views": f"{found.totals.views:,}",
        "days": DAYS,
        "today": f"{last.readers:,}",
        "bars": _bars(found.days),
        "link": page_url(f"{PATH}/story") + f"?post={number}",
    }


def _bars(days: Sequence[DayRow]) -> Bars:
    return draw_bars(
        [row.totals.views for row in days],
        [f"{row.day:%-d %b}" for row in days],
        f"Views by the day, {DAYS} days.",
    )
