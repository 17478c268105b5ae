"""Counts a batch of events in memory: which rows of the tables grow by how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from wirepress.features.analytics.dimensions import SCROLL_STEPS, SITE, Dimension
from wirepress.features.analytics.events import RecordedEvent
from wirepress.features.analytics.rollups.channels import campaign_label, channel_of, source_of
from wirepress.features.analytics.rollups.sketch import Sketch
from wirepress.features.analytics.rollups.story_facts import StoryFacts

VISIT_GAP: Final = 1800  # seconds without a sign after which a new visit begins
BOT_VIEWS: Final = 60  # views of one reader, when they came faster than one a second, are a program's
SECONDS_MAX: Final = 3600  # of attention that one event may tell
Place = tuple[date, int, int, "int | str"]  # day, post, dimension, value (a text: a label)
_DIMENSIONS: Final = (Dimension.DEVICE, Dimension.LANGUAGE, Dimension.COUNTRY)


@dataclass(slots=True)
class ReaderState:
    """A reader of a day, as the table has it."""

    first: int = 0
    last: int = 0
    last_post: int = 0
    last_hour: int = 0
    views: int = 0
    visits: int = 0
    seconds: int = 0


@dataclass(slots=True)
class Growth:
    """By how much the tables grow. Of a day's row: views, readers, visits, seconds, events. `members`: whose readers are counted by
    a sketch; the others' are in the rows already."""

    days: dict[Place, list[int]] = field(default_factory=dict)
    hours: dict[tuple[datetime, int, int, int | str], list[int]] = field(default_factory=dict)
    minutes: dict[tuple[int, int], int] = field(default_factory=dict)
    members: dict[Place, set[int]] = field(default_factory=dict)
    counted: int = 0
    bots: int = 0


class BatchCounter:
    """Counts events in their order. `readers`: the states of those readers in the batch that the table knows; `story_readers`: the
    sketch of each day and story in the batch. Both are changed here."""

    def __init__(
        self,
        facts: Mapping[int, StoryFacts],
        readers: dict[tuple[date, int], ReaderState],
        story_readers: Mapping[tuple[date, int], Sketch],
        to_local: Mapping[int, datetime],
    ) -> None:
        self.growth = Growth()
        self._facts, self._readers, self._local = facts, readers, to_local
        self._story_readers = story_readers

    def count(self, event: RecordedEvent) -> None:
        """Take one event in."""
        story = self._facts.get(event.post_id) if event.post_id else None
        if story is not None and not story.counted:
            return
        post = event.post_id if story is not None else SITE
        seconds = event.moment // 1000
        day = self._local[seconds // 900].date()
        if event.kind not in ("view", "time"):
            self.growth.counted += 1
            self._count_act(event, post, day)
            return
        reader = self._readers.get((day, event.reader))
        if reader is None:
            reader = self._readers[day, event.reader] = ReaderState(first=seconds, last=seconds)
        if reader.views >= BOT_VIEWS and reader.views > seconds - reader.first:
            self.growth.bots += 1
            return
        self.growth.counted += 1
        if event.kind == "view":
            self._count_view(event, post, story, day, seconds, reader)
        else:
            self._count_time(event, post, story, day, seconds, reader)
        reader.last, reader.last_post = max(reader.last, seconds), post

    def _count_view(
        self,
        event: RecordedEvent,
        post: int,
        story: StoryFacts | None,
        day: date,
        seconds: int,
        reader: ReaderState,
    ) -> None:
        if event.missing:
            self._add(day, SITE, Dimension.MISSING, event.path, (0, 0, 0, 0, 1))
            return
        begins = int(reader.visits == 0 or seconds - reader.last > VISIT_GAP)
        first = int(reader.views == 0)
        hour = seconds // 3600
        new_in_hour = int(reader.last_hour != hour)
        reader.views, reader.visits, reader.last_hour = reader.views + 1, reader.visits + begins, hour
        moment = datetime.fromtimestamp(hour * 3600, UTC).replace(tzinfo=None)
        self._add(day, SITE, Dimension.TOTAL, 0, (1, first, begins, 0, 0))
        self._add_hour(moment, SITE, Dimension.TOTAL, 0, 1, new_in_hour, 0)
        self._add_minute(seconds // 60, SITE)
        channel = channel_of(event)
        self._add_hour(moment, SITE, Dimension.CHANNEL, channel, 1, 0, 0)
        broken_down = _broken_down(event, channel)
        for dimension, text in broken_down:
            self._add_member(day, SITE, dimension, text, event.reader, (1, 0, begins, 0, 0))
        if story is None:
            self._add_member(day, SITE, Dimension.PAGE, event.path or "/", event.reader, (1, 0, begins, 0, 0))
            if event.text:
                self._add(day, SITE, Dimension.SEARCH, event.text, (0, 0, 0, 0, 1))
            return
        fresh = self._story_readers[day, post].add(event.reader)
        self._add(day, post, Dimension.TOTAL, 0, (1, fresh, begins, 0, 0))
        self._add(day, SITE, Dimension.STORY, post, (1, fresh, begins, 0, 0))
        self._add_hour(moment, post, Dimension.TOTAL, 0, 1, 0, 0)
        self._add_minute(seconds // 60, post)
        for dimension, text in broken_down:
            self._add(day, post, dimension, text, (1, fresh, begins, 0, 0))
        if event.version:
            self._add(day, post, Dimension.VERSION, event.version, (1, fresh, begins, 0, 0))
        for dimension, number in _groups(story):
            self._add_member(day, SITE, dimension, number, event.reader, (1, 0, begins, 0, 0))

    def _count_time(
        self, event: RecordedEvent, post: int, story: StoryFacts | None, day: date, seconds: int, reader: ReaderState
    ) -> None:
        spent = max(0, min(event.seconds, SECONDS_MAX))
        reader.seconds += spent
        growth = (0, 0, 0, spent, 0)
        self._add(day, SITE, Dimension.TOTAL, 0, growth)
        moment = datetime.fromtimestamp(seconds // 3600 * 3600, UTC).replace(tzinfo=None)
        self._add_hour(moment, SITE, Dimension.TOTAL, 0, 0, 0, spent)
        places = (SITE,) if story is None else (SITE, post)
        if story is not None:
            self._add(day, post, Dimension.TOTAL, 0, growth)
            self._add(day, SITE, Dimension.STORY, post, growth)
            self._add_hour(moment, post, Dimension.TOTAL, 0, 0, 0, spent)
            if event.version:
                self._add(day, post, Dimension.VERSION, event.version, growth)
            for dimension, number in _groups(story):
                self._add(day, SITE, dimension, number, growth)
        elif event.path:
            self._add(day, SITE, Dimension.PAGE, event.path, growth)
        if event.depth and not event.text.startswith("more:"):  # else this page view has told its depth before
            for place in places:
                self._add(day, place, Dimension.SCROLL, 0, (0, 0, 0, 0, 1))
        reached, before = event.depth, int(event.text.partition(":")[2] or 0) if event.text.startswith("more:") else 0
        for depth in SCROLL_STEPS:
            if before < depth <= reached:
                for place in places:
                    self._add(day, place, Dimension.SCROLL, depth, (0, 0, 0, 0, 1))

    def _count_act(self, event: RecordedEvent, post: int, day: date) -> None:
        dimension = _ACTS.get(event.kind)
        if dimension is None or not event.text:
            return
        for place in {SITE, post}:
            self._add(day, place, dimension, event.text, (0, 0, 0, 0, 1))
            self._add(day, place, Dimension.TOTAL, 0, (0, 0, 0, 0, 1))

    def _add(self, day: date, post: int, dimension: int, value: int | str, growth: tuple[int, ...]) -> None:
        row = self.growth.days.get((day, post, dimension, value))
        if row is None:
            self.growth.days[day, post, dimension, value] = [*growth]
            return
        for place, more in enumerate(growth):
            row[place] += more

    def _add_member(
        self, day: date, post: int, dimension: int, value: int | str, reader: int, growth: tuple[int, ...]
    ) -> None:
        self._add(day, post, dimension, value, growth)
        self.growth.members.setdefault((day, post, dimension, value), set()).add(reader)

    def _add_hour(
        self, moment: datetime, post: int, dimension: int, value: int | str, views: int, readers: int, spent: int
    ) -> None:
        row = self.growth.hours.setdefault((moment, post, dimension, value), [0, 0, 0])
        row[0] += views
        row[1] += readers
        row[2] += spent

    def _add_minute(self, minute: int, post: int) -> None:
        self.growth.minutes[minute, post] = self.growth.minutes.get((minute, post), 0) + 1


_ACTS: Final = {
    "outbound": Dimension.OUTBOUND,
    "download": Dimension.DOWNLOAD,
    "goal": Dimension.GOAL,
    "share": Dimension.SHARE,
    "reaction": Dimension.REACTION,
}


def _broken_down(event: RecordedEvent, channel: str) -> list[tuple[Dimension, str]]:
    """By what a view is broken down, of the site and of its story."""
    found = [(Dimension.CHANNEL, channel)]
    for dimension, text in (
        (Dimension.SOURCE, source_of(event)),
        (Dimension.REFERRER, "" if event.inside else event.referrer),
        (Dimension.CAMPAIGN, campaign_label(event)),
        (Dimension.DEVICE, event.device),
        (Dimension.LANGUAGE, event.language),
        (Dimension.COUNTRY, event.country),
    ):
        if text:
            found.append((dimension, text))
    return found


def _groups(story: StoryFacts) -> Iterable[tuple[Dimension, int]]:
    if story.author_id:
        yield Dimension.AUTHOR, story.author_id
    for number in story.sections:
        yield Dimension.SECTION, number
    for number in story.tags:
        yield Dimension.TAG, number


def quarters_of(events: Iterable[RecordedEvent]) -> set[int]:
    """Return the quarters of an hour (seconds since 1970 / 900) in which the events are: no time zone changes its day inside one."""
    return {event.moment // 900_000 for event in events}


def moment_of(quarter: int) -> datetime:
    """Return the beginning of a quarter of an hour, GMT."""
    return datetime(1970, 1, 1) + timedelta(seconds=quarter * 900)
