"""Lists of terms as REST and the site ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from wirepress.content.terms import rows
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.collation.sort_keys import collation_key
from wirepress.settings import limits


@dataclass(slots=True)
class TermQuery:
    """What a list of terms shall hold."""

    taxonomy: str | Sequence[str]
    search: str = ""
    include: Sequence[int] = ()
    exclude: Sequence[int] = ()
    slugs: Sequence[str] = ()
    parent: int | None = None
    post: int | None = None
    hide_empty: bool = False
    orderby: str = "name"  # id, include, name, slug, include_slugs, term_group, description, count
    order: str = "asc"
    offset: int = 0
    limit: int = field(default=10)  # 0: all


def find_terms(query: TermQuery) -> tuple[list[Term], int]:
    """Return one page of terms with their meta, and how many there are. Two queries and one for the meta."""
    names = [query.taxonomy] if isinstance(query.taxonomy, str) else list(query.taxonomy)
    rows = Term.objects.filter(taxonomy__in=names)
    if query.include:
        rows = rows.filter(id__in=list(query.include))
    if query.exclude and not query.include:
        rows = rows.exclude(id__in=list(query.exclude))
    if query.slugs:
        rows = rows.filter(slug__in=list(query.slugs))
    if query.parent is not None:
        rows = rows.filter(parent_id=query.parent)
    if query.hide_empty:
        rows = rows.filter(count__gt=0)
    if len(query.search) > limits.SEARCH_LENGTH_MAX:
        rows = rows.none()
    elif query.search:
        rows = rows.filter(Q(name__holds=query.search) | Q(slug__holds=query.search))
    if query.post is not None:
        rows = rows.filter(id__in=TermPost.objects.filter(post_id=query.post).values("term_id"))
    # Names sort as MySQL's accent-blind collation sorts them, which no database of ours can; a taxonomy's names fit in memory.
    keys = list(rows.values_list("id", "name", "slug", "description", "count"))
    keys.sort(key=lambda row: row[0])
    keys.sort(key=lambda row: _key(query, row), reverse=query.order == "desc")
    ids = [row[0] for row in keys]
    if query.offset:
        ids = ids[query.offset :]
    if query.limit:
        ids = ids[: query.limit]
    found = Term.objects.prefetch_related("meta_rows").in_bulk(ids)
    return [found[number] for number in ids], len(keys)


def _key(query: TermQuery, row: tuple[int, str, str, str, int]) -> Any:
    number, name, slug, description, count = row
    match query.orderby:
        case "id":
            return number
        case "include" if query.include:
            wanted = list(query.include)
            return wanted.index(number) if number in wanted else len(wanted)
        case "slug":
            return collation_key(slug)
        case "include_slugs" if query.slugs:
            wanted_slugs = list(query.slugs)
            return wanted_slugs.index(slug) if slug in wanted_slugs else -1
        case "description":
            return collation_key(description)
        case "count":
            return count
        case "term_group":
            return 0
        case _:
            return collation_key(name)


def find_terms_of_posts(taxonomy: str, post_ids: Iterable[int]) -> dict[int, list[Term]]:
    """Post -> its terms of a taxonomy with their meta, by name; every post has an entry. Three queries for all."""
    ids = list(post_ids)
    pairs = list(TermPost.objects.filter(post_id__in=ids, term__taxonomy=taxonomy).values_list("post_id", "term_id"))
    terms = Term.objects.prefetch_related("meta_rows").in_bulk({number for _, number in pairs})
    rows.attach_parents(terms.values())
    found: dict[int, list[Term]] = {number: [] for number in ids}
    for post, number in pairs:
        found[post].append(terms[number])
    for kept in found.values():
        kept.sort(key=lambda term: (collation_key(term.name), term.pk))
    return found
