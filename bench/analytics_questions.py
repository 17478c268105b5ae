# ruff: noqa: E402  the program has to be set up first
"""Run inside a site by bench.analytics: how fast events are counted, and how long questions take over the counts of a month.

python -m bench.analytics_questions MILLIONS
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")

import django

django.setup()

from django.db import connection, transaction

from wirepress.features.analytics.dimensions import LABELLED, SITE, Dimension
from wirepress.features.analytics.events import RecordedEvent
from wirepress.features.analytics.models import DayCount, Label
from wirepress.features.analytics.reports.breakdowns import breakdown, scroll
from wirepress.features.analytics.reports.groups import authors, sections, tags
from wirepress.features.analytics.reports.live import live
from wirepress.features.analytics.reports.overview import overview
from wirepress.features.analytics.reports.period import Period, last_days
from wirepress.features.analytics.reports.scope import Scope
from wirepress.features.analytics.reports.stories import stories
from wirepress.features.analytics.rollups.settle import count_events
from wirepress.features.analytics.rollups.write_counts import write_days

STORIES = 3000  # read on a day
BROKEN_DOWN = 2000  # of those, with all their breakdowns
SAMPLE = 60_000  # events that are counted one by one
# Different values of a dimension on one day: of the site, of a story.
SITE_VALUES = {
    Dimension.CHANNEL: 8,
    Dimension.SOURCE: 600,
    Dimension.REFERRER: 4000,
    Dimension.CAMPAIGN: 60,
    Dimension.DEVICE: 3,
    Dimension.LANGUAGE: 90,
    Dimension.COUNTRY: 120,
    Dimension.PAGE: 500,
    Dimension.SEARCH: 3000,
    Dimension.OUTBOUND: 3000,
    Dimension.DOWNLOAD: 100,
    Dimension.MISSING: 2000,
    Dimension.GOAL: 4,
    Dimension.SHARE: 6,
    Dimension.REACTION: 6,
}
STORY_VALUES = {
    Dimension.CHANNEL: 4,
    Dimension.SOURCE: 4,
    Dimension.REFERRER: 4,
    Dimension.DEVICE: 3,
    Dimension.LANGUAGE: 3,
    Dimension.COUNTRY: 3,
}


def made_rows(period: Period, views: int) -> Iterator[tuple[tuple[object, int, int, int], list[int]]]:
    """The rows that so many views a day leave."""
    dice = random.Random(1887)
    base = {dimension: place * 10_000 + 1 for place, dimension in enumerate(sorted(LABELLED))}
    for day in period.each():
        yield (day, SITE, Dimension.TOTAL, 0), [views, views // 3, views // 2, views * 30, views // 20]
        for place in range(STORIES):
            read = max(1, int(views / (place + 1) / 9))
            post = 1000 + (place + dice.randrange(200)) % 100_000
            counts = [read, read * 2 // 3, read // 2, read * 30, 0]
            yield (day, SITE, Dimension.STORY, post + place), counts
            yield (day, post + place, Dimension.TOTAL, 0), counts
            for dimension, number in STORY_VALUES.items() if place < BROKEN_DOWN else ():
                for value in range(number):
                    yield (
                        (day, post + place, dimension, base[dimension] + value),
                        [1 + read // number, read // number, 0, 0, 0],
                    )
        for dimension, number in SITE_VALUES.items():
            for value in range(number):
                count = 1 + views // (value + 1) // 9
                yield (day, SITE, dimension, base[dimension] + value), [count, count // 2, count // 3, 0, count]
        for dimension, number in ((Dimension.AUTHOR, 40), (Dimension.SECTION, 25), (Dimension.TAG, 800)):
            for value in range(1, number):
                yield (day, SITE, dimension, value), [views // value // 5, views // value // 9, 0, views, 0]


def counting() -> dict[str, object]:
    """Count made events as they would come from the spool."""
    dice, now = random.Random(7), int(time.time() * 1000)
    events = [
        RecordedEvent(
            now,
            "view" if number % 3 else "time",
            dice.randrange(20_000) << 20,
            1000 + int(200 * dice.random() ** 3),
            "ab12cd34",
            "/",
            f"www.site{dice.randrange(50)}.example/",
            device="phone",
            language="en-gb",
            seconds=0 if number % 3 else 20,
        )
        for number in range(SAMPLE)
    ]
    begin = time.perf_counter()
    done = count_events(events)
    spent = time.perf_counter() - begin
    return {"load": "counting", "events": done.read, "events/s": round(done.read / spent)}


def fill(millions: float) -> dict[str, object]:
    """Write the counts of 30 days."""
    period = last_days(30)
    rows = list(dict(made_rows(period, int(millions * 1_000_000 / 30))).items())
    places = list(dict.fromkeys(sorted({place[3] for place, _ in rows if Dimension(place[2]) in LABELLED})))
    begin = time.perf_counter()
    with transaction.atomic():
        names = {
            value: Dimension(place[2]) for place, _ in rows if Dimension(place[2]) in LABELLED for value in (place[3],)
        }
        Label.objects.bulk_create(
            [Label(pk=value, dimension=names[value], text=f"label {value}") for value in places],
            batch_size=1000,
            ignore_conflicts=True,
        )
        for start in range(0, len(rows), 100_000):
            write_days(rows[start : start + 100_000])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "load": f"counts of {millions:g} million events",
        "rows": DayCount.objects.count(),
        "seconds": round(time.perf_counter() - begin, 1),
    }


def ask() -> Iterator[dict[str, object]]:
    """Ask every question of 30 days; the first time and the median of three more."""
    month = last_days(30)
    half = Period(month.last - timedelta(days=14), month.last)
    questions: dict[str, Callable[[], object]] = {
        "overview, compared": lambda: overview(half),
        "overview of a section": lambda: overview(month, Scope(section_id=11), "none"),
        "stories": lambda: stories(month, most=50),
        "stories, compared": lambda: stories(half, most=50, compare="before"),
        "stories of an author": lambda: stories(month, Scope(author_id=2), most=50),
        "sections": lambda: sections(month),
        "authors": lambda: authors(month),
        "tags": lambda: tags(month),
        "referrers": lambda: breakdown(Dimension.REFERRER, month),
        "searches": lambda: breakdown(Dimension.SEARCH, month),
        "referrers of a story": lambda: breakdown(Dimension.REFERRER, month, Scope(post_id=1005)),
        "sources of a section": lambda: breakdown(Dimension.SOURCE, month, Scope(section_id=11)),
        "scroll": lambda: scroll(month),
        "live": lambda: live(),
    }
    for name, question in questions.items():
        times = []
        for _ in range(4):
            begin = time.perf_counter()
            question()
            times.append(time.perf_counter() - begin)
        yield {"load": name, "first ms": round(times[0] * 1000, 1), "again ms": round(sorted(times[1:])[1] * 1000, 1)}


if __name__ == "__main__":
    found = [counting(), fill(float(sys.argv[1]))]
    answered = list(ask())
    longest = max(float(str(row["first ms"])) for row in answered)
    print(json.dumps([*found, *answered, {"load": "longest question", "ms": longest}]))
