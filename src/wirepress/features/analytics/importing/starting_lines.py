"""Keeps views that others had counted. The same import again changes nothing; a later one with other numbers replaces them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from wirepress.content.posts.models import Post
from wirepress.core.hooks import ImportResult, WordPressTable
from wirepress.core.php.numbers import read_digits
from wirepress.features.analytics.models import ImportedViews

VIEWS_MAX: Final = 2**53


def keep_views(origin: str, views: Mapping[int, int], *, may_come_later: bool = False) -> ImportResult:
    """Keep the views of posts (number -> views of all time), as `origin` had counted them. `may_come_later`: the posts are part of the
    same import; else those that are not there are refused."""
    numbers = list(views)
    with transaction.atomic():
        there = set(numbers)
        if not may_come_later:
            there = set(Post.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        known = {row.post_id: row for row in ImportedViews.objects.filter(post_id__in=numbers, origin=origin, day=None)}
        new = [
            ImportedViews(post_id=number, origin=origin, views=count)
            for number, count in views.items()
            if number not in known and number in there
        ]
        changed = [row for number, row in known.items() if row.views != views[number]]
        for row in changed:
            row.views = views[row.post_id]
        ImportedViews.objects.bulk_create(new, batch_size=500)
        ImportedViews.objects.bulk_update(changed, ["views"], batch_size=500)
    gone = sorted(set(numbers) - there - known.keys())
    return ImportResult(
        read=len(numbers),
        created=len(new),
        updated=len(changed),
        unchanged=len(known) - len(changed),
        refusals=[f"Views of post {number}, which is not there." for number in gone],
    )


def store_popular_posts(rows: Sequence[Mapping[str, Any]]) -> ImportResult:
    """Store rows of WordPress Popular Posts' `popularpostsdata`: a row a post, with its views of all time."""
    return keep_views(
        "wpp", {post: views for row in rows for post, views in [_pair(row)] if post and views}, may_come_later=True
    )


def _pair(row: Mapping[str, Any]) -> tuple[int, int]:
    return whole(row.get("postid")), whole(row.get("pageviews"))


def whole(value: object) -> int:
    """Return a number as tables and files have it, with or without marks between thousands; 0 for what is none."""
    text = str(value if value is not None else "").strip().replace(",", "").replace("\u202f", "").replace(" ", "")
    number = read_digits(text)
    return number if number is not None and number <= VIEWS_MAX else 0


TABLES: Final = (WordPressTable("popularpostsdata", store_popular_posts, key="postid"),)
