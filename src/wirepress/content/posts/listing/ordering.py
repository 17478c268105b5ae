"""The orders of a list of posts. Equal rows follow their id, so that pages of a list never overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Collate

from wirepress.content.posts.listing import search
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.models import Post

_COLUMNS: Final = {
    "author": "author_id",
    "date": "date",
    "id": "id",
    "modified": "modified",
    "parent": "parent_id",
    "title": "title_key",
    "menu_order": "menu_order",
    "comment_count": "comment_count",
    "relevance": "date",
}


def order_rows(rows: QuerySet[Post], query: PostQuery, phrase: search.Phrase) -> QuerySet[Post]:
    """Return the rows in the order a PostQuery asks for."""
    if query.orderby == "none":
        return rows
    if query.orderby == "rand":
        return rows.order_by("?")
    if query.orderby == "include" and query.include:
        return rows.order_by(_place("id", list(query.include)))
    if query.orderby == "include_slugs":
        # Without slugs all are equal, and WordPress answers in the order of its index: oldest first.
        return rows.order_by(_place("slug", list(query.slug))) if query.slug else rows.order_by("date", "id")
    if query.orderby == "relevance" and not phrase.empty:
        return rows.order_by(*search.relevance(phrase), F("date").desc(nulls_last=True), "-id")
    descending = query.order.lower() != "asc"
    if query.orderby == "slug":
        key: Any = compare_bytes("slug")
        return rows.order_by(key.desc() if descending else key.asc(), "-id" if descending else "id")
    names = [_COLUMNS.get(name, "date") for name in query.orderby.split()] or ["date"]
    sign = "-" if descending else ""
    return rows.order_by(*dict.fromkeys([*(sign + name for name in names), sign + "id"]))


def compare_bytes(column: str) -> Collate:
    """Return the column compared byte by byte, whatever the database's locale."""
    return Collate(F(column), "C" if connection.vendor == "postgresql" else "BINARY")


def _place(column: str, values: Sequence[Any]) -> Case:
    cases = [When(**{column: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*cases, default=Value(len(values)), output_field=IntegerField())
