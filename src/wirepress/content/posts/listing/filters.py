"""From a PostQuery to conditions on rows. Every condition is served by an index of the table it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from wirepress.content.options import site
from wirepress.content.posts.listing import search
from wirepress.content.posts.listing.query import PostQuery, TermCondition
from wirepress.content.posts.listing.search_index.narrowed import Narrowed
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import STATUSES
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.database.rows import query_rows, stored_moment

_DATES = (
    ("after", "date__gt"),
    ("before", "date__lt"),
    ("modified_after", "modified__gt"),
    ("modified_before", "modified__lt"),
    ("from_date", "date__gte"),
    ("until_date", "date__lt"),
)


def due_ids(now: datetime | None = None) -> list[int]:
    """Scheduled posts whose hour has come: they are published, though their row does not say so yet."""
    until = stored_moment(Post, now or site.now_gmt())
    sql = "SELECT id FROM posts_post WHERE status = 'future' AND date_gmt <= %s"
    return [number for (number,) in query_rows(Post, sql, (until,))]


def stored_statuses(wanted: Sequence[str]) -> set[str]:
    """Return the names that rows have for the wanted ones."""
    if "any" not in wanted:
        return set(wanted)
    return {
        status.name
        for status in STATUSES.values()
        if status.name not in ("trash", "auto-draft") and "request" not in status.name
    }


def status_condition(wanted: Sequence[str], due: Sequence[int]) -> Q:
    """Return rows whose status now is one of `wanted`; `any` means every status that lists show."""
    names = stored_statuses(wanted)
    found = Q(status=next(iter(names))) if len(names) == 1 else Q(status__in=sorted(names))
    if due and "publish" in names:
        return found | Q(id__in=due)
    if due and "future" in names:
        return found & ~Q(id__in=due)
    return found


def published_rows(due: Sequence[int] | None = None) -> Q:
    """Return rows that are published now."""
    return status_condition(("publish",), due_ids() if due is None else due)


def query_condition(
    query: PostQuery, due: Sequence[int], phrase: search.Phrase, *, narrowed: Narrowed | None = None
) -> Q:
    """Everything a PostQuery asks for, but its order and page. `narrowed`: what the index of words knows of the phrase already."""
    rows = Q(type=query.types[0]) if len(query.types) == 1 else Q(type__in=query.types)
    rows &= _statuses(query, due)
    if narrowed is not None:
        rows &= Q(id__in=list(narrowed.ids))
    if not phrase.empty:
        signed_in = query.actor is not None and query.actor.id > 0
        if narrowed is not None and narrowed.exact:
            rows &= Q() if signed_in else Q(password="")
        else:
            rows &= search.search_condition(
                phrase, query.search_columns, signed_in=signed_in, file_names="attachment" in query.types
            )
    for name, lookup in _DATES:
        value = getattr(query, name)
        if value is not None:
            rows &= Q(**{lookup: value})
    return rows & _lists(query) & _taxonomies(query)


def _statuses(query: PostQuery, due: Sequence[int]) -> Q:
    found = status_condition(query.statuses, due)
    if query.own_private and query.actor is not None and query.actor.id:
        found |= Q(status="private", author=query.actor.id)
    return found


def _lists(query: PostQuery) -> Q:
    found = Q()
    for values, lookup in (
        (query.author, "author__in"),
        (query.parent, "parent_id__in"),
        (query.slug, "slug__in"),
        (query.mime_types, "mime_type__in"),
    ):
        if values:
            found &= Q(**{lookup: list(values)})
    if query.include:
        found &= Q(id__in=list(query.include))
    for left_out, lookup in (
        (query.author_exclude, "author__in"),
        (query.exclude, "id__in"),
        (query.parent_exclude, "parent_id__in"),
    ):
        if left_out:
            found &= ~Q(**{lookup: list(left_out)})
    if query.mime_families:
        family = Q()
        for name in query.mime_families:
            family |= Q(mime_type__startswith=f"{name}/")
        found &= family
    if query.menu_order is not None:
        found &= Q(menu_order=query.menu_order)
    if query.sticky is not None:
        found &= Q(sticky=query.sticky)
    if query.has_password is not None:
        found &= ~Q(password="") if query.has_password else Q(password="")
    return found


def _taxonomies(query: PostQuery) -> Q:
    asked = [condition for condition in query.terms if condition.terms]
    found = Q()
    for condition in asked:
        found = (
            found | _term_condition(condition)
            if query.tax_relation == "OR" and found
            else found & _term_condition(condition)
        )
    return found & _formats(query.format) if query.format else found


def _term_condition(condition: TermCondition) -> Q:
    taxonomy = condition.taxonomy
    if condition.include and condition.operator == "AND":
        every = Q()
        for term in condition.terms:
            every &= marked_with(taxonomy, with_child_terms(taxonomy, [term]) if condition.children else [term])
        return every
    wanted = with_child_terms(taxonomy, condition.terms) if condition.children else list(condition.terms)
    found = marked_with(taxonomy, wanted)
    return found if condition.include else ~found


def marked_with(taxonomy: str, term_ids: Sequence[int]) -> Q:
    """Return rows marked with one of the terms."""
    rows = TermPost.objects.filter(post_id=OuterRef("pk"), term_id__in=list(term_ids), term__taxonomy=taxonomy)
    return Q(Exists(rows))


def _formats(names: Sequence[str]) -> Q:
    slugs = [f"post-format-{name}" for name in names if name != "standard"]
    rows = TermPost.objects.filter(post_id=OuterRef("pk"), term__taxonomy="post_format")
    found = Q(Exists(rows.filter(term__slug__in=slugs))) if slugs else Q()
    return found | ~Q(Exists(rows)) if "standard" in names else found


def with_child_terms(taxonomy: str, term_ids: Sequence[int]) -> list[int]:
    """Return the terms and all below them: one query per level of the tree."""
    found, level = set(term_ids), set(term_ids)
    while level:
        below = set(Term.objects.filter(taxonomy=taxonomy, parent_id__in=level).values_list("id", flat=True))
        level = below - found
        found |= level
    return sorted(found)
