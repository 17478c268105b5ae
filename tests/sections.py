"""The section that every site has: number 1, where stories go that name none."""

from __future__ import annotations

from wirepress.content.terms.models import Term
from wirepress.transfer import sequences


def first_section(name: str = "Harbour") -> Term:
    """Category 1. Ids that tests make later stay clear of it: a sequence of PostgreSQL does not see ids given by hand."""
    section, made = Term.objects.get_or_create(
        id=1, defaults={"taxonomy": "category", "name": name, "slug": name.lower(), "taxonomy_id": 1}
    )
    if made:
        sequences.advance_ids()
    return section
