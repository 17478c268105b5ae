"""Who may do what with terms. WordPress 7.1 behaviour."""

from __future__ import annotations

from typing import Final, Literal

from wirepress.content.options import store
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.rest.routes import Actor

Slot = Literal["manage_terms", "edit_terms", "delete_terms", "assign_terms"]

# Capability of a taxonomy -> the plain capability behind it; others stand for themselves.
_BEHIND: Final = {
    "manage_post_tags": "manage_categories",
    "edit_categories": "manage_categories",
    "edit_post_tags": "manage_categories",
    "delete_categories": "manage_categories",
    "delete_post_tags": "manage_categories",
    "assign_categories": "edit_posts",
    "assign_post_tags": "edit_posts",
}


def may(actor: Actor, slot: Slot, taxonomy: str) -> bool:
    """Return whether the actor has a capability of a taxonomy."""
    known = taxonomies.get(taxonomy)
    if known is None:
        return False
    name = known.capabilities[slot]
    return actor.can(_BEHIND.get(name, name))


def may_manage(actor: Actor, taxonomy: str) -> bool:
    """See the newsroom's list of terms."""
    return may(actor, "manage_terms", taxonomy)


def may_create(actor: Actor, taxonomy: str) -> bool:
    """Make a term: in a flat taxonomy whoever may assign terms, in a tree whoever may edit them."""
    known = taxonomies.get(taxonomy)
    return known is not None and may(actor, "edit_terms" if known.hierarchical else "assign_terms", taxonomy)


def may_edit(actor: Actor, term: Term) -> bool:
    """Return whether the actor may edit the term (`edit_term`)."""
    return may(actor, "edit_terms", term.taxonomy)


def may_delete(actor: Actor, term: Term) -> bool:
    """delete_term; never the taxonomy's default term."""
    return not is_default(term) and may(actor, "delete_terms", term.taxonomy)


def may_assign(actor: Actor, term: Term) -> bool:
    """Return whether the actor may give the term to posts (`assign_term`)."""
    return may(actor, "assign_terms", term.taxonomy)


def is_default(term: Term) -> bool:
    """Return whether posts without any get this term."""
    option = taxonomies.known(term.taxonomy).default_option
    return bool(option) and store.get(option) == term.id


def may_write_meta(actor: Actor, term: Term, key: str) -> bool:
    """Return whether the actor may set or remove a meta key of the term."""
    from wirepress.content.meta import find

    field = find("term", term.taxonomy, key)
    if field is not None and field.may_write is not None:
        return field.may_write(actor, term.id) and may_edit(actor, term)
    return not key.startswith("_") and may_edit(actor, term)
