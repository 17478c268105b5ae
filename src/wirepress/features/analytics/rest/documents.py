"""Results of reports as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wirepress.core.rest.paging import format_moment
from wirepress.features.analytics.reports.period import Period
from wirepress.features.analytics.reports.results import (
    DayRow,
    GroupRow,
    HourRow,
    Live,
    LoyaltyRow,
    Overview,
    Row,
    ScrollRow,
    StoryRow,
    Totals,
    VersionRow,
)


def of_totals(totals: Totals) -> dict[str, Any]:
    """Return counts, with attention as `engaged_seconds`."""
    return {
        "views": totals.views,
        "readers": totals.readers,
        "visits": totals.visits,
        "engaged_seconds": totals.seconds,
        "events": totals.events,
    }


def of_period(period: Period | None) -> dict[str, str] | None:
    """Return first and last day."""
    return {"first": period.first.isoformat(), "last": period.last.isoformat()} if period is not None else None


def of_overview(found: Overview) -> dict[str, Any]:
    """Return an overview."""
    return {
        "period": of_period(found.period),
        "totals": of_totals(found.totals),
        "days": _days(found.days),
        "compared": of_period(found.compared),
        "earlier": of_totals(found.earlier) if found.earlier is not None else None,
        "earlier_days": _days(found.earlier_days),
    }


def of_hour(row: HourRow) -> dict[str, Any]:
    """Return an hour."""
    totals = row.totals
    return {
        "hour": format_moment(row.hour),
        "local": format_moment(row.local),
        "views": totals.views,
        "readers": totals.readers,
        "engaged_seconds": totals.seconds,
    }


def of_story(row: StoryRow) -> dict[str, Any]:
    """Return a story's counts."""
    return {
        "id": row.post_id,
        "title": row.title,
        "link": row.url,
        "author": row.author_id,
        "published": format_moment(row.published),
        **of_totals(row.totals),
        **_earlier(row.earlier),
    }


def of_group(row: GroupRow) -> dict[str, Any]:
    """Return a section's, a tag's, an author's counts."""
    return {"id": row.id, "name": row.name, "link": row.url, **of_totals(row.totals), **_earlier(row.earlier)}


def of_row(row: Row) -> dict[str, Any]:
    """Return a label's counts."""
    return {"label": row.label, "share": round(row.share, 4), **of_totals(row.totals), **_earlier(row.earlier)}


def of_scroll(row: ScrollRow) -> dict[str, Any]:
    """Return how many views came so far down."""
    return {"depth": row.depth, "views": row.views, "share": round(row.share, 4)}


def of_loyalty(row: LoyaltyRow) -> dict[str, Any]:
    """Return how many readers came so often in a day."""
    return {"visits": row.visits, "readers": row.readers, "share": round(row.share, 4)}


def of_version(row: VersionRow) -> dict[str, Any]:
    """Return a version's counts."""
    return {
        "version": row.token,
        "headline": row.headline,
        "since": format_moment(row.since),
        "first_day": row.first_day.isoformat() if row.first_day else None,
        "last_day": row.last_day.isoformat() if row.last_day else None,
        **of_totals(row.totals),
    }


def of_live(found: Live) -> dict[str, Any]:
    """Return this moment."""
    moment: datetime = found.moment
    return {
        "moment": format_moment(moment),
        "readers": found.readers,
        "minutes": list(found.minutes),
        "stories": [{**of_story(row), "reading": found.reading.get(row.post_id, 0)} for row in found.stories],
        "today": of_totals(found.today),
        "hours": [of_hour(row) for row in found.hours],
        "usual": {
            "weeks": found.usual.weeks,
            "views": round(found.usual.views, 1),
            "hours": [round(views, 1) for views in found.usual.hours],
        },
    }


def _days(rows: Sequence[DayRow]) -> list[dict[str, Any]]:
    return [{"day": row.day.isoformat(), **of_totals(row.totals)} for row in rows]


def _earlier(totals: Totals | None) -> dict[str, Any]:
    return {"earlier": of_totals(totals)} if totals is not None else {}
