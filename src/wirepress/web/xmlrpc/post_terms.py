"""Which terms a struct chooses: by number in `terms`, by name in `terms_names`; unknown names are made.

Called inside the write that they belong to: when that is refused, no term stays behind."""

from __future__ import annotations

from typing import Any

from wirepress.content.terms import access, taxonomies
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy
from wirepress.core.markup.fields.save_filters import save_name
from wirepress.web.xmlrpc.call import refusal_of_rights, to_int, to_text
from wirepress.web.xmlrpc.xml_codec import Fault


def chosen_terms(kind: PostType, given: dict[str, Any], user: User, *, free: bool = False) -> dict[str, list[int]]:
    """Taxonomy -> numbers. `free`: whoever may choose a tag may make one. Raises Fault 401 or 403."""
    chosen: dict[str, list[int]] = {}
    for name, numbers in _asked(given, "terms").items():
        taxonomy = _taxonomy(kind, name, user)
        wanted = [to_int(number) for number in numbers]
        known = set(Term.objects.filter(taxonomy=taxonomy.name, pk__in=wanted).values_list("pk", flat=True))
        if set(wanted) - known:
            raise Fault(403, "There is no term with that ID.")
        chosen[name] = wanted
    for name, names in _asked(given, "terms_names").items():
        taxonomy = _taxonomy(kind, name, user)
        chosen[name] = chosen.get(name, []) + [
            _named(taxonomy, clean, user, free) for word in names if (clean := save_name(to_text(word)))
        ]
    return chosen


def _asked(given: dict[str, Any], field: str) -> dict[str, list[Any]]:
    value = given.get(field)
    if not isinstance(value, dict):
        return {}
    return {name: items if isinstance(items, list) else [items] for name, items in value.items()}


def _taxonomy(kind: PostType, name: str, user: User) -> Taxonomy:
    taxonomy = next((one for one in taxonomies.of_type(kind.name) if one.name == name), None)
    if taxonomy is None:
        raise refusal_of_rights("Items of this type have no such taxonomy.")
    if not access.may(user, "assign_terms", name):
        raise refusal_of_rights("You are not allowed to choose terms of this taxonomy.")
    return taxonomy


def _named(taxonomy: Taxonomy, name: str, user: User, free: bool) -> int:
    found = list(Term.objects.filter(taxonomy=taxonomy.name, name__iexact=name).order_by("pk")[:2])
    if len(found) > 1 and taxonomy.hierarchical:
        raise refusal_of_rights(f"More than one term is called {name}: choose it by its number.")
    if found:
        return found[0].pk
    if not (access.may_create(user, taxonomy.name) if free else access.may(user, "edit_terms", taxonomy.name)):
        raise refusal_of_rights("You are not allowed to create terms of this taxonomy.")
    return create_term(taxonomy.name, name).pk
