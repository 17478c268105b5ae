"""Rows of stories into their tables, thousands at a time: COPY in PostgreSQL, many values to a statement in SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection, models

from wirepress.content.comments.models import Comment
from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.core.contract.sample_data import SeedContext, SeedRows
from wirepress.core.fields import sort_key
from wirepress.transfer.bench_seed.stories import Story

_POST: Final = (
    "id",
    "type",
    "status",
    "author_id",
    "title",
    "content",
    "excerpt",
    "slug",
    "guid",
    "date",
    "date_gmt",
    "modified",
    "modified_gmt",
    "comment_count",
    "sticky",
    "title_key",
)
_COMMENT: Final = ("post_id", "author_name", "author_email", "content", "date", "date_gmt", "approved")


def write(stories: Sequence[Story], site: str, seed: int) -> None:
    """All rows of some stories, and those that features add to them."""
    _put(
        Post,
        _POST,
        (
            (
                one.id,
                "post",
                one.status,
                one.author,
                one.title,
                one.content,
                one.excerpt,
                one.slug,
                f"{site}/?p={one.id}",
                one.date,
                one.date,
                one.date,
                one.date,
                len(one.comments),
                one.sticky,
                sort_key(one.title),
            )
            for one in stories
        ),
    )
    _put(TermPost, ("term_id", "post_id", "position"), ((term, one.id, 0) for one in stories for term in one.terms))
    _put(
        Comment,
        _COMMENT,
        (
            (one.id, f"Reader {place + 1}", f"reader{place + 1}@seed.example", text, one.date, one.date, "1")
            for one in stories
            for place, text in enumerate(one.comments)
        ),
    )
    context = SeedContext(seed, [one.id for one in stories])
    added: list[SeedRows] = extensions().collect("seed_rows", context=context)
    for rows in added:
        _put(rows.model, rows.columns, rows.rows)


def _put(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows with these columns; the others get what the model says."""
    columns = [field.column for field in model._meta.concrete_fields if field.column]
    given = [*names, *(column for column in columns if column not in names and column != _serial(model))]
    rest = tuple(_default(model, name) for name in given[len(names) :])
    table, listed = model._meta.db_table, ", ".join(f'"{name}"' for name in given)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row((*row, *rest))
            return
        marks = ", ".join(["%s"] * len(given))
        adapt = connection.ops.adapt_datetimefield_value
        cursor.executemany(
            f'INSERT INTO "{table}" ({listed}) VALUES ({marks})',
            [[adapt(value) if hasattr(value, "isoformat") else value for value in (*row, *rest)] for row in rows],
        )


def _serial(model: type[models.Model]) -> str:
    key = model._meta.pk
    return key.column or "" if key is not None else ""


def _default(model: type[models.Model], column: str) -> Any:
    field = next(one for one in model._meta.concrete_fields if one.column == column)
    return field.get_default()
