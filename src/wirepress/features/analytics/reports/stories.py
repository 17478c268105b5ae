"""Which stories were read, and how much."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from django.db.models import Sum

from wirepress.content.options.features import extensions
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.loading import load_posts
from wirepress.content.posts.models import Post
from wirepress.core.php.tags import strip_tags
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.models import ImportedViews
from wirepress.features.analytics.reports.period import Comparison, Period
from wirepress.features.analytics.reports.results import StoryRow, Totals
from wirepress.features.analytics.reports.scope import WHOLE_SITE, Scope
from wirepress.features.analytics.reports.sums import sum_values


def stories(
    period: Period,
    scope: Scope = WHOLE_SITE,
    *,
    order: str = "views",
    most: int = 50,
    start: int = 0,
    compare: Comparison = "none",
) -> list[StoryRow]:
    """Return the stories (posts of every type) that were read most. `order`: views, readers, visits, seconds, events. Raises
    ValueError for another one."""
    found = sum_values(Dimension.STORY, period, scope, order=order, most=most, start=start)
    ids = [number for number, _ in found]
    other = period.compared(compare)
    earlier = dict(sum_values(Dimension.STORY, other, WHOLE_SITE, only=ids)) if other is not None else None
    return story_rows(found, earlier)


def story_rows(found: Sequence[tuple[int, Totals]], earlier: Mapping[int, Totals] | None = None) -> list[StoryRow]:
    """Return rows for these stories, in their order."""
    posts = {post.pk: post for post in load_posts([number for number, _ in found])}
    return [
        _row(number, posts.get(number), totals, earlier.get(number, Totals()) if earlier is not None else None)
        for number, totals in found
    ]


def story_totals(post_ids: Sequence[int], period: Period) -> dict[int, Totals]:
    """Return the totals of each of these stories that was read: for columns of lists. One query."""
    return dict(sum_values(Dimension.STORY, period, WHOLE_SITE, only=list(post_ids)))


def imported_views(post_ids: Sequence[int]) -> dict[int, int]:
    """Return the views that other counters had counted before, of each of these stories that has any: what a count of all time
    begins with. Of several counters the largest number stands. Two queries."""
    rows = (
        ImportedViews.objects.filter(post_id__in=list(post_ids), day=None)
        .values_list("post_id", "origin")
        .annotate(Sum("views"))
        .order_by()
    )
    found: dict[int, int] = {}
    for number, _, views in rows:
        found[number] = max(found.get(number, 0), views)
    for number, views in extensions().collect("views_before", post_ids=list(post_ids)):
        found[number] = max(found.get(number, 0), views)
    return found


def plain_title(title: str) -> str:
    """Return a stored title as people read it."""
    return html.unescape(strip_tags(title)) if "<" in title or "&" in title else title


def _row(number: int, post: Post | None, totals: Totals, earlier: Totals | None) -> StoryRow:
    if post is None:
        return StoryRow(number, "", "", 0, None, totals, earlier)
    return StoryRow(
        number, plain_title(post.title), post_link(post), post.author_id or 0, post.date_gmt, totals, earlier
    )
