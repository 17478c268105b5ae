"""Sections, tags and authors: what was read of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wirepress.content.posts.addresses.permalinks import author_link, term_link
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.reports.period import Comparison, Period
from wirepress.features.analytics.reports.results import GroupRow, Totals
from wirepress.features.analytics.reports.scope import WHOLE_SITE
from wirepress.features.analytics.reports.stories import plain_title
from wirepress.features.analytics.reports.sums import sum_values

_Named = Callable[[Sequence[int]], Mapping[int, tuple[str, str]]]


def sections(
    period: Period, *, order: str = "views", most: int = 50, start: int = 0, compare: Comparison = "none"
) -> list[GroupRow]:
    """Return the sections (categories) that were read most. A story in two of them counts in both."""
    return _group(Dimension.SECTION, _terms, period, order, most, start, compare)


def tags(
    period: Period, *, order: str = "views", most: int = 50, start: int = 0, compare: Comparison = "none"
) -> list[GroupRow]:
    """Return the tags that were read most."""
    return _group(Dimension.TAG, _terms, period, order, most, start, compare)


def authors(
    period: Period, *, order: str = "views", most: int = 50, start: int = 0, compare: Comparison = "none"
) -> list[GroupRow]:
    """Return the authors who were read most."""
    return _group(Dimension.AUTHOR, _users, period, order, most, start, compare)


def _group(
    dimension: Dimension, name: _Named, period: Period, order: str, most: int, start: int, compare: Comparison
) -> list[GroupRow]:
    found = sum_values(dimension, period, WHOLE_SITE, order=order, most=most, start=start)
    ids = [number for number, _ in found]
    names, other = name(ids), period.compared(compare)
    earlier: dict[int, Totals] = dict(sum_values(dimension, other, WHOLE_SITE, only=ids)) if other is not None else {}
    return [
        GroupRow(
            number,
            *names.get(number, ("", "")),
            totals,
            earlier.get(number, Totals()) if other is not None else None,
        )
        for number, totals in found
    ]


def _terms(ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    rows: dict[Any, Term] = Term.objects.in_bulk(list(ids))
    return {number: (plain_title(term.name), term_link(term)) for number, term in rows.items()}


def _users(ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    rows: dict[Any, User] = User.objects.in_bulk(list(ids))
    return {number: (user.display_name, author_link(user)) for number, user in rows.items()}
