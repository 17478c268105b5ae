"""Where overrides lie: one meta value of the post, term or user. Meta of posts and people is in memory when a page is made.

Beside it stands a row of its own for what is kept out of search, so that lists (sitemaps) find those by an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction

from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import forget_related, meta_value
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta
from wirepress.content.users.rows import meta_of
from wirepress.core.database.rows import find_rows
from wirepress.features.seo.overrides.values import EMPTY, Overrides, as_json, from_json

KEY: Final = "_wirepress_seo"
SOURCE: Final = "_source"  # in the stored map: what an import made it of
NOINDEX: Final = "_wirepress_seo_noindex"


def of_post(post: Post) -> Overrides:
    """Return a post's overrides."""
    return from_json(meta_value(post, KEY))


def of_term(term: Term) -> Overrides:
    """Return a term's overrides: one query."""
    rows = find_rows(TermMeta, "term_id = %s AND key = %s ORDER BY id LIMIT 1", (term.pk, KEY))
    return from_json(rows[0].value) if rows else EMPTY


def of_user(user: User) -> Overrides:
    """Return a person's overrides, for their page."""
    return from_json(meta_of(user).get(KEY))


def put_of_post(post: Post, values: Overrides) -> None:
    """Store a post's overrides."""
    put_of_posts({post.pk: values})
    forget_related(post)


def put_of_posts(values: dict[int, Overrides], sources: Mapping[int, str] | None = None) -> None:
    """Store the overrides of many posts: a fixed number of queries. `sources`: a name of the imported data that they were made of,
    by which a repeated import knows it again; without it the known one stays."""
    with transaction.atomic():
        known = {**sources_of_posts(values), **(sources or {})}
        PostMeta.objects.filter(post_id__in=values, key__in=(KEY, NOINDEX)).delete()
        documents = {
            number: {**as_json(values[number]), **({SOURCE: known[number]} if number in known else {})}
            for number in sorted(values)
        }
        rows = [PostMeta(post_id=number, key=KEY, value=document) for number, document in documents.items() if document]
        rows += [
            PostMeta(post_id=number, key=NOINDEX, value=True) for number in sorted(values) if values[number].noindex
        ]
        PostMeta.objects.bulk_create(rows, batch_size=500)


def sources_of_posts(ids: Iterable[int]) -> dict[int, str]:
    """Return post -> the name of the imported data that its overrides were made of, for those that were."""
    rows = PostMeta.objects.filter(post_id__in=list(ids), key=KEY).values_list("post_id", "value")
    return {number: str(value[SOURCE]) for number, value in rows if isinstance(value, dict) and value.get(SOURCE)}


def put_of_term(term_id: int, values: Overrides, source: str = "") -> None:
    """Store a term's overrides."""
    _replace(TermMeta, {"term_id": term_id}, values, source)


def put_of_user(user_id: int, values: Overrides, source: str = "") -> None:
    """Store a person's overrides."""
    _replace(UserMeta, {"user_id": user_id}, values, source)


def source_of(model: Any, **owner: int) -> str:
    """Return the name of the imported data that a term's or person's overrides were made of, "" for none."""
    row = model.objects.filter(**owner, key=KEY).first()
    return str(row.value.get(SOURCE, "")) if row is not None and isinstance(row.value, dict) else ""


def _replace(model: Any, owner: dict[str, int], values: Overrides, source: str = "") -> None:
    with transaction.atomic():
        before = model.objects.filter(**owner, key=KEY).first()
        source = source or (str(before.value.get(SOURCE, "")) if before and isinstance(before.value, dict) else "")
        model.objects.filter(**owner, key__in=(KEY, NOINDEX)).delete()
        if document := {**as_json(values), **({SOURCE: source} if source else {})}:
            model.objects.create(**owner, key=KEY, value=document)
        if values.noindex:
            model.objects.create(**owner, key=NOINDEX, value=True)


def kept_out_of_search(post_ids: Iterable[int]) -> set[int]:
    """Return those of these posts that somebody keeps out of search: one query."""
    rows = PostMeta.objects.filter(post_id__in=list(post_ids), key=NOINDEX)
    return set(rows.values_list("post_id", flat=True))
