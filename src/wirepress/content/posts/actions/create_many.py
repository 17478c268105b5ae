"""Make several posts at once: what `create_post` does for one, in as few questions as it takes for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from wirepress.content.before_save import check_post
from wirepress.content.locks import lock_names
from wirepress.content.options import store
from wirepress.content.posts import rows
from wirepress.content.posts.actions.create import announce_change, new_post
from wirepress.content.posts.actions.prepare import decide_slug
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.unique_slug import is_reserved
from wirepress.content.posts.listing import totals
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import FLOATING
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.database.rows import next_numbers
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest.routes import Actor

_TERMS = {"categories": "category", "tags": "post_tag"}


def create_posts(writes: Sequence[tuple[dict[str, Any], Actor]]) -> list[Post]:
    """Return posts of the type `post`, in the order given, all of them or none. Raises ActionRefused.

    Fields as `create_post` takes them, without slug, guid, format, meta; categories and tags are numbers.
    """
    posts = [new_post(fields, actor) for fields, actor in writes]
    if not posts:
        return []
    with transaction.atomic():
        for post, number in zip(posts, next_numbers(Post, len(posts)), strict=True):
            post.pk = number
        _assign_slugs(posts)
        for post, (_, actor) in zip(posts, writes, strict=True):
            check_post(post, new=True, actor=actor)
        for post in posts:
            post.guid = permalinks.post_link(post)[:255]
        Post.objects.bulk_create(posts)
        touched = _write_terms(posts, [fields for fields, _ in writes])
        for status, count in sorted(Counter(post.status for post in posts).items()):
            totals.shift_total("post", None, status, count)
        totals.count_terms(touched)
        for post, (_, actor) in zip(posts, writes, strict=True):
            announce_change(post, None, actor=actor)
    for post in posts:
        rows.forget_related(post)
    return posts


def _assign_slugs(posts: Sequence[Post]) -> None:
    """Slugs that no other post has. Names that are free are found in one question, the others one by one."""
    wanted = {post.pk: sanitize_title(post.title, str(post.pk)) for post in posts if post.status not in FLOATING}
    lock_names(f"slug {slug}" for slug in wanted.values())
    given = set(Post.objects.filter(type="post", slug__in=set(wanted.values())).values_list("slug", flat=True))
    for post in posts:
        slug = wanted.get(post.pk, "")
        if not slug:
            continue
        if slug not in given and not is_reserved(slug, "post"):
            post.slug = slug
        else:
            post.slug = _numbered_slug(post, slug, given)
        given.add(post.slug)


def _numbered_slug(post: Post, slug: str, given: set[str]) -> str:
    """Return the slug with a number behind it, which neither a post nor one of the new ones has."""
    found, number = decide_slug(post, {"slug": slug}, post.status), 2
    while found in given:
        found = decide_slug(post, {"slug": f"{slug}-{number}"}, post.status)
        number += 1
    return found


def _write_terms(posts: Sequence[Post], fields: Sequence[dict[str, Any]]) -> set[int]:
    """Write the terms; a post without a category gets the default one. Answers every term that a post got."""
    default = int(store.get("default_category") or 0)
    wanted = {
        taxonomy: {int(number) for one in fields for number in one.get(name) or ()} for name, taxonomy in _TERMS.items()
    }
    wanted["category"].add(default)
    numbers = set[int]().union(*wanted.values())
    there = set(Term.objects.filter(pk__in=numbers, taxonomy__in=wanted).values_list("taxonomy", "pk"))
    marks = []
    for post, one in zip(posts, fields, strict=True):
        chosen = one.get("categories")
        for name, taxonomy in _TERMS.items():
            ids = (
                [default]
                if name == "categories" and chosen is None
                else [int(number) for number in one.get(name) or ()]
            )
            marks += [
                TermPost(post_id=post.pk, term_id=number) for number in sorted(set(ids)) if (taxonomy, number) in there
            ]
    TermPost.objects.bulk_create(marks)
    return {mark.term_id for mark in marks}
