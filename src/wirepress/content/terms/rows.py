"""What belongs to a term's row and may already be in memory: the terms above it."""

from __future__ import annotations

from collections.abc import Iterable

from wirepress.content.terms.models import Term
from wirepress.core.database.rows import select_in

_PARENT = "_wp_parent"
DEPTH_MAX = 50  # a longer chain can only be a loop


def parent_of(term: Term) -> Term | None:
    """Return the term above, or None; read once."""
    if not term.parent_id:
        return None
    if _PARENT not in term.__dict__:
        term.__dict__[_PARENT] = next(iter(select_in(Term, "id", [term.parent_id])), None)
    found: Term | None = term.__dict__[_PARENT]
    return found


def ancestors(term: Term) -> list[Term]:
    """Return the terms above, nearest first. A loop in the data ends the chain."""
    found: list[Term] = []
    seen = {term.pk}
    above = parent_of(term)
    while above is not None and above.pk not in seen and len(found) < DEPTH_MAX:
        found.append(above)
        seen.add(above.pk)
        above = parent_of(above)
    return found


def attach_parents(terms: Iterable[Term]) -> None:
    """Read the terms above many terms: one query per level of the tree."""
    level = [term for term in terms if term.parent_id and _PARENT not in term.__dict__]
    known: dict[int, Term] = {term.pk: term for term in terms}
    for _ in range(DEPTH_MAX):
        missing = {term.parent_id for term in level} - known.keys()
        if missing:
            known |= {term.pk: term for term in select_in(Term, "id", missing)}
        for term in level:
            term.__dict__[_PARENT] = known.get(term.parent_id)
        above = {term.parent_id: known[term.parent_id] for term in level if term.parent_id in known}
        level = [term for term in above.values() if term.parent_id and _PARENT not in term.__dict__]
        if not level:
            return
