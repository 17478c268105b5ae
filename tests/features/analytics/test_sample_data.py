"""The invented readers of the demo newspaper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.web.admin.conftest import Enter, enter, staff
from tests.web.admin.conftest import write as write_for
from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.core.hooks import DemoContext
from wirepress.features.analytics.popular.models import PopularStory
from wirepress.features.analytics.reports.overview import overview
from wirepress.features.analytics.reports.period import last_days
from wirepress.features.analytics.reports.stories import stories
from wirepress.features.analytics.sample_data import SPIKE, fill_demo
from wirepress.features.analytics.sitenotes.note_types import NOTE

__all__ = ["enter", "staff", "write_for"]


def test_weeks_with_weekdays_a_spike_and_notes(enter: Enter, write_for: Callable[..., Post]) -> None:
    store.forget()
    now = site.now_gmt()
    made = [
        write_for(title=f"Story {number}", status="publish", date=now - timedelta(days=90 - number))
        for number in range(4)
    ]
    fill_demo(DemoContext([post.pk for post in made], now))
    days = overview(last_days(28, (now - timedelta(days=1)).date())).days
    busiest = max(days, key=lambda row: row.totals.views)
    assert (site.to_local(now).date() - busiest.day).days == SPIKE
    assert all(row.totals.views > 300 and row.totals.readers <= row.totals.views for row in days)
    assert len(stories(last_days(28))) == 4 and PopularStory.objects.filter(window="week").count() == 4
    assert Post.objects.filter(type=NOTE).count() == 3
    shown = enter("editor").get("/wp-admin/readers/").content.decode()
    assert "search.example" in shown and "The front page has a new order" in shown


def test_without_stories_there_are_no_readers(enter: Enter) -> None:
    store.forget()
    fill_demo(DemoContext([], site.now_gmt()))
    assert overview(last_days(28)).totals.views == 0
