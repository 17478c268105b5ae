"""Posts by time and nearness: months with their counts, neighbours, related and newest ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from django.db.models import Q

from wirepress.content.posts.listing import filters
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.counters.read import BucketList
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import TermPost
from wirepress.core.database.rows import placeholders, query_rows, select_in

NEAR_MAX: Final = 200  # posts that are looked at for nearness


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the site's local time and how many posts it has."""

    year: int
    month: int
    count: int


def is_month(text: str) -> bool:
    """Return whether a text is a month as WordPress's addresses write it: 202604."""
    return len(text) == 6 and text.isascii() and text.isdigit() and text >= "0001" and 1 <= int(text[4:]) <= 12


def months_with_posts(post_type: str = "post", limit: int | None = None) -> list[Month]:
    """Months that have published posts, newest first."""
    counts = {
        divmod(period // 100, 100): count
        for period, count in read.read_buckets(BucketList(post_type)).periods
        if period
    }
    for date, _ in _due_rows(post_type):
        counts[date.year, date.month] = counts.get((date.year, date.month), 0) + 1
    found = [Month(year, month, count) for (year, month), count in sorted(counts.items(), reverse=True)]
    return found[:limit] if limit else found


def days_with_posts(year: int, month: int, post_type: str = "post") -> list[int]:
    """Days of a month that have published posts."""
    first = datetime(year, month, 1)
    until = datetime(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else None
    days = {
        period % 100
        for period, _ in read.read_buckets(BucketList(post_type, from_date=first, until_date=until)).periods
    }
    return sorted(days | {date.day for date, _ in _due_rows(post_type) if (date.year, date.month) == (year, month)})


def _due_rows(post_type: str, marks: Mapping[str, Sequence[int]] = MappingProxyType({})) -> list[read.Row]:
    """Scheduled posts whose hour has come. `marks`: taxonomy -> terms; they have one of these, of whichever taxonomy."""
    due = filters.due_ids()
    if not due:
        return []
    marked = Q()
    for taxonomy, terms in marks.items():
        marked |= filters.marked_with(taxonomy, terms)
    rows = Post.objects.filter(marked, id__in=due, type=post_type).values_list("date", "id")
    return [(date, number) for date, number in rows if date is not None]


def find_adjacent_post(post: Post, direction: Literal["next", "previous"], taxonomy: str = "") -> Post | None:
    """Return the published post just before or after this one in time, within one of its terms when a taxonomy is given."""
    if post.date is None:
        return None
    shared = [term.pk for term in terms_of(post, taxonomy)] if taxonomy else None
    if shared == []:
        return None
    later, mine = direction == "next", (post.date, post.pk)
    due = _due_rows(post.type, {taxonomy: shared} if shared is not None else {})
    found = [row for row in due if (row > mine if later else row < mine)]
    kept = read.neighbouring_row(post.type, shared, mine, later=later)
    nearest = (min if later else max)([*found, *([kept] if kept else [])], default=None)
    return next(iter(select_in(Post, "id", nearest[1:])), None) if nearest is not None else None


def find_recent_ids(limit: int = 5, post_type: str = "post", exclude: Sequence[int] = ()) -> list[int]:
    """Return ids of the newest published posts."""
    rows = Post.objects.filter(filters.published_rows(), type=post_type).exclude(pk__in=list(exclude))
    return list(rows.order_by("-date", "-id").values_list("id", flat=True)[:limit])


def find_related_ids(post: Post, limit: int = 4) -> list[int]:
    """Return ids of published posts that share most tags and categories with this one (a tag counts double), newest first among equals."""
    tags = [term.pk for term in terms_of(post, "post_tag")]
    categories = [term.pk for term in terms_of(post, "category")]
    if not tags and not categories:
        return []
    near = read.newest_rows_of_terms(post.type, tags + categories, NEAR_MAX + 1)
    near += _due_rows(post.type, {"post_tag": tags, "category": categories})
    nearest = {post_id: date for date, post_id in sorted(near, reverse=True) if post_id != post.pk}
    score = dict.fromkeys(nearest, 0)
    marks = query_rows(
        TermPost,
        "SELECT post_id, term_id FROM terms_termpost"
        f" WHERE post_id IN ({placeholders(list(score))}) AND term_id IN ({placeholders(tags + categories)})",
        [*score, *tags, *categories],
    )
    for post_id, term_id in marks:
        score[post_id] += 2 if term_id in tags else 1
    newest = {post_id: place for place, post_id in enumerate(nearest)}
    return sorted(score, key=lambda post_id: (-score[post_id], newest[post_id]))[:limit]


def find_newest_ids_of_term(post: Post, term_id: int, limit: int, exclude: Sequence[int] = ()) -> list[int]:
    """Return ids of the newest published posts of a term, without this one and those of `exclude`."""
    rows = read.newest_rows_of_terms(post.type, [term_id], limit + len(exclude) + 1)
    rows += _due_rows(post.type, {"category": [term_id]})
    left_out = {post.pk, *exclude}
    return [number for _, number in sorted(set(rows), reverse=True) if number not in left_out][:limit]
