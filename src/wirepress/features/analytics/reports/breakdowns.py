"""Where readers came from, with what they read, and what they did: rows of labelled counts."""

from __future__ import annotations

from typing import Final

from wirepress.features.analytics.dimensions import LABELLED, SCROLL_STEPS, Dimension
from wirepress.features.analytics.models import Label
from wirepress.features.analytics.reports.period import Comparison, Period
from wirepress.features.analytics.reports.results import LoyaltyRow, Row, ScrollRow, Totals
from wirepress.features.analytics.reports.scope import WHOLE_SITE, Scope
from wirepress.features.analytics.reports.sums import sum_values, sum_whole

# The name of each report that is made of labels, as commands and REST name it.
REPORTS: Final[dict[str, Dimension]] = {
    "channels": Dimension.CHANNEL,
    "sources": Dimension.SOURCE,
    "referrers": Dimension.REFERRER,
    "campaigns": Dimension.CAMPAIGN,
    "devices": Dimension.DEVICE,
    "languages": Dimension.LANGUAGE,
    "countries": Dimension.COUNTRY,
    "pages": Dimension.PAGE,
    "searches": Dimension.SEARCH,
    "outbound": Dimension.OUTBOUND,
    "downloads": Dimension.DOWNLOAD,
    "missing": Dimension.MISSING,
    "goals": Dimension.GOAL,
    "shares": Dimension.SHARE,
    "reactions": Dimension.REACTION,
}
SITE_ALONE: Final = frozenset((Dimension.PAGE, Dimension.SEARCH, Dimension.MISSING))  # of no story
COUNTED_BY_EVENTS: Final = frozenset(
    (
        Dimension.SEARCH,
        Dimension.OUTBOUND,
        Dimension.DOWNLOAD,
        Dimension.MISSING,
        Dimension.GOAL,
        Dimension.SHARE,
        Dimension.REACTION,
    )
)


def breakdown(
    dimension: Dimension,
    period: Period,
    scope: Scope = WHOLE_SITE,
    *,
    order: str = "",
    most: int = 50,
    start: int = 0,
    compare: Comparison = "none",
) -> list[Row]:
    """Return the labels of a dimension with their totals. `order`: "" is events for what is counted by them, else views. Raises
    ValueError for a dimension without labels, and for an order that there is not."""
    if dimension not in LABELLED:
        raise ValueError(f"{dimension.name} has no labels.")
    by_events = dimension in COUNTED_BY_EVENTS
    found = sum_values(
        dimension, period, scope, order=order or ("events" if by_events else "views"), most=most, start=start
    )
    whole = sum_whole(dimension, period, scope)
    size = whole.events if by_events else whole.views
    ids = [number for number, _ in found]
    texts = dict(Label.objects.filter(pk__in=ids).values_list("pk", "text"))
    other = period.compared(compare)
    earlier = dict(sum_values(dimension, other, scope, only=ids)) if other is not None else {}
    return [
        Row(
            texts.get(number, ""),
            totals,
            (totals.events if by_events else totals.views) / size if size else 0.0,
            earlier.get(number, Totals()) if other is not None else None,
        )
        for number, totals in found
    ]


def scroll(period: Period, scope: Scope = WHOLE_SITE) -> list[ScrollRow]:
    """Return how far down pages were seen: 25, 50, 75 and 100 percent. A view that saw more stands in the smaller ones, too."""
    found = {number: totals.events for number, totals in sum_values(Dimension.SCROLL, period, scope, order="events")}
    heard = found.get(0, 0)  # views that told how far they came
    return [
        ScrollRow(depth, found.get(depth, 0), found.get(depth, 0) / heard if heard else 0.0) for depth in SCROLL_STEPS
    ]


def loyalty(period: Period) -> list[LoyaltyRow]:
    """Return how many readers came once, twice ... within one day. Nobody is known again on the next day. The running day is counted
    when it has ended."""
    found = {number: totals.readers for number, totals in sum_values(Dimension.VISITS, period, WHOLE_SITE)}
    whole = sum(found.values())
    return [LoyaltyRow(number, readers, readers / whole) for number, readers in sorted(found.items()) if readers]
