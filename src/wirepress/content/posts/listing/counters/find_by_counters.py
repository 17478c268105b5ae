"""Which lists are read by what is kept: the plain ones. Every other goes the long way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q

from wirepress.content.posts.listing import filters, search
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.counters.read import BucketList
from wirepress.content.posts.listing.counters.scopes import AUTHOR, TERM, TREE
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.core.database.rows import query_rows

_HANDLED: Final = frozenset(
    (
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
        "terms",
        "author",
        "from_date",
        "until_date",
    )
)


def bucket_list_of(query: PostQuery) -> BucketList | None:
    """Return the kept list that a query asks for; None: there is none."""
    if len(query.types) != 1 or tuple(query.statuses) != ("publish",) or query.types[0] == "revision":
        return None
    if query.asks(besides=_HANDLED):
        return None
    terms = [condition for condition in query.terms if condition.terms]
    days = (query.from_date, query.until_date)
    if len(query.author) + len(terms) + (days != (None, None)) > 1 or not all(_midnight(day) for day in days):
        return None
    post_type = query.types[0]
    if query.author:
        return BucketList(post_type, AUTHOR, query.author[0])
    if not terms:
        return BucketList(post_type, from_date=query.from_date, until_date=query.until_date)
    asked = terms[0]
    if len(asked.terms) != 1 or not asked.include or not _has_term("id", asked):
        return None
    tree = asked.children and _has_term("parent_id", asked)
    return BucketList(post_type, TREE if tree else TERM, asked.terms[0])


def _has_term(column: str, asked: TermCondition) -> bool:
    """Return whether the taxonomy has a term with the number that is asked for in this column."""
    number = int(asked.terms[0])
    sql = f"SELECT 1 FROM terms_term WHERE {column} = %s AND taxonomy = %s LIMIT 1"
    return abs(number) < 2**63 and bool(query_rows(Term, sql, (number, asked.taxonomy)))


def find_by_counters(query: PostQuery, due: Sequence[int]) -> tuple[list[int], int] | None:
    """Return ids of the asked page and the total; None: to be asked the long way."""
    if query.orderby != "date" or len(due) > read.DUE_MAX:
        return None
    shelf = bucket_list_of(query)
    if shelf is None:
        return None
    known = read.read_buckets(shelf)
    if known.undated or (not shelf.dated and shelf.scope != read.MONTH and read.has_undated(shelf.type)):
        return None
    mixed = _due_rows(query, due)
    if mixed is None:
        return None
    total = known.total + len(mixed)
    if query.start >= total:
        return [], total
    size = total if query.per_page < 0 else query.per_page
    return read.read_page(shelf, known, mixed, query.start, size, descending=query.order.lower() != "asc"), total


def _due_rows(query: PostQuery, due: Sequence[int]) -> list[read.Row] | None:
    """Those of the due posts that the list holds; None: one has no local date, and its place is the database's affair."""
    if not due:
        return []
    rows = Post.objects.filter(Q(id__in=list(due)) & filters.query_condition(query, due, search.parse_phrase("")))
    found = list(rows.values_list("date", "id"))
    return (
        None
        if any(moment is None for moment, _ in found)
        else [(moment, number) for moment, number in found if moment is not None]
    )


def _midnight(moment: datetime | None) -> bool:
    return moment is None or (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
