"""Which stories readers read, and reacted to, most: ids of published ones, most first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.db.models import Sum

from wirepress.content.options import site
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.core.cache import depends
from wirepress.features.engagement.models import DailyViews, LikeCount, PostCount, ReactionCount
from wirepress.features.engagement.tally import VIEWS
from wirepress.features.engagement.votes.published import published

KINDS: Final = ("read", "reacted", "liked")
ALL_TIME: Final = 0
_SPARE: Final = 3  # times as many are looked at as are wanted: some are no longer public


def most(kind: str, limit: int, days: int = ALL_TIME) -> list[int]:
    """Return ids of the published stories that were read, reacted to or liked most. `days`: of views, how many days back; ALL_TIME: all
    of them. Two queries."""
    if kind == "read":
        rows = _most_read(days)
    else:
        depends.on("reaction" if kind == "reacted" else "like")
        model: Any = ReactionCount if kind == "reacted" else LikeCount
        counted = model.objects.all() if kind == "reacted" else model.objects.filter(choice=1)
        rows = counted.values("post_id").annotate(all=Sum("count")).filter(all__gt=0).order_by("-all", "-post_id")
    found = [row["post_id"] for row in rows[: limit * _SPARE]]
    shown = published(found)
    return [number for number in found if number in shown][:limit]


def _most_read(days: int) -> Any:
    if not days:
        rows: Any = PostCount.objects.filter(name=VIEWS, count__gt=0)
        return rows.order_by("-count", "-post_id").values("post_id")
    first = site.to_local(site.now_gmt()).date() - timedelta(days=days - 1)
    counted = DailyViews.objects.filter(day__gte=first).values("post_id").annotate(all=Sum("count"))
    return counted.order_by("-all", "-post_id")


def counts_of(kind: str, post_ids: Sequence[int], days: int = ALL_TIME) -> dict[int, int]:
    """Return how often each of these was read, reacted to or liked."""
    rows: Any
    if kind == "read" and days:
        first = site.to_local(site.now_gmt()).date() - timedelta(days=days - 1)
        rows = DailyViews.objects.filter(day__gte=first, post_id__in=post_ids)
    elif kind == "read":
        rows = PostCount.objects.filter(name=VIEWS, post_id__in=post_ids)
    elif kind == "reacted":
        rows = ReactionCount.objects.filter(post_id__in=post_ids)
    else:
        rows = LikeCount.objects.filter(choice=1, post_id__in=post_ids)
    return dict(rows.values_list("post_id").annotate(Sum("count")))


def load(post_ids: Sequence[int]) -> list[Post]:
    """Return the stories in that order."""
    return queries.load_posts(list(post_ids))
