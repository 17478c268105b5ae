"""Fields of the editor for taxonomies that plugins bring: boxes to tick for a tree, names with commas for a flat one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms import access, taxonomies
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.rest.routes import Actor
from wirepress.web.admin.forms import choices
from wirepress.web.admin.forms.base import ScrollingCheckboxes, text_field
from wirepress.web.admin.list_cells import plain_title


def own_taxonomies(post_type: str, actor: Actor) -> list[Taxonomy]:
    """Return the plugins' taxonomies of a post type that the editor shows: those with a REST name whose terms the actor may choose."""
    return [
        taxonomy
        for taxonomy in taxonomies.added().values()
        if post_type in taxonomy.types
        and taxonomy.show_ui
        and taxonomy.rest_base
        and access.may(actor, "assign_terms", taxonomy.name)
    ]


def field_name(taxonomy: Taxonomy) -> str:
    """Return the name of a taxonomy's field in the form."""
    return f"terms_{taxonomy.name}"


def term_fields(found: Iterable[Taxonomy]) -> dict[str, forms.Field]:
    """Return a form field for each taxonomy, by its name."""
    return {field_name(taxonomy): _field(taxonomy) for taxonomy in found}


def _field(taxonomy: Taxonomy) -> forms.Field:
    if not taxonomy.hierarchical:
        return text_field(taxonomy.label, "Commas between them.")
    return forms.TypedMultipleChoiceField(
        label=taxonomy.label,
        required=False,
        coerce=int,
        widget=ScrollingCheckboxes(),
        choices=lambda: choices.term_choices(taxonomy.name),
    )


def initial_terms(post: Post, names: Iterable[str]) -> Mapping[str, Any]:
    """Return what the fields of these names hold for a post."""
    found: dict[str, Any] = {}
    for taxonomy in taxonomies.added().values():
        if field_name(taxonomy) in names:
            terms = terms_of(post, taxonomy.name)
            flat = ", ".join(plain_title(term.name) for term in terms)
            found[field_name(taxonomy)] = [term.pk for term in terms] if taxonomy.hierarchical else flat
    return found
