"""What the address of a page asks for: a span of days, what it is compared with, and of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, cast
from urllib.parse import urlencode

from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.features.analytics.page_helpers import read_day
from wirepress.features.analytics.reports.period import Comparison, Period, last_days, today
from wirepress.features.analytics.reports.scope import WHOLE_SITE, Scope, narrow_to_author

SPANS: Final = ((1, "Today"), (7, "7 days"), (28, "28 days"), (90, "90 days"), (365, "A year"))
DEFAULT: Final = 28
DAYS_MOST: Final = 3660
EARLY: Final = date(1980, 1, 1)  # nothing was counted before, and calendars end somewhere
COMPARISONS: Final = (("before", "the days before"), ("year", "a year before"), ("none", "nothing"))
SEE: Final = "edit_posts"
SEE_ALL: Final = "edit_others_posts"


@dataclass(frozen=True, slots=True)
class Choice:
    """A span, a comparison and a scope. `days` 0: the days were named; `own`: it is narrowed to the user's own stories."""

    period: Period
    compare: Comparison = "before"
    scope: Scope = WHOLE_SITE
    days: int = DEFAULT
    own: bool = False

    @property
    def since(self) -> date:
        """The first day."""
        return self.period.first

    @property
    def until(self) -> date:
        """The last day."""
        return self.period.last

    @property
    def words(self) -> str:
        """The span, as titles say it."""
        if self.period.days == 1:
            return f"{self.since:%-d %B %Y}"
        return f"{self.since:%-d %B %Y} to {self.until:%-d %B %Y}"

    @property
    def compared_words(self) -> str:
        """What it is compared with."""
        other = self.period.compared(self.compare)
        if other is None:
            return ""
        return f"{other.first:%-d %b %Y}" + ("" if other.days == 1 else f" to {other.last:%-d %b %Y}")

    def query(self, **more: Any) -> str:
        """Return the query that asks for the same, with changes; what is as usual is left out."""
        span: dict[str, Any] = (
            {"days": self.days} if self.days else {"since": self.since.isoformat(), "until": self.until.isoformat()}
        )
        scope = self.scope
        given = {
            **span,
            "compare": self.compare,
            "post": scope.post_id,
            "author": 0 if self.own else scope.author_id,
            "section": scope.section_id,
            "tag": scope.tag_id,
            **more,
        }
        usual = {"days": DEFAULT, "compare": "before"}
        return urlencode({name: value for name, value in given.items() if value and usual.get(name) != value})


def read_choice(given: Mapping[str, str], user: User) -> Choice:
    """Return what the query asks for; nonsense counts as not said. Who may not see everybody's numbers gets their own."""
    scope = Scope(*(read_digits(given.get(name, "")) or 0 for name in ("post", "author", "section", "tag")))
    period, days = _span(given)
    compare = given.get("compare", "")
    own = not user.can(SEE_ALL)
    return Choice(
        period,
        cast(Comparison, compare) if compare in dict(COMPARISONS) else "before",
        narrow_to_author(scope, user.pk) if own else scope,
        days,
        own,
    )


def _span(given: Mapping[str, str]) -> tuple[Period, int]:
    """Return the days, and how many up to today where they were not named."""
    since, until = read_day(given.get("since", "")), read_day(given.get("until", ""))
    if since or until:
        last = max(min(until or today(), today()), EARLY)
        first = max(min(since or last, last), EARLY)
        return Period(max(first, last - timedelta(days=DAYS_MOST)), last), 0
    days = min(read_digits(given.get("days", "")) or DEFAULT, DAYS_MOST)
    return last_days(days), days
