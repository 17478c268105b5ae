"""Reading posts: ids and a total in a fixed number of queries, then rows with all that belongs to them."""

from __future__ import annotations

import calendar
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from django.db.models import QuerySet

from wirepress.content.options import store
from wirepress.content.posts.addresses.find_by_path import by_path, by_slug
from wirepress.content.posts.listing import filters, ordering, search
from wirepress.content.posts.listing.archives import Month, adjacent, days_with_posts, months, most_recent, related
from wirepress.content.posts.listing.counters import choose, read
from wirepress.content.posts.listing.search_index import search as finding
from wirepress.content.posts.loading import load_post, load_posts, load_related, terms_of
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import revision_facts
from wirepress.content.posts.statuses import effective_status
from wirepress.core.database.rows import query_rows, select_in
from wirepress.core.rest.routes import Actor

__all__ = [
    "Month",
    "PostPage",
    "PostQuery",
    "TermCondition",
    "adjacent",
    "by_path",
    "by_slug",
    "days_with_posts",
    "find_post_ids",
    "find_posts",
    "load_post",
    "load_posts",
    "load_related",
    "months",
    "most_recent",
    "published_posts",
    "related",
    "revision_facts",
    "sticky_ids",
    "terms_of",
]

_NOT_A_LIMIT = {
    "types",
    "statuses",
    "actor",
    "ignore_sticky",
    "orderby",
    "order",
    "page",
    "per_page",
    "offset",
    "tax_relation",
}


@dataclass(slots=True)
class TermCondition:
    """Posts by terms of a taxonomy: those with any (OR) or all (AND) of them, or, with `include` False, those with none.

    `children`: the terms below count as well.
    """

    taxonomy: str
    terms: Sequence[int]
    include: bool = True
    children: bool = False
    operator: str = "OR"


@dataclass(slots=True)
class PostQuery:
    """What a list asks for; REST's arguments by their meaning. Dates are the site's local time, naive; empty means: any.

    `include`: these ids only ([0] finds nothing). `per_page` -1: all. `offset` wins over `page`. `own_private`: the actor's own
    private posts are listed too. A stranger's search does not find protected posts.
    """

    types: Sequence[str] = ("post",)
    statuses: Sequence[str] = ("publish",)
    actor: Actor | None = None
    search: str = ""
    search_columns: Sequence[str] = ()
    search_semantics: str = ""  # "exact": a column is the phrase
    after: datetime | None = None
    before: datetime | None = None
    modified_after: datetime | None = None
    modified_before: datetime | None = None
    from_date: datetime | None = None  # this moment included
    until_date: datetime | None = None  # this moment excluded
    author: Sequence[int] = ()
    author_exclude: Sequence[int] = ()
    include: Sequence[int] | None = None
    exclude: Sequence[int] = ()
    parent: Sequence[int] = ()
    parent_exclude: Sequence[int] = ()
    slug: Sequence[str] = ()
    menu_order: int | None = None
    mime_types: Sequence[str] = ()
    mime_families: Sequence[str] = ()
    terms: list[TermCondition] = field(default_factory=list)
    tax_relation: str = "AND"
    format: Sequence[str] = ()
    sticky: bool | None = None
    ignore_sticky: bool = True  # False: a front page, sticky posts before all others
    has_password: bool | None = None
    own_private: bool = False
    orderby: str = "date"
    order: str = "desc"
    page: int = 1
    per_page: int = 10
    offset: int | None = None

    @property
    def start(self) -> int:
        """How many rows are skipped."""
        if self.offset is not None:
            return max(self.offset, 0)
        return max(self.page - 1, 0) * max(self.per_page, 0)

    @property
    def plain(self) -> bool:
        """Whether only types and statuses are asked for."""
        return not self.asks(besides=_NOT_A_LIMIT)

    def asks(self, *, besides: Container[str]) -> bool:
        """Whether anything but these limits the list. False and 0 limit it where nothing was the default (`sticky`, `menu_order`)."""
        return any(_limits(getattr(self, f.name), f.default) for f in fields(self) if f.name not in besides)


def _limits(value: object, default: object) -> bool:
    if isinstance(value, bool):
        return value is not default
    return value not in (None, "", (), [])


@dataclass(frozen=True, slots=True)
class PostPage:
    """Ids of one page of a list, and how many rows the whole list has."""

    ids: list[int]
    total: int

    def pages(self, per_page: int) -> int:
        """How many pages the list has."""
        return -(-self.total // per_page) if per_page > 0 else 1


def find_posts(query: PostQuery) -> PostPage:
    """Ids of the asked page in order, and the total. Three queries: what is due, the total, the ids."""
    due = filters.due_ids()
    front = not query.ignore_sticky and query.start == 0
    listed = choose.find_by_counters(query, due)
    if listed is not None:
        return PostPage(_sticky_to_front(listed[0]) if front else listed[0], listed[1])
    phrase = search.parse(query.search, exact=query.search_semantics == "exact")
    known = finding.search_ids(query, due, phrase)
    if isinstance(known, tuple):
        return PostPage(_sticky_to_front(known[0]) if front else known[0], known[1])
    rows = Post.objects.filter(filters.conditions(query, due, phrase, found=known))
    total = _total(rows, query, due)
    ids: list[int] = []
    # A huge page number must not become a huge OFFSET: databases refuse numbers beyond 64 bits.
    if query.start < total:
        chosen = ordering.ordered(rows, query, phrase).values_list("id", flat=True)
        ids = list(chosen[query.start :] if query.per_page < 0 else chosen[query.start : query.start + query.per_page])
    return PostPage(_sticky_to_front(ids) if front else ids, total)


def find_post_ids(query: PostQuery) -> tuple[list[int], int]:
    """Ids of the asked page and the total."""
    found = find_posts(query)
    return found.ids, found.total


def _total(rows: QuerySet[Post], query: PostQuery, due: Sequence[int]) -> int:
    if not query.plain or "any" in query.statuses or "revision" in query.types:
        return rows.count()
    kept = read.total(query.types, query.statuses)
    if due and ("publish" in query.statuses) != ("future" in query.statuses):
        of_types = Post.objects.filter(id__in=due, type__in=query.types).count()
        kept += of_types if "publish" in query.statuses else -of_types
    return kept


def sticky_ids() -> list[int]:
    """Ids of sticky posts that are published, newest first. Those few are found by an index of their own, before anything else is asked of
    them: SQLite would else look through all stories."""
    marked = select_in(Post, "id", (number for (number,) in query_rows(Post, "SELECT id FROM posts_post WHERE sticky")))
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
