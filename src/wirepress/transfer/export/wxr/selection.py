"""Which items go into an export: of a type, an author, a status, a time, a term; and which terms and authors go with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import all_statuses
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.transfer.export.output_file import ExportError

# Types that WordPress keeps out of every export: histories, caches, and what visitors asked to be forgotten.
LEFT_OUT: Final = ("revision", "customize_changeset", "oembed_cache", "user_request")
# Taxonomies whose terms stand in the head; those of the engine itself stand at the items only.
_IN_HEAD: Final = ("category", "post_tag", "nav_menu")


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen; everything, where nothing was. `author`: login or number; `term`: SLUG or TAXONOMY:SLUG; days, both included."""

    types: tuple[str, ...] = ()
    author: str = ""
    status: str = ""
    first: date | None = None
    last: date | None = None
    term: str = ""

    @property
    def is_everything(self) -> bool:
        """Return whether nothing was left out by choice."""
        return self == Selection()


def find_items(wanted: Selection) -> QuerySet[Post]:
    """Return the items, by number; with a part of them go the pictures and files that belong to it, as WordPress 7.1 gives them.

    Raises ExportError for an author, a term, a type or a status that there is not, and for a time that ends before it begins.
    """
    items = Post.objects.exclude(type__in=LEFT_OUT).exclude(status="auto-draft")
    if wanted.types:
        known = set(Post.objects.order_by().values_list("type", flat=True).distinct())
        missing = [name for name in wanted.types if name not in known or name in LEFT_OUT]
        if missing:
            kinds = ", ".join(sorted(known - set(LEFT_OUT))) or "nothing"
            raise ExportError(f"There is nothing of the type {missing[0]} to export. This site has: {kinds}.")
        items = items.filter(type__in=wanted.types)
    if wanted.author:
        items = items.filter(author_id=_find_author(wanted.author))
    if wanted.first and wanted.last and wanted.last < wanted.first:
        raise ExportError(f"{wanted.first} is after {wanted.last}: no day is in between. Nothing was written.")
    if wanted.status:
        _require_status(wanted.status)
        items = items.filter(status=wanted.status)
    if wanted.first:
        items = items.filter(date__gte=datetime.combine(wanted.first, time()))
    if wanted.last:
        items = items.filter(date__lt=datetime.combine(wanted.last, time()) + timedelta(days=1))
    if wanted.term:
        marked = TermPost.objects.filter(term_id__in=_find_terms(wanted.term)).values("post_id")
        items = items.filter(id__in=marked)
    if not wanted.is_everything and wanted.types != ("attachment",):
        items = _with_files(items)
    return items.order_by("id")


def _with_files(items: QuerySet[Post]) -> QuerySet[Post]:
    """Return items and the files that were uploaded to them or lead them."""
    chosen = items.order_by()
    leads = chosen.exclude(featured_media=0).values("featured_media")
    files = Q(type="attachment") & (Q(parent_id__in=chosen.values("id")) | Q(id__in=leads))
    return Post.objects.filter(Q(id__in=chosen.values("id")) | files)


def _require_status(name: str) -> None:
    known = all_statuses()
    if name not in known:
        raise ExportError(f"There is no status {name}. This site has: {', '.join(sorted(known))}.")


def _find_author(named: str) -> int:
    by_number = Q(id=int(named)) if named.isdecimal() and len(named) < 19 else Q()
    found = User.objects.filter(Q(login__iexact=named) | by_number if by_number else Q(login__iexact=named)).first()
    if found is None:
        raise ExportError(f"Nobody here signs in as {named}. `--author` takes a login or a number.")
    return int(found.pk)


def _find_terms(named: str) -> list[int]:
    taxonomy, colon, slug = named.rpartition(":")
    found = Term.objects.filter(slug__in=(slug, sanitize_title(slug)))
    if colon:
        found = found.filter(taxonomy=taxonomy)
    ids = list(found.values_list("id", flat=True))
    if not ids:
        raise ExportError(
            f"No term has the slug {slug}. `--term` takes SLUG, or TAXONOMY:SLUG such as category:harbour."
        )
    return ids


def terms_in_head(wanted: Selection, items: QuerySet[Post]) -> list[Term]:
    """Return the terms that stand in the head, those above before those below: all, or those of a selection's items and what is above them."""
    shown = Term.objects.exclude(taxonomy__in=_engine_taxonomies()).order_by("taxonomy", "name_key", "id")
    if not wanted.is_everything:
        used = set(
            TermPost.objects.filter(post_id__in=items.order_by().values("id"))
            .values_list("term_id", flat=True)
            .distinct()
        )
        parents = dict(Term.objects.exclude(parent_id=0).values_list("id", "parent_id"))
        for number in list(used):
            while (number := parents.get(number, 0)) and number not in used:
                used.add(number)
        found = [term for term in shown if term.pk in used]
    else:
        found = list(shown)
    return list(_parents_first(found))


def _engine_taxonomies() -> list[str]:
    return [one.name for one in taxonomies.TAXONOMIES if one.name not in _IN_HEAD]


def _parents_first(found: list[Term]) -> Iterator[Term]:
    """Yield terms so that each comes after the one above it. A loop of parents, or one that is gone, ends nothing."""
    by_id = {term.pk: term for term in found}
    done: set[int] = set()
    for term in found:
        line: list[Term] = []
        above: Term | None = term
        while above is not None and above.pk not in done:
            done.add(above.pk)
            line.append(above)
            above = by_id.get(above.parent_id)
        yield from reversed(line)


def authors_of(items: QuerySet[Post]) -> list[tuple[Any, ...]]:
    """Return the people whose items these are: id, login, mail, display name."""
    ids = items.order_by().values_list("author_id", flat=True).distinct()
    return list(
        User.objects.filter(id__in=list(ids)).order_by("id").values_list("id", "login", "email", "display_name")
    )
