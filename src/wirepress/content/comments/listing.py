"""Lists of comments as REST and the site ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import attach_posts
from wirepress.settings import limits

APPROVED: Final = {"approve": "1", "approved": "1", "hold": "0"}
_ORDERS: Final = {
    "date": "date",
    "date_gmt": "date_gmt",
    "id": "id",
    "post": "post_id",
    "parent": "parent_id",
    "type": "type",
}
_PINGS: Final = ("pingback", "trackback")


@dataclass(slots=True)
class CommentQuery:
    """What a list of comments shall hold."""

    posts: Sequence[int] = ()
    status: str = "approve"  # approve, hold, all (both), any, or a stored word
    type: str = "comment"
    search: str = ""
    include: Sequence[int] = ()
    exclude: Sequence[int] = ()
    parent: Sequence[int] = ()
    parent_exclude: Sequence[int] = ()
    author: Sequence[int] = ()
    author_exclude: Sequence[int] = ()
    author_email: str = ""
    after: datetime | None = None
    before: datetime | None = None
    orderby: str = "date_gmt"
    order: str = "desc"
    offset: int = 0
    limit: int = field(default=10)


def find_comments(query: CommentQuery) -> tuple[list[Comment], int]:
    """Return one page of comments with their meta, posts and number of answers, and how many there are. Five queries."""
    rows = Comment.objects.filter(_condition(query))
    total = rows.count()
    ordered = rows.order_by(*_order(query))
    page = ordered[query.offset : query.offset + query.limit] if query.limit else ordered[query.offset :]
    comments = list(page.prefetch_related("meta_rows")) if query.offset < total else []
    preload_comments(comments)
    return comments, total


def find_comments_by(query: CommentQuery, column: str, numbers: Iterable[int]) -> dict[int, list[Comment]]:
    """For each number of a column (post_id, parent_id) the first page of the query, complete. Every number has an entry."""
    ids = list(numbers)
    place = Window(RowNumber(), partition_by=F(column), order_by=_order(query))
    rows = (
        Comment.objects.filter(_condition(query), **{f"{column}__in": ids})
        .annotate(place=place)
        .filter(place__lte=query.limit)
    )
    comments = list(rows.order_by(*_order(query)).prefetch_related("meta_rows"))
    preload_comments(comments)
    found: dict[int, list[Comment]] = {number: [] for number in ids}
    for comment in comments:
        found[getattr(comment, column)].append(comment)
    return found


def preload_comments(comments: Sequence[Comment]) -> None:
    """Posts and numbers of answers of comments in memory."""
    attach_posts(comments)
    ids = [comment.id for comment in comments]
    answers = Comment.objects.filter(parent_id__in=ids, approved__in=("0", "1"))
    counts = {row["parent_id"]: row["number"] for row in answers.values("parent_id").annotate(number=Count("id"))}
    for comment in comments:
        comment.__dict__["_wp_answers"] = counts.get(comment.id, 0)


def count_answers(comment: Comment) -> int:
    """Return how many approved or waiting answers a comment has."""
    if "_wp_answers" not in comment.__dict__:
        preload_comments([comment])
    number: int = comment.__dict__["_wp_answers"]
    return number


def _condition(query: CommentQuery) -> Q:
    where = _status(query.status) & _type(query.type)
    for values, name in (
        (query.posts, "post_id"),
        (query.include, "id"),
        (query.parent, "parent_id"),
        (query.author, "user_id"),
    ):
        if values:
            where &= Q(**{f"{name}__in": list(values)})
    for values, name in ((query.exclude, "id"), (query.parent_exclude, "parent_id"), (query.author_exclude, "user_id")):
        if values:
            where &= ~Q(**{f"{name}__in": list(values)})
    if query.author_email:
        where &= Q(author_email__iexact=query.author_email)
    if query.after is not None:
        where &= Q(date__gt=query.after)
    if query.before is not None:
        where &= Q(date__lt=query.before)
    if len(query.search) > limits.SEARCH_LENGTH_MAX:
        where &= Q(pk__in=())
    elif query.search:
        hit = Q()
        for column in ("author_name", "author_email", "author_url", "author_ip", "content"):
            hit |= Q(**{f"{column}__holds": query.search})
        where &= hit
    return where


def _status(status: str) -> Q:
    if status in ("all", ""):
        return Q(approved__in=("0", "1"))
    if status == "any":
        return Q()
    return Q(approved=APPROVED.get(status, status))


def _type(kind: str) -> Q:
    match kind:
        case "all":  # the only way to meet notes among comments (WordPress 6.9)
            return Q()
        case "":
            return ~Q(type="note")
        case "comment" | "comments":
            return Q(type__in=("", "comment"))
        case "pings":
            return Q(type__in=_PINGS)
        case _:
            return Q(type=kind)


def _order(query: CommentQuery) -> list[Any]:
    sign = "-" if query.order != "asc" else ""
    if query.orderby == "include" and query.include:
        whens = [When(id=number, then=Value(place)) for place, number in enumerate(query.include)]
        return [Case(*whens, output_field=IntegerField())]
    column = _ORDERS.get(query.orderby, "date_gmt")
    if column == "id":
        return [f"{sign}id"]
    return [f"{sign}{column}", f"{sign}id" if column in ("date", "date_gmt") else "-id"]
