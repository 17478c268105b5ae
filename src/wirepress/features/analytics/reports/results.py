"""What reports answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from wirepress.features.analytics.reports.period import Period


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of a span. `readers`: different ones of each day, added up over the days; `seconds`: attention, all readers together;
    `events`: what is no page view (a download, a share)."""

    views: int = 0
    readers: int = 0
    visits: int = 0
    seconds: int = 0
    events: int = 0

    @property
    def seconds_per_view(self) -> float:
        """Attention per page view."""
        return self.seconds / self.views if self.views else 0.0

    @property
    def views_per_visit(self) -> float:
        """Pages per visit."""
        return self.views / self.visits if self.visits else 0.0


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day's totals."""

    day: date
    totals: Totals


@dataclass(frozen=True, slots=True)
class HourRow:
    """An hour's totals. `hour`: its beginning, GMT; `local`: in the site's time. Visits and events are not known by the hour."""

    hour: datetime
    local: datetime
    totals: Totals


@dataclass(frozen=True, slots=True)
class Overview:
    """A period and what it is compared with. `days` has every day, also those with nothing."""

    period: Period
    totals: Totals
    days: Sequence[DayRow]
    compared: Period | None = None
    earlier: Totals | None = None
    earlier_days: Sequence[DayRow] = ()


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story's totals. Title is plain text; `url` "" and `title` "" where the story is gone. `earlier`: in the compared period."""

    post_id: int
    title: str
    url: str
    author_id: int
    published: datetime | None  # GMT
    totals: Totals
    earlier: Totals | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Totals of what is one of the site's own: a section, a tag (terms), an author (a user)."""

    id: int
    name: str
    url: str
    totals: Totals
    earlier: Totals | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Totals of a text: a source, a campaign, a device, an address. `share`: part of the views (of what is counted by events: of
    those) of all rows, 0 to 1, also of those that are not shown."""

    label: str
    totals: Totals
    share: float
    earlier: Totals | None = None


@dataclass(frozen=True, slots=True)
class ScrollRow:
    """How many views saw the page to this depth (percent) or beyond, and their part of all views that told of it."""

    depth: int
    views: int
    share: float


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A text of a story with its headline. `since`: GMT, when it was made or first seen; `days`: its days with readers."""

    token: str
    headline: str
    since: datetime | None
    first_day: date | None
    last_day: date | None
    totals: Totals


@dataclass(frozen=True, slots=True)
class LoyaltyRow:
    """Readers with so many visits within one day (5: five or more), added up over the days."""

    visits: int
    readers: int
    share: float


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual by this time on this weekday: the mean of up to four weeks before. `weeks`: how many of them had any readers."""

    weeks: int
    views: float
    hours: Sequence[float] = ()  # mean views of each hour of the whole day


@dataclass(frozen=True, slots=True)
class Live:
    """This moment. `readers`: those heard of in the last five minutes; `minutes`: views of each of the last thirty, the oldest
    first; `stories`: views of the last thirty minutes, `reading`: how many of `readers` were last heard of at each story."""

    moment: datetime  # GMT
    readers: int
    minutes: Sequence[int]
    stories: Sequence[StoryRow]
    reading: dict[int, int] = field(default_factory=dict)
    today: Totals = Totals()
    hours: Sequence[HourRow] = ()
    usual: Usual = Usual(0, 0.0)
