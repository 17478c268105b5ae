"""Invented readers of the demo newspaper: five weeks with their weekdays, a story that everybody read, and notes that say why."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.content.users.models import User
from wirepress.core.hooks import DemoContext
from wirepress.features.analytics.dimensions import SCROLL_STEPS, SITE, Dimension
from wirepress.features.analytics.models import DayCount, DayReader, HourCount, Label, MinuteCount, StoryVersion
from wirepress.features.analytics.popular import settings as popular
from wirepress.features.analytics.popular.rank import rank_all
from wirepress.features.analytics.sitenotes.categories import ensure_first_categories, list_categories
from wirepress.features.analytics.sitenotes.save import NewNote, save_note

DAYS: Final = 57  # four weeks, and four to compare them with
PER_DAY: Final = 1500
BUSY: Final = 10  # stories of a day whose readers are broken down
SPIKE: Final = 9  # days ago
WEEKDAYS: Final = (1.08, 1.05, 1.0, 1.02, 0.94, 0.66, 0.74)
HOURS: Final = (3, 2, 1, 1, 2, 6, 14, 26, 30, 26, 23, 22, 25, 24, 21, 20, 21, 24, 27, 30, 31, 26, 17, 8)
_PARTS: Final[dict[Dimension, tuple[tuple[str, float], ...]]] = {
    Dimension.CHANNEL: (
        ("direct", 0.31),
        ("search", 0.27),
        ("social", 0.16),
        ("inside", 0.14),
        ("mail", 0.08),
        ("site", 0.04),
    ),
    Dimension.SOURCE: (
        ("search.example", 0.24),
        ("square.example", 0.1),
        ("postbox.example", 0.08),
        ("harbour-blog.example", 0.03),
    ),
    Dimension.CAMPAIGN: (("newsletter / email / morning", 0.07), ("square / social / stories", 0.03)),
    Dimension.DEVICE: (("phone", 0.61), ("desktop", 0.31), ("tablet", 0.08)),
    Dimension.COUNTRY: (("NO", 0.62), ("DK", 0.14), ("SE", 0.12), ("DE", 0.07), ("GB", 0.05)),
    Dimension.LANGUAGE: (("nb", 0.55), ("en", 0.21), ("da", 0.13), ("sv", 0.11)),
}
_EVENTS: Final[dict[Dimension, tuple[tuple[str, int], ...]]] = {
    Dimension.SEARCH: (("ferry", 9), ("tide table", 6), ("school", 3), ("harbour council", 2)),
    Dimension.OUTBOUND: (("https://tides.example/", 8), ("https://ferries.example/timetable", 5)),
    Dimension.DOWNLOAD: (("/wp-content/uploads/budget.pdf", 3),),
    Dimension.MISSING: (("/old-ferry-page/", 4), ("/feed.old", 2)),
    Dimension.GOAL: (("newsletter", 5),),
    Dimension.SHARE: (("copy", 4), ("native", 6), ("mail", 2)),
    Dimension.REACTION: (("happy", 7), ("sad", 2), ("surprise", 1)),
}


@dataclass(frozen=True, slots=True)
class _Story:
    id: int
    author: int
    day: date
    title: str
    weight: float
    groups: Sequence[tuple[int, int]]  # dimension, value


class _Month:
    """Counts in memory, then in the tables."""

    def __init__(self, dice: random.Random, labels: dict[tuple[int, str], int]) -> None:
        self.dice, self.labels = dice, labels
        self.days: dict[tuple[int, int, date, int], list[int]] = {}
        self.hours: dict[tuple[int, int, datetime, int], list[int]] = {}

    def add(self, post: int, dimension: int, day: date, value: int, views: int, events: int = 0) -> None:
        """Count views, and what readers, visits and attention go with them; or events."""
        row = self.days.setdefault((post, dimension, day, value), [0, 0, 0, 0, 0])
        more = (views, round(views * 0.72), round(views * 0.55), round(views * self.dice.uniform(38, 64)), events)
        for place, number in enumerate(more):
            row[place] += number

    def add_parts(self, post: int, day: date, views: int) -> None:
        """Break views down by where they came from, and with what."""
        for dimension, parts in _PARTS.items():
            for text, part in parts:
                if count := round(views * part * self.dice.uniform(0.8, 1.2)):
                    self.add(post, dimension, day, self.labels[dimension, text], count)
        for depth, part in zip((0, *SCROLL_STEPS), (0.8, 0.66, 0.52, 0.37, 0.21), strict=True):
            self.days.setdefault((post, int(Dimension.SCROLL), day, depth), [0] * 5)[4] += round(views * part)

    def add_hours(self, post: int, day: date, views: int, until: datetime) -> int:
        """Spread a day's views over its hours, as far as it has come. Return how many were so far."""
        told, whole = 0, sum(HOURS)
        for hour, part in enumerate(HOURS):
            local = datetime(day.year, day.month, day.day, hour)
            passed = min(max((until - local).total_seconds() / 3600, 0), 1)
            count = round(views * part / whole * passed * self.dice.uniform(0.85, 1.15))
            if count:
                key = (post, int(Dimension.TOTAL), site.to_gmt(local), 0)
                self.hours[key] = [count, round(count * 0.8) if post == SITE else 0, count * 48]
                told += count
        return told

    def store(self) -> None:
        """Write it all."""
        DayCount.objects.bulk_create(
            [
                DayCount(post_id=key[0], dimension=key[1], day=key[2], value=key[3], **_named(row))
                for key, row in self.days.items()
            ],
            batch_size=2000,
            ignore_conflicts=True,
        )
        HourCount.objects.bulk_create(
            [
                HourCount(
                    post_id=key[0],
                    dimension=key[1],
                    hour=key[2],
                    value=key[3],
                    views=row[0],
                    readers=row[1],
                    seconds=row[2],
                )
                for key, row in self.hours.items()
            ],
            batch_size=2000,
            ignore_conflicts=True,
        )


def _named(row: Sequence[int]) -> dict[str, int]:
    return dict(zip(("views", "readers", "visits", "seconds", "events"), row, strict=True))


def fill_demo(context: DemoContext) -> None:
    """Write the readers of the last weeks, up to now, and the notes."""
    dice, now = context.dice("analytics"), site.to_local(context.now)
    stories = _stories(context.post_ids, dice)
    if not stories:
        return
    month = _Month(dice, _labels())
    newest = max(stories, key=lambda story: story.day)
    star = max((story for story in stories if story is not newest), key=lambda story: story.weight, default=newest)
    for back in range(DAYS - 1, -1, -1):
        _fill_day(month, stories, star, now, back)
    versions = _versions(month, stories, now.date())
    month.store()
    StoryVersion.objects.bulk_create(versions)
    _fill_now(stories, dice, context.now)
    _write_notes(star, now.date())
    store.put(popular.OPTION, {"after_story": True, "window": "week"})
    rank_all(context.now)


def _stories(numbers: Iterable[int], dice: random.Random) -> list[_Story]:
    groups: dict[int, list[tuple[int, int]]] = {}
    of = {"category": Dimension.SECTION, "post_tag": Dimension.TAG}
    for post, term, taxonomy in TermPost.objects.filter(post_id__in=list(numbers)).values_list(
        "post_id", "term_id", "term__taxonomy"
    ):
        if taxonomy in of:
            groups.setdefault(post, []).append((of[taxonomy], term))
    rows = Post.objects.filter(pk__in=list(numbers), type="post", status="publish", date__isnull=False).order_by("id")
    return [
        _Story(
            post.pk,
            post.author_id or 0,
            post.date.date(),
            post.title,
            dice.paretovariate(1.3),
            groups.get(post.pk, ()),
        )
        for post in rows
        if post.date is not None
    ]


def _labels() -> dict[tuple[int, str], int]:
    wanted = [
        (int(dimension), text) for rows in (_PARTS, _EVENTS) for dimension, parts in rows.items() for text, _ in parts
    ]
    Label.objects.bulk_create(
        [Label(dimension=dimension, text=text) for dimension, text in wanted], ignore_conflicts=True
    )
    found = Label.objects.filter(dimension__in={dimension for dimension, _ in wanted})
    return {(label.dimension, label.text): label.pk for label in found}


def _fill_day(month: _Month, stories: Sequence[_Story], star: _Story, now: datetime, back: int) -> None:
    dice, day = month.dice, now.date() - timedelta(days=back)
    growth = 1 - 0.004 * back
    whole = PER_DAY * WEEKDAYS[day.weekday()] * growth * dice.uniform(0.93, 1.07)
    fame = {0: 1.6, 1: 0.7, 2: 0.3}.get(SPIKE - back, 0.0)
    weights = [(story, _weight(story, day) * dice.uniform(0.7, 1.3)) for story in stories]
    total = sum(weight for _, weight in weights) or 1.0
    shares = [
        (story, whole * 0.8 * weight / total + (whole * fame if story is star else 0.0)) for story, weight in weights
    ]
    until = now if back == 0 else datetime.combine(day + timedelta(days=1), time())
    of_site = month.add_hours(SITE, day, round(whole * (1 + fame)), until)
    part = of_site / max(whole * (1 + fame), 1)  # of a day that has not ended
    month.add(SITE, Dimension.TOTAL, day, 0, of_site)
    month.add_parts(SITE, day, of_site)
    for place, (story, views) in enumerate(sorted(shares, key=lambda share: -share[1])):
        count = round(views * part)
        if not count:
            break
        month.add(story.id, Dimension.TOTAL, day, 0, count)
        month.add(SITE, Dimension.STORY, day, story.id, count)
        month.add(SITE, Dimension.AUTHOR, day, story.author, count)
        for dimension, value in story.groups:
            month.add(SITE, dimension, day, value, count)
        if place < BUSY and back < 28:
            month.add_parts(story.id, day, count)
    for dimension, parts in _EVENTS.items():
        for text, often in parts:
            happened = round(often * part * dice.uniform(0.4, 1.8))
            if happened:
                month.days[SITE, int(dimension), day, month.labels[dimension, text]] = [0, 0, 0, 0, happened]
    if back:
        for visits, share in enumerate((0.79, 0.14, 0.04, 0.02, 0.01), 1):
            readers = round(of_site * 0.72 * share)
            month.days[SITE, int(Dimension.VISITS), day, visits] = [0, readers, 0, 0, 0]


def _weight(story: _Story, day: date) -> float:
    age = (day - story.day).days
    return 0.0 if age < 0 else min(story.weight, 6) * (math.exp(-age / 3) + 0.04)


def _versions(month: _Month, stories: Sequence[_Story], today: date) -> list[StoryVersion]:
    """Return two headlines of the newest stories, and count their readers: the second one held them longer."""
    found = []
    first = (StoryVersion.objects.order_by("-id").values_list("pk", flat=True).first() or 0) + 1
    for place, story in enumerate(sorted(stories, key=lambda one: one.day, reverse=True)[:4]):
        for number, headline in enumerate((f"{story.title}: what is known", story.title)):
            pk = first + 2 * place + number
            since = datetime.combine(story.day, time()) + timedelta(hours=6 + 3 * number)
            found.append(StoryVersion(pk=pk, post_id=story.id, token=f"demo{pk:08x}", headline=headline, since=since))
            for back in range(3):
                row = month.days.get((story.id, int(Dimension.TOTAL), today - timedelta(days=back), 0))
                if row is not None:
                    part, held = ((0.3, 0.8), (0.7, 1.1))[number]
                    views, readers, visits, seconds = (round(value * part) for value in row[:4])
                    month.days[story.id, int(Dimension.VERSION), today - timedelta(days=back), pk] = [
                        views,
                        readers,
                        visits,
                        round(seconds * held),
                        0,
                    ]
    return found


def _fill_now(stories: Sequence[_Story], dice: random.Random, now: datetime) -> None:
    """Write the last half hour, and who reads now: gone when the demo has stood for a while, as it would be."""
    seconds = int(now.replace(tzinfo=UTC).timestamp())
    liked = sorted(stories, key=lambda story: (story.day, story.weight), reverse=True)[:8]
    rows = []
    for minute in range(seconds // 60 - 29, seconds // 60 + 1):
        views = {story.id: dice.randrange(0, 4) for story in liked}
        rows += [MinuteCount(minute=minute, post_id=post, views=count) for post, count in views.items() if count]
        rows.append(MinuteCount(minute=minute, post_id=SITE, views=sum(views.values()) + 1))
    MinuteCount.objects.bulk_create(rows, ignore_conflicts=True)
    DayReader.objects.bulk_create(
        [
            DayReader(
                day=site.to_local(now).date(),
                reader=-(number + 1),
                first=seconds - 600,
                last=seconds - dice.randrange(240),
                last_post=dice.choice(liked).id,
                last_hour=seconds // 3600,
                views=2,
                visits=1,
                seconds=90,
            )
            for number in range(17)
        ],
        ignore_conflicts=True,
    )


def _write_notes(star: _Story, today: date) -> None:
    writer = next((user for user in User.objects.order_by("id") if user.can("edit_others_posts")), None)
    if writer is None:
        return
    ensure_first_categories()
    kinds = {one.name: one.id for one in list_categories()}
    for back, text, kind, important in (
        (SPIKE, f"Everybody reads “{star.title}”", "Blog Post", True),
        (16, "The front page has a new order", "Website Updates", False),
        (23, "The morning letter begins", "Promotion", False),
    ):
        save_note(NewNote(text, today - timedelta(days=back), kinds.get(kind, 0), important), actor=writer)
