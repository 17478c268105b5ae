"""From events to counts to reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.features.analytics.made import NOON, author, event, mark, story
from wirepress.content.options import store
from wirepress.content.posts.models import PostMeta
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.models import DayReader, DaySketch
from wirepress.features.analytics.reports.breakdowns import breakdown, loyalty, scroll
from wirepress.features.analytics.reports.groups import authors, sections, tags
from wirepress.features.analytics.reports.live import live
from wirepress.features.analytics.reports.overview import hours, overview
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.results import Totals
from wirepress.features.analytics.reports.scope import Scope
from wirepress.features.analytics.reports.stories import stories, story_totals
from wirepress.features.analytics.reports.versions import versions
from wirepress.features.analytics.rollups import labels
from wirepress.features.analytics.rollups.close_days import close_days
from wirepress.features.analytics.rollups.settle import count_events
from wirepress.features.analytics.rollups.story_versions import version_token

DAY = Period(date(2026, 3, 10), date(2026, 3, 10))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    store.forget()
    labels.forget()
    yield
    store.forget()
    labels.forget()


def test_views_readers_visits_and_attention() -> None:
    post = story()
    later = NOON + timedelta(hours=1)
    count_events(
        [
            event(post_id=post.pk, reader=1),
            event(post_id=post.pk, reader=1, at=NOON + timedelta(minutes=5)),
            event("time", post_id=post.pk, reader=1, seconds=40, depth=60),
            event(post_id=post.pk, reader=2),
            event(reader=2, path="/"),
            event(post_id=post.pk, reader=1, at=later),
        ]
    )
    whole = overview(DAY)
    assert whole.totals == Totals(views=5, readers=2, visits=3, seconds=40)
    assert whole.earlier == Totals()
    assert overview(DAY, Scope(post_id=post.pk)).totals == Totals(views=4, readers=2, visits=3, seconds=40)
    assert [(row.local.hour, row.totals.views, row.totals.readers) for row in hours(DAY.first) if row.totals.views] == [
        (12, 4, 2),
        (13, 1, 1),
    ]
    assert [(row.title, row.totals.views, row.totals.readers) for row in stories(DAY)] == [("Harbour", 4, 2)]
    assert story_totals([post.pk, 999], DAY)[post.pk].seconds == 40


def test_counting_in_many_batches_gives_the_same() -> None:
    post = story()
    for reader in (1, 2, 1, 3, 2):
        count_events([event(post_id=post.pk, reader=reader, device="phone")])
    assert overview(DAY).totals == Totals(views=5, readers=3, visits=3)
    (phones,) = breakdown(Dimension.DEVICE, DAY)
    assert (phones.label, phones.totals.views, phones.totals.readers, phones.share) == ("phone", 5, 3, 1.0)
    (phones,) = breakdown(Dimension.DEVICE, DAY, Scope(post_id=post.pk))
    assert (phones.totals.views, phones.totals.readers) == (5, 3)


def test_authors_sections_and_tags() -> None:
    ada, bo = author("ada"), author("bo")
    first, second = story("First", author_id=ada.pk), story("Second", author_id=bo.pk)
    news, sport = mark(first, "category", "News"), mark(second, "category", "Sport")
    mark(second, "category", "News")
    sea = mark(second, "post_tag", "Sea")
    count_events([event(post_id=first.pk), event(post_id=second.pk), event(post_id=second.pk, reader=2)])
    assert [(row.id, row.name, row.totals.views, row.totals.readers) for row in sections(DAY)] == [
        (news.pk, "News", 3, 2),
        (sport.pk, "Sport", 2, 2),
    ]
    assert [(row.name, row.totals.views) for row in authors(DAY)] == [("Bo", 2), ("Ada", 1)]
    assert [(row.id, row.totals.readers) for row in tags(DAY)] == [(sea.pk, 2)]
    assert overview(DAY, Scope(author_id=bo.pk)).totals.views == 2
    assert [row.post_id for row in stories(DAY, Scope(section_id=sport.pk))] == [second.pk]
    assert overview(DAY, Scope(author_id=ada.pk, tag_id=sea.pk)).totals == Totals()


def test_where_readers_come_from() -> None:
    post = story()
    count_events(
        [
            event(post_id=post.pk, reader=1, referrer="www.google.com/"),
            event(post_id=post.pk, reader=2, referrer="reef.example/talk/7"),
            event(post_id=post.pk, reader=3, campaign=("letter", "email", "morning")),
            event(post_id=post.pk, reader=4),
            event(post_id=post.pk, reader=4, referrer="here.example/", inside=True),
        ]
    )
    channels = {row.label: row.totals.views for row in breakdown(Dimension.CHANNEL, DAY)}
    assert channels == {"search": 1, "site": 1, "mail": 1, "direct": 1, "inside": 1}
    assert {row.label for row in breakdown(Dimension.SOURCE, DAY)} == {"google.com", "reef.example", "letter"}
    assert {row.label for row in breakdown(Dimension.REFERRER, DAY)} == {"www.google.com/", "reef.example/talk/7"}
    assert [row.label for row in breakdown(Dimension.CAMPAIGN, DAY)] == ["letter / email / morning"]


def test_what_readers_do() -> None:
    post = story()
    count_events(
        [
            event(reader=1, path="/", text="storm tide"),
            event(reader=1, path="/nowhere/", missing=True),
            event("outbound", post_id=post.pk, text="https://reef.example/"),
            event("download", post_id=post.pk, text="/wp-content/uploads/tides.pdf"),
            event("goal", post_id=post.pk, text="newsletter"),
            event("share", post_id=post.pk, text="bluesky"),
            event("time", post_id=post.pk, seconds=9, depth=80),
            event("time", post_id=post.pk, seconds=9, depth=100, text="more:80"),
            event("time", post_id=post.pk, reader=2, seconds=9, depth=30),
        ]
    )
    for dimension, label in (
        (Dimension.SEARCH, "storm tide"),
        (Dimension.MISSING, "/nowhere/"),
        (Dimension.OUTBOUND, "https://reef.example/"),
        (Dimension.DOWNLOAD, "/wp-content/uploads/tides.pdf"),
        (Dimension.GOAL, "newsletter"),
        (Dimension.SHARE, "bluesky"),
    ):
        (row,) = breakdown(dimension, DAY)
        assert (row.label, row.totals.events, row.share) == (label, 1, 1.0)
    assert overview(DAY).totals.views == 1, "what is not there is no view"
    count_events([event(reader=9, path="/gone/", missing=True), event(reader=9, path="/")])
    assert overview(DAY).totals.readers == 2
    assert [(row.depth, row.views) for row in scroll(DAY, Scope(post_id=post.pk))] == [
        (25, 2),
        (50, 1),
        (75, 1),
        (100, 1),
    ]
    assert scroll(DAY)[0].share == 1.0


def test_versions_have_the_headline_they_had() -> None:
    post = story("Storm comes")
    count_events([event(post_id=post.pk, version="aa", reader=1)])
    post.title = "Storm is here"
    post.save()
    count_events([event(post_id=post.pk, version="bb", reader=reader) for reader in (2, 3)])
    found = [(row.headline, row.totals.views, row.totals.readers) for row in versions(post.pk, DAY)]
    assert sorted(found) == [("Storm comes", 1, 1), ("Storm is here", 2, 2)]


def test_a_version_that_is_counted_late_is_found_among_the_revisions() -> None:
    post = story("Storm is here")
    story("Storm comes", type="revision", status="inherit", parent_id=post.pk, slug=f"{post.pk}-revision-v1")
    for title in ("Storm is here", "Storm comes"):
        count_events([event(post_id=post.pk, version=version_token(title, post.content))])
    assert sorted(row.headline for row in versions(post.pk, DAY)) == ["Storm comes", "Storm is here"]


def test_protected_and_skipped_stories_are_left_out() -> None:
    closed, skipped = story("Closed", password="tide"), story("Skipped")
    draft = story("Draft", status="draft")
    PostMeta.objects.create(post=skipped, key="_monsterinsights_skip_tracking", value=True)
    count_events([event(post_id=post.pk, reader=number) for number, post in enumerate((closed, skipped, draft))])
    assert overview(DAY).totals == Totals()


def test_programs_are_left_out() -> None:
    post = story()
    done = count_events([event(post_id=post.pk, at=NOON + timedelta(seconds=number // 4)) for number in range(100)])
    assert (done.counted, done.bots) == (60, 40)


def test_days_end_without_traces_of_readers() -> None:
    post = story()
    count_events(
        [
            event(post_id=post.pk, reader=1),
            event(post_id=post.pk, reader=1, at=NOON + timedelta(hours=2)),
            event(post_id=post.pk, reader=2),
        ]
    )
    assert close_days(date(2026, 3, 11)) == [date(2026, 3, 10)]
    assert not DayReader.objects.exists() and not DaySketch.objects.exists()
    assert [(row.visits, row.readers, row.share) for row in loyalty(DAY)] == [(1, 1, 0.5), (2, 1, 0.5)]
    assert close_days(date(2026, 3, 11)) == []


def test_this_moment() -> None:
    post = story()
    count_events([event(post_id=post.pk, reader=1, at=NOON - timedelta(weeks=1))] * 4)
    count_events(
        [event(post_id=post.pk, reader=1, at=NOON - timedelta(minutes=20)), event(post_id=post.pk, reader=2, at=NOON)]
    )
    found = live(NOON + timedelta(seconds=30))
    assert (found.readers, found.reading, sum(found.minutes), found.minutes[-1]) == (1, {post.pk: 1}, 2, 1)
    assert [(row.post_id, row.totals.views) for row in found.stories] == [(post.pk, 2)]
    assert found.today.views == 2
    assert found.usual.weeks == 1 and found.usual.hours[12] == 4


def test_a_wrong_order_is_said() -> None:
    with pytest.raises(ValueError, match="no order 'height'"):
        stories(DAY, order="height")


def test_every_report_asks_a_few_questions(django_assert_max_num_queries: object) -> None:
    posts = [story(f"S{number}") for number in range(12)]
    count_events([event(post_id=post.pk, reader=post.pk, referrer=f"r{post.pk}.example/") for post in posts])
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        stories(DAY, compare="before")
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        breakdown(Dimension.SOURCE, DAY, compare="before")
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        overview(DAY)
