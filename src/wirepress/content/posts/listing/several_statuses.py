"""Pages of lists of several statuses by date: each status is read by its own index or kept list, and the pages are merged.

A database sorts the whole table for such a list; most newsrooms have some drafts beside very many published stories.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.queries import PostPage, find_posts
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post
from wirepress.core.database.rows import in_chunks

ORDERS: Final = ("date", "modified")


def find_posts_of_statuses(query: PostQuery) -> PostPage:
    """Return ids of the asked page in order, and the total. Rows without a date stand behind all others, where they are few."""
    if len(query.statuses) == 1 or query.orderby not in ORDERS or query.per_page <= 0:
        return find_posts(query)
    start, ids, total, skipped = query.start, [], 0, 0
    present = read.statuses_with_posts(query.types)
    if "future" in present:
        present.add("publish")  # a scheduled story whose hour has come
    lists = [replace(query, statuses=(status,), page=1, offset=0) for status in query.statuses if status in present]
    if len(lists) == 1:
        return find_posts(replace(lists[0], offset=start))
    counts = [find_posts(replace(one, per_page=1)).total if start else 0 for one in lists]
    for one, count in zip(lists, counts, strict=True):
        # As many rows as stand before the page whatever the other statuses have need not be read.
        first = max(start - (sum(counts) - count), 0)
        found = find_posts(replace(one, offset=first, per_page=start + query.per_page - first))
        skipped += first
        ids += found.ids
        total += found.total
    if start >= total:
        return PostPage([], total)
    ordered = _in_order(ids, query.orderby, descending=query.order.lower() != "asc")
    return PostPage(ordered[start - skipped : start - skipped + query.per_page], total)


def _in_order(ids: list[int], column: str, *, descending: bool) -> list[int]:
    moments: dict[int, Any] = {}
    for numbers in in_chunks(ids):
        moments |= dict(Post.objects.filter(pk__in=numbers).values_list("id", column))
    dated = [number for number, moment in moments.items() if moment is not None]
    undated = [number for number, moment in moments.items() if moment is None]
    dated.sort(key=lambda number: (moments[number], number), reverse=descending)
    return [*dated, *sorted(undated, reverse=descending)]
