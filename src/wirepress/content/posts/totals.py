"""Kept totals: posts per type and status, published posts per term. Changed in the transaction that changes the posts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F

from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost


def shift(post_type: str, before: str | None, after: str | None) -> None:
    """A post went from one status to another; None: it was not there, or is gone."""
    if before == after:
        return
    steps = [(status, step) for status, step in ((before, -1), (after, 1)) if status is not None]
    for status, step in sorted(steps):  # always in one order, so that no two writers wait for each other
        changed = PostTotal.objects.filter(type=post_type, status=status).update(count=F("count") + step)
        if not changed and step > 0:
            row, made = PostTotal.objects.get_or_create(type=post_type, status=status, defaults={"count": 1})
            if not made:
                PostTotal.objects.filter(pk=row.pk).update(count=F("count") + 1)


def recount() -> None:
    """Count everything anew."""
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
    marks = TermPost.objects.filter(term_id__in=wanted)
    published = Post.objects.filter(status="publish").values("id")
    counts = {
        row["term_id"]: row["n"]
        for row in marks.filter(post_id__in=published).values("term_id").annotate(n=Count("id"))
    }
    every = {row["term_id"]: row["n"] for row in marks.values("term_id").annotate(n=Count("id"))}
    for term in terms:
        right = (every if taxonomies.known(term.taxonomy).counts == "all" else counts).get(term.pk, 0)
        if term.count != right:
            Term.objects.filter(pk=term.pk).update(count=right)


def terms_of_post(post_id: int) -> set[int]:
    """Ids of the post's terms."""
    return set(TermPost.objects.filter(post_id=post_id).values_list("term_id", flat=True))
