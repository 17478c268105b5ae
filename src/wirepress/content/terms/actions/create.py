"""Make, change and delete terms."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.content.before_save import check_term
from wirepress.content.errors import ActionRefused, describe_database_refusal
from wirepress.content.events import emit
from wirepress.content.locks import lock_name, lock_rows
from wirepress.content.options import store
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.markup.fields.save_filters import save_description, save_name
from wirepress.core.markup.text.slugs import MAX_SLUG, sanitize_title, truncate_slug

NAME_MAX: Final = 200  # characters


def check_length(name: str) -> None:
    """Raises ActionRefused where a name does not fit WordPress's column."""
    if len(name) > NAME_MAX:
        told = describe_database_refusal("name")
        raise ActionRefused("db_insert_error", f"The name is longer than {NAME_MAX} characters.", 500, bare=told)


def create_term(taxonomy: str, name: str, *, slug: str = "", description: str = "", parent: int = 0) -> Term:
    """Make a term. Raises ActionRefused: empty_term_name, term_exists (with the other term's id), rest_term_invalid for a wrong parent."""
    known = taxonomies.known(taxonomy)
    name = save_name(name)
    if not name:
        raise ActionRefused("empty_term_name", "A term needs a name.", 500, bare=True)
    check_length(name)
    with transaction.atomic():
        lock_name(f"terms of {taxonomy}")
        return _insert_term(known, name, slug, description, parent)


def _insert_term(known: Taxonomy, name: str, slug: str, description: str, parent: int) -> Term:
    taxonomy = known.name
    if parent and not (known.hierarchical and Term.objects.filter(pk=parent, taxonomy=taxonomy).exists()):
        raise ActionRefused("rest_term_invalid", "There is no parent term with that ID.", 400)
    wanted = sanitize_title(slug or name)
    twin = _find_duplicate(taxonomy, name, wanted, slug, parent, known.hierarchical)
    if twin is not None:
        again = [twin.pk, twin.pk]  # WordPress tells the number three times
        raise ActionRefused(
            "term_exists", "A term with that name already exists.", 400, term_id=twin.pk, additional_data=again
        )
    term = Term(taxonomy=taxonomy, name=name, description=save_description(description), parent_id=parent)
    term.slug = unique_term_slug(wanted or "-", term)
    check_term(term)
    term.save()
    if not wanted:
        term.slug = unique_term_slug(sanitize_title(name, f"{taxonomy}-{term.pk}"), term)
    term.taxonomy_id = term.pk
    term.save(update_fields=["slug", "taxonomy_id"])
    emit("term.changed", term.pk, taxonomy=taxonomy)
    return term


def _find_duplicate(taxonomy: str, name: str, slug: str, given_slug: str, parent: int, tree: bool) -> Term | None:
    """Return the term that makes a new one of that name impossible: the same name among its siblings with the same slug."""
    same = Term.objects.filter(taxonomy=taxonomy, name__iexact=name)
    if tree:
        same = same.filter(parent_id=parent)
    twin = same.first()
    if twin is not None and (
        not given_slug or sanitize_title(given_slug) == twin.slug or (twin.name == name and not given_slug)
    ):
        return twin
    if twin is not None and Term.objects.filter(taxonomy=taxonomy, slug=slug).exists():
        return twin
    return None


def unique_term_slug(slug: str, term: Term) -> str:
    """Return a slug that no other term of the taxonomy has: the parents' slugs behind it in a tree, else -2, -3 ..."""
    others = Term.objects.filter(taxonomy=term.taxonomy).exclude(pk=term.pk)
    if not others.filter(slug=slug).exists():
        return slug
    base = slug
    parent_id = term.parent_id
    for _ in range(50):
        parent = Term.objects.filter(pk=parent_id).first() if parent_id else None
        if parent is None:
            break
        base = f"{base}-{parent.slug}"
        if not others.filter(slug=base).exists():
            return base
        parent_id = parent.parent_id
    for number in range(2, 100_000):
        suffix = f"-{number}"
        other = truncate_slug(base, MAX_SLUG - len(suffix)) + suffix
        if not others.filter(slug=other).exists():
            return other
    raise ActionRefused("duplicate_term_slug", "Too many terms have that slug.", 500, bare=True)


def update_term(term: Term, fields: dict[str, Any]) -> Term:
    """Change name, slug, description, parent. Raises ActionRefused: empty_term_name, duplicate_term_slug, rest_term_invalid."""
    with transaction.atomic():
        lock_name(f"terms of {term.taxonomy}")
        if not lock_rows(term):
            raise ActionRefused("rest_term_invalid", "The term no longer exists.", 404)
        _change(term, fields)
        check_term(term)
        term.save()
        emit("term.changed", term.pk, taxonomy=term.taxonomy)
    return term


def _change(term: Term, fields: dict[str, Any]) -> None:
    if "name" in fields:
        name = save_name(str(fields["name"]))
        if not name:
            raise ActionRefused("empty_term_name", "A term needs a name.", 500, bare=True)
        check_length(name)
        term.name = name
    if fields.get("parent") is not None:
        term.parent_id = _checked_parent(term, int(fields["parent"]))
    if "description" in fields:
        term.description = save_description(str(fields["description"] or ""))
    if "slug" in fields:
        slug = sanitize_title(str(fields["slug"])) if fields["slug"] else sanitize_title(term.name)
        twin = Term.objects.filter(taxonomy=term.taxonomy, slug=slug).exclude(pk=term.pk).first()
        if twin is not None and fields["slug"]:
            raise ActionRefused("duplicate_term_slug", "Another term already has that slug.", 500, bare=True)
        term.slug = unique_term_slug(slug, term)


def _checked_parent(term: Term, number: int) -> int:
    """Return the new parent; one that would make a loop counts as none."""
    if not number:
        return 0
    if not Term.objects.filter(pk=number, taxonomy=term.taxonomy).exists():
        raise ActionRefused("rest_term_invalid", "There is no parent term with that ID.", 400)
    above: int | None = number
    for _ in range(100):
        if above == term.pk:
            return 0
        above = Term.objects.filter(pk=above).values_list("parent_id", flat=True).first() if above else None
        if not above:
            break
    return number


def delete_term(term: Term) -> None:
    """Delete a term: its children move up, posts that had no other category get the default one. Raises ActionRefused for the default term."""
    from wirepress.content.posts.listing.totals import count_terms

    default = int(store.get("default_category") or 0) if term.taxonomy == "category" else 0
    if default and term.pk == default:
        raise ActionRefused("rest_cannot_delete", "The default category cannot be deleted.", 500)
    if default and not Term.objects.filter(pk=default, taxonomy="category").exists():
        default = 0  # the option names a category that is gone: nobody can be given it
    with transaction.atomic():
        lock_name(f"terms of {term.taxonomy}")  # before any row, as whoever makes or changes a term does
        posts = list(TermPost.objects.filter(term=term).values_list("post_id", flat=True))
        Term.objects.filter(taxonomy=term.taxonomy, parent_id=term.pk).update(parent_id=term.parent_id)
        TermMeta.objects.filter(term=term).delete()
        number = term.pk
        term.delete()
        if default:
            others = set(
                TermPost.objects.filter(post_id__in=posts, term__taxonomy="category").values_list("post_id", flat=True)
            )
            left = [TermPost(term_id=default, post_id=post_id) for post_id in posts if post_id not in others]
            TermPost.objects.bulk_create(left, ignore_conflicts=True)
            count_terms([default])
        emit("term.deleted", number, taxonomy=term.taxonomy)
