"""Counts for the tests of pages: written into the tables as the rollups write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from wirepress.content.options import site
from wirepress.content.posts.models import Post
from wirepress.features.analytics.dimensions import SITE, Dimension
from wirepress.features.analytics.models import DayCount, HourCount, Label, StoryVersion
from wirepress.features.analytics.reports.period import today


def count(post: int, dimension: Dimension, value: int, views: int, *, back: int = 0, events: int = 0) -> None:
    """A row of a day, so many days ago: every second view is a reader, every view 30 seconds."""
    DayCount.objects.create(
        post_id=post,
        dimension=int(dimension),
        day=today() - timedelta(days=back),
        value=value,
        views=views,
        readers=views // 2,
        visits=views // 2,
        seconds=30 * views,
        events=events,
    )


def read(post: Post, views: int, back: int = 0) -> None:
    """A story is read on a day, and the site with it."""
    count(post.pk, Dimension.TOTAL, 0, views, back=back)
    count(SITE, Dimension.STORY, post.pk, views, back=back)
    row, _ = DayCount.objects.get_or_create(
        post_id=SITE, dimension=int(Dimension.TOTAL), day=today() - timedelta(days=back), value=0
    )
    DayCount.objects.filter(post_id=SITE, dimension=int(Dimension.TOTAL), day=row.day, value=0).update(
        views=row.views + views,
        readers=row.readers + views // 2,
        visits=row.visits + views // 2,
        seconds=row.seconds + 30 * views,
    )


def label(dimension: Dimension, text: str, views: int, *, post: int = SITE, events: int = 0) -> None:
    """Views of today with a label."""
    row, _ = Label.objects.get_or_create(dimension=int(dimension), text=text)
    count(post, dimension, row.pk, views, events=events)


def version(post: Post, headline: str, views: int, seconds: int) -> None:
    """A version of a story that was read today."""
    number = StoryVersion.objects.count()
    row = StoryVersion.objects.create(
        post_id=post.pk, token=f"t{number}", headline=headline, since=datetime(2026, 1, 1 + number)
    )
    count(post.pk, Dimension.VERSION, row.pk, views)
    DayCount.objects.filter(post_id=post.pk, dimension=int(Dimension.VERSION), value=row.pk).update(seconds=seconds)


def hour_of(day: date, hour: int, views: int) -> None:
    """Views of the site in an hour of its own time."""
    begin = site.to_gmt(datetime(day.year, day.month, day.day, hour))
    HourCount.objects.create(post_id=SITE, dimension=int(Dimension.TOTAL), hour=begin, value=0, views=views)
