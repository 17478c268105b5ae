"""Posts by time and nearness: months with their counts, neighbours, related and newest ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Q
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from wirepress.content.posts import filters
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import TermPost


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the site's local time and how many posts it has."""

    year: int
    month: int
    count: int


def months(post_type: str = "post", limit: int | None = None) -> list[Month]:
    """Months that have published posts, newest first."""
    rows = (
        Post.objects.filter(filters.published(), type=post_type, date__isnull=False)
        .annotate(y=ExtractYear("date"), m=ExtractMonth("date")).values("y", "m").annotate(n=Count("id")).order_by("-y", "-m")
    )  # fmt: skip
    return [Month(row["y"], row["m"], row["n"]) for row in (rows[:limit] if limit else rows)]


def days_with_posts(year: int, month: int, post_type: str = "post") -> list[int]:
    """Days of a month that have published posts."""
    rows = Post.objects.filter(filters.published(), type=post_type, date__year=year, date__month=month)
    return sorted(set(rows.annotate(d=ExtractDay("date")).values_list("d", flat=True)))


def adjacent(post: Post, direction: Literal["next", "previous"], taxonomy: str = "") -> Post | None:
    """The published post just before or after this one in time, within one of its terms when a taxonomy is given."""
    if post.date is None:
        return None
    rows = Post.objects.filter(filters.published(), type=post.type).exclude(pk=post.pk)
    if taxonomy:
        shared = [term.pk for term in terms_of(post, taxonomy)]
        if not shared:
            return None
        rows = rows.filter(filters.marked(taxonomy, shared))
    if direction == "next":
        return rows.filter(_after(post.date, post.pk)).order_by("date", "id").first()
    return rows.filter(_before(post.date, post.pk)).order_by("-date", "-id").first()


def _after(date: datetime, post_id: int) -> Q:
    return Q(date__gt=date) | Q(date=date, id__gt=post_id)


def _before(date: datetime, post_id: int) -> Q:
    return Q(date__lt=date) | Q(date=date, id__lt=post_id)


def most_recent(limit: int = 5, post_type: str = "post", exclude: Sequence[int] = ()) -> list[int]:
    """Ids of the newest published posts."""
    rows = Post.objects.filter(filters.published(), type=post_type).exclude(pk__in=list(exclude))
    return list(rows.order_by("-date", "-id").values_list("id", flat=True)[:limit])


def related(post: Post, limit: int = 4) -> list[int]:
    """Ids of published posts that share most tags and categories with this one (a tag counts double), newest first among equals."""
    tags = [term.pk for term in terms_of(post, "post_tag")]
    categories = [term.pk for term in terms_of(post, "category")]
    if not tags and not categories:
        return []
    near = Post.objects.filter(
        filters.published(), filters.marked("post_tag", tags) | filters.marked("category", categories), type=post.type
    )
    nearest = dict(near.exclude(pk=post.pk).order_by("-date", "-id").values_list("id", "date")[:200])
    score = dict.fromkeys(nearest, 0)
    for post_id, term_id in TermPost.objects.filter(post_id__in=list(score), term_id__in=tags + categories).values_list(
        "post_id", "term_id"
    ):
        score[post_id] += 2 if term_id in tags else 1
    newest = {post_id: place for place, post_id in enumerate(nearest)}
    return sorted(score, key=lambda post_id: (-score[post_id], newest[post_id]))[:limit]
