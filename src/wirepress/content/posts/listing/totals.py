"""Kept totals: posts per type and status (revisions are not counted), published posts per term. Changed in the transaction that changes
the posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import Count, F

from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.counters.rebuild import rebuild_counters
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.database.rows import execute, find_rows, in_chunks, placeholders


def shift_total(post_type: str, before: str | None, after: str | None, posts: int = 1) -> None:
    """Posts went from one status to another; None: they were not there, or are gone."""
    if before == after or post_type == "revision":
        return
    steps = [(status, step) for status, step in ((before, -posts), (after, posts)) if status is not None]
    for status, step in sorted(steps):  # always in one order, so that no two writers wait for each other
        changed = execute(
            "UPDATE posts_posttotal SET count = count + %s WHERE type = %s AND status = %s", [step, post_type, status]
        )
        if not changed and step > 0:
            row, made = PostTotal.objects.get_or_create(type=post_type, status=status, defaults={"count": step})
            if not made:
                PostTotal.objects.filter(pk=row.pk).update(count=F("count") + step)


def recount_totals(*, lists: bool = True) -> None:
    """Count the posts of every type and status anew and store the totals. `lists`: lists and buckets are made anew as well."""
    if lists:
        rebuild_counters()
    with transaction.atomic():
        PostTotal.objects.all().delete()
        PostTotal.objects.bulk_create(
            [PostTotal(type=kind, status=status, count=count) for (kind, status), count in count_totals().items()]
        )


def count_totals() -> dict[tuple[str, str], int]:
    """Return what the kept totals should be, counted: (type, status) -> posts."""
    rows = Post.objects.order_by().exclude(type="revision").values_list("type", "status").annotate(n=Count("id"))
    return {(kind, status): count for kind, status, count in rows}


def stored_totals() -> dict[tuple[str, str], int]:
    """What they are. Older releases have counted some revisions: nobody reads those."""
    rows = PostTotal.objects.exclude(type="revision").exclude(count=0).values_list("type", "status", "count")
    return {(kind, status): count for kind, status, count in rows}


def count_terms(term_ids: Iterable[int]) -> None:
    """Count the published posts of terms anew."""
    # Whoever counts waits for those who are counting, so that the last one sees everybody's posts.
    lock = " FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""
    with transaction.atomic(savepoint=False):
        for wanted in in_chunks(sorted(set(term_ids))):
            terms = find_rows(Term, f"id IN ({placeholders(wanted)}) ORDER BY id{lock}", wanted)
            right = read.count_posts_of_terms([term.pk for term in terms if not _counts_all(term)])
            right |= {term.pk: TermPost.objects.filter(term_id=term.pk).count() for term in terms if _counts_all(term)}
            _write({term.pk: right[term.pk] for term in terms if term.count != right[term.pk]})


def _counts_all(term: Term) -> bool:
    return taxonomies.known(term.taxonomy).counts == "all"


def _write(counts: Mapping[int, int]) -> None:
    if counts:
        cases = " ".join(["WHEN %s THEN %s"] * len(counts))
        values = [value for pair in counts.items() for value in pair]
        execute(
            f"UPDATE terms_term SET count = CASE id {cases} ELSE count END WHERE id IN ({placeholders([*counts])})",
            [*values, *counts],
        )


def terms_of_post(post_id: int) -> set[int]:
    """Return ids of the post's terms."""
    return set(TermPost.objects.filter(post_id=post_id).values_list("term_id", flat=True))
