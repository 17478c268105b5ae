"""Reading posts: ids and a total in a fixed number of queries, then rows with all that belongs to them."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from wirepress.content.options import store
from wirepress.content.posts.addresses.find_by_path import find_post_by_path, find_post_by_slug
from wirepress.content.posts.listing import filters, ordering, search
from wirepress.content.posts.listing.archives import (
    Month,
    days_with_posts,
    find_adjacent_post,
    find_recent_ids,
    find_related_ids,
    months_with_posts,
)
from wirepress.content.posts.listing.counters import find_by_counters, read
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.listing.search_index import search as finding
from wirepress.content.posts.loading import load_post, load_posts, load_related, terms_of
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import revision_facts
from wirepress.content.posts.statuses import effective_status
from wirepress.core.database.rows import index_hint, query_rows, select_in
from wirepress.core.php.strings import stripslashes

__all__ = [
    "Month",
    "PostPage",
    "days_with_posts",
    "find_adjacent_post",
    "find_post_by_path",
    "find_post_by_slug",
    "find_post_ids",
    "find_posts",
    "find_recent_ids",
    "find_related_ids",
    "load_post",
    "load_posts",
    "load_related",
    "months_with_posts",
    "published_posts",
    "revision_facts",
    "sticky_ids",
    "terms_of",
]


@dataclass(frozen=True, slots=True)
class PostPage:
    """Ids of one page of a list, and how many rows the whole list has."""

    ids: list[int]
    total: int

    def pages(self, per_page: int) -> int:
        """Return how many pages the list has."""
        return -(-self.total // per_page) if per_page > 0 else 1


def find_posts(query: PostQuery) -> PostPage:
    """Return ids of the asked page in order, and the total. Three queries: what is due, the total, the ids."""
    due = filters.due_ids()
    front = not query.ignore_sticky and query.start == 0
    listed = find_by_counters.find_by_counters(query, due)
    if listed is not None:
        return PostPage(_sticky_to_front(listed[0]) if front else listed[0], listed[1])
    phrase = search.parse_phrase(stripslashes(query.search), exact=query.search_semantics == "exact")
    known = finding.search_ids(query, due, phrase)
    if isinstance(known, tuple):
        return PostPage(_sticky_to_front(known[0]) if front else known[0], known[1])
    rows = Post.objects.filter(filters.query_condition(query, due, phrase, narrowed=known))
    total = _total(rows, query, due)
    ids: list[int] = []
    # A huge page number must not become a huge OFFSET: databases refuse numbers beyond 64 bits.
    if query.start < total:
        chosen = ordering.order_rows(rows, query, phrase).values_list("id", flat=True)
        ids = list(chosen[query.start :] if query.per_page < 0 else chosen[query.start : query.start + query.per_page])
    return PostPage(_sticky_to_front(ids) if front else ids, total)


def find_post_ids(query: PostQuery) -> tuple[list[int], int]:
    """Return ids of the asked page and the total."""
    found = find_posts(query)
    return found.ids, found.total


def _total(rows: QuerySet[Post], query: PostQuery, due: Sequence[int]) -> int:
    if not query.plain or "any" in query.statuses or "revision" in query.types:
        return rows.count()
    kept = read.count_posts(query.types, query.statuses)
    if due and ("publish" in query.statuses) != ("future" in query.statuses):
        of_types = Post.objects.filter(id__in=due, type__in=query.types).count()
        kept += of_types if "publish" in query.statuses else -of_types
    return kept


def sticky_ids() -> list[int]:
    """Return ids of sticky posts that are published, newest first."""
    sql = f"SELECT id FROM posts_post{index_hint(Post, 'post_sticky')} WHERE sticky"
    marked = select_in(Post, "id", (number for (number,) in query_rows(Post, sql)))
    shown = [post for post in marked if post.type == "post" and effective_status(post) == "publish"]
    return [post.pk for post in sorted(shown, key=lambda post: (str(post.date or ""), post.pk), reverse=True)]


def _sticky_to_front(ids: list[int]) -> list[int]:
    first = sticky_ids()
    here = [post_id for post_id in ids if post_id in first]
    return [
        *here,
        *(post_id for post_id in first if post_id not in here),
        *(post_id for post_id in ids if post_id not in first),
    ]


def published_posts(
    *,
    types: Sequence[str] = ("post",),
    term: tuple[str, int] | None = None,
    author: int = 0,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    search: str = "",
    page: int = 1,
    per_page: int | None = None,
    sticky_first: bool = False,
    exclude: Iterable[int] = (),
    orderby: str | None = None,
) -> tuple[list[Post], int]:
    """Published posts for a page of the site or a feed: rows with all that belongs to them, and the total.

    `term` is (taxonomy, id), with all terms below it. A search is ordered by relevance unless `orderby` says otherwise.
    """
    from_date, until_date = period(year, month, day) if year else (None, None)
    found = find_posts(
        PostQuery(
            types=tuple(types),
            terms=[TermCondition(term[0], (term[1],), children=True)] if term else [],
            author=(author,) if author else (),
            from_date=from_date,
            until_date=until_date,
            search=search,
            page=page,
            per_page=per_page if per_page is not None else int(store.get("posts_per_page")),
            ignore_sticky=not sticky_first,
            exclude=tuple(exclude),
            orderby=orderby or ("relevance" if search else "date"),
        )
    )
    return load_posts(found.ids), found.total


def period(year: int, month: int | None = None, day: int | None = None) -> tuple[datetime, datetime]:
    """First moment of a year, month or day and of the one after it. Raises ValueError where the calendar has no such day."""
    if month and day:
        start = datetime(year, month, day)
        return start, start + timedelta(days=1)
    if month:
        start = datetime(year, month, 1)
        return start, start + timedelta(days=calendar.monthrange(year, month)[1])
    return datetime(year, 1, 1), datetime(year + 1, 1, 1)
