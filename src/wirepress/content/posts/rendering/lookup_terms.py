"""Terms for lists and clouds in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wirepress.content.posts.listing import filters
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.records import term_record
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.collation.sort_key import collation_key
from wirepress.core.markup.content_lookup import BlockTermQuery, TermRecord


def terms(query: BlockTermQuery) -> Sequence[TermRecord]:
    """Terms of a taxonomy by name or count."""
    rows = list(Term.objects.filter(taxonomy=query.taxonomy))
    if query.add_children:
        _add_children(rows)
    if query.hide_empty:
        rows = _with_posts(rows, keep_parents=query.keep_parents)
    if query.only_top:
        rows = [term for term in rows if not term.parent_id]
    if query.include:
        wanted = frozenset(query.include)
        rows = [term for term in rows if term.pk in wanted]
    unwanted = frozenset(query.exclude)
    rows = [term for term in rows if term.pk not in unwanted]
    rows.sort(key=lambda term: (term.count if query.orderby == "count" else 0, collation_key(term.name), term.pk))
    if query.order == "desc":
        rows.reverse()
    return [replace(term_record(term), count=term.count) for term in (rows[: query.limit] if query.limit else rows)]


def _above(rows: Sequence[Term]) -> dict[int, list[Term]]:
    """For every term the terms above it; circles end where they begin."""
    known = {term.pk: term for term in rows}
    found: dict[int, list[Term]] = {}
    for term in rows:
        chain: list[Term] = []
        seen = {term.pk}
        parent = known.get(term.parent_id)
        while parent is not None and parent.pk not in seen:
            chain.append(parent)
            seen.add(parent.pk)
            parent = known.get(parent.parent_id)
        found[term.pk] = chain
    return found


def _with_posts(rows: list[Term], *, keep_parents: bool) -> list[Term]:
    kept = {term.pk for term in rows if term.count}
    if keep_parents:
        above = _above(rows)
        kept |= {parent.pk for term in rows if term.count for parent in above[term.pk]}
    return [term for term in rows if term.pk in kept]


def _add_children(rows: list[Term]) -> None:
    """Count for every term also the posts of those below it, each post once."""
    above = _above(rows)
    parents = {parent.pk for chain in above.values() for parent in chain}
    if not parents:
        return
    branch = [term.pk for term in rows if above[term.pk] or term.pk in parents]
    published = Post.objects.filter(filters.published()).values("id")
    posts: dict[int, set[int]] = {}
    for term_id, post_id in TermPost.objects.filter(term_id__in=branch, post_id__in=published).values_list(
        "term_id", "post_id"
    ):
        posts.setdefault(term_id, set()).add(post_id)
    total = {term.pk: set(posts.get(term.pk, ())) for term in rows if term.pk in parents}
    for term in rows:
        for parent in above[term.pk]:
            total[parent.pk] |= posts.get(term.pk, set())
    for term in rows:
        if term.pk in total:
            term.count = len(total[term.pk])
