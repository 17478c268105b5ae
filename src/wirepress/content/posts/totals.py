"""Kept totals: posts per type and status, published posts per term. Changed in the transaction that changes the posts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F

from wirepress.content.posts.kept import read
from wirepress.content.posts.kept.rebuild import rebuild
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost


def shift(post_type: str, before: str | None, after: str | None, posts: int = 1) -> None:
    """Posts went from one status to another; None: they were not there, or are gone."""
    if before == after:
        return
    steps = [(status, step) for status, step in ((before, -posts), (after, posts)) if status is not None]
    for status, step in sorted(steps):  # always in one order, so that no two writers wait for each other
        changed = PostTotal.objects.filter(type=post_type, status=status).update(count=F("count") + step)
        if not changed and step > 0:
            row, made = PostTotal.objects.get_or_create(type=post_type, status=status, defaults={"count": step})
            if not made:
                PostTotal.objects.filter(pk=row.pk).update(count=F("count") + step)


def recount() -> None:
    """Count everything anew."""
    rebuild()
    with transaction.atomic():
        PostTotal.objects.all().delete()
        rows = Post.objects.order_by().values("type", "status").annotate(n=Count("id"))
        PostTotal.objects.bulk_create(
            [PostTotal(type=row["type"], status=row["status"], count=row["n"]) for row in rows]
        )


def count_terms(term_ids: Iterable[int]) -> None:
    """Count the published posts of terms anew."""
    wanted = set(term_ids)
    # Whoever counts waits for those who are counting, so that the last one sees everybody's posts.
    terms = list(Term.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if not terms:
        return
    for term in terms:
        every = taxonomies.known(term.taxonomy).counts == "all"
        right = TermPost.objects.filter(term_id=term.pk).count() if every else read.term_total(term.pk)
        if term.count != right:
            Term.objects.filter(pk=term.pk).update(count=right)


def terms_of_post(post_id: int) -> set[int]:
    """Ids of the post's terms."""
    return set(TermPost.objects.filter(post_id=post_id).values_list("term_id", flat=True))
