"""The mail: what was read in a day or a week, in plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from wirepress.content.options import site
from wirepress.content.users.models import User
from wirepress.features.analytics.dashboard.table import show_change, show_seconds
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.reports.breakdowns import breakdown
from wirepress.features.analytics.reports.groups import sections
from wirepress.features.analytics.reports.overview import overview
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.scope import WHOLE_SITE, Scope
from wirepress.features.analytics.reports.stories import stories
from wirepress.features.analytics.sitenotes.find import notes_between

STORIES: Final = 10
OTHERS: Final = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """A mail: its subject and text."""

    subject: str
    text: str


def write_summary(user: User, period: Period, *, own: bool) -> Summary:
    """Return the mail about a period, of one's own stories or of the whole site."""
    scope = Scope(author_id=user.pk) if own else WHOLE_SITE
    whole = overview(period, scope, "before")
    now, before = whole.totals, whole.earlier
    span = _span(period.first, period.last)
    of = "of your stories" if own else "of the whole site"
    lines = [
        f"What was read {of}, {span}:",
        "",
        _figure("Views", now.views, before.views if before else None),
        _figure("Readers (of each day)", now.readers, before.readers if before else None),
        _figure("Visits", now.visits, before.visits if before else None),
        f"  Attention per view: {show_seconds(now.seconds_per_view)}",
        "",
    ]
    found = stories(period, scope, most=STORIES)
    lines += _part("Read most", [(row.title or f"Story {row.post_id}", row.totals.views, row.url) for row in found])
    if not own:
        lines += _part("Sections", [(row.name, row.totals.views, "") for row in sections(period, most=OTHERS)])
    sources = breakdown(Dimension.SOURCE, period, scope, most=OTHERS)
    lines += _part("Readers came from", [(row.label, row.totals.views, "") for row in sources])
    if not own:
        notes = notes_between(period.first, period.last)
        lines += ["Notes", *(f"  {note.day:%-d %b}: {note.text}" for note in notes), ""] if notes else []
    admin = site.home(reverse("admin:index"))
    lines += [f"All the numbers: {admin}readers/", f"How often this comes, or that it stops: {admin}readers/mails/", ""]
    return Summary(f"Readers, {span}", "\n".join(lines))


def _span(first: date, last: date) -> str:
    return f"{first:%A, %-d %B}" if first == last else f"{first:%-d %B} to {last:%-d %B}"


def _figure(title: str, now: int, before: int | None) -> str:
    change = show_change(now, before)
    return f"  {title}: {now:,}" + (f" ({change})" if change else "")


def _part(title: str, rows: Sequence[tuple[str, int, str]]) -> list[str]:
    if not rows:
        return []
    lines = [title]
    for words, views, address in rows:
        lines.append(f"  {views:>8,}  {' '.join(words.split())[:160]}")
        lines += [f"            {address}"] if address else []
    return [*lines, ""]
