"""Documents of terms and users: they make known what stories only name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.terms.models import Term
from wirepress.transfer.clean_values import number, text
from wirepress.transfer.rest.check_document import Broken
from wirepress.transfer.rest.post_values import Document
from wirepress.transfer.rest.term_refs import TermRef
from wirepress.transfer.rest.write_authors import People
from wirepress.transfer.rest.write_terms import Terms


def write_term(document: Document, terms: Terms) -> None:
    """Keep a document of /wp/v2/categories, tags ... Raises Broken."""
    _need(document, "id", int)
    for name in ("name", "slug", "taxonomy"):
        _need(document, name, str)
    ref = TermRef(
        text(document["taxonomy"], 32), document["id"], text(document["slug"], 200), text(document["name"], 200)
    )
    if not terms.ensure(ref):
        raise Broken("$.id", f"{ref.id} belongs to another taxonomy here")
    if terms.counted.outcomes.get(ref.id) != "unchanged":
        terms.touched.add(ref.id)
    description, parent = text(document.get("description")), max(number(document.get("parent")), 0)
    rest = Term.objects.filter(id=ref.id).exclude(description=description, parent_id=parent)
    changed = rest.update(description=description, parent_id=parent)
    terms.counted.count(ref.id, "updated" if changed else "unchanged")


def write_user(document: Document, people: People) -> None:
    """Keep a document of /wp/v2/users: it names a placeholder. Raises Broken."""
    _need(document, "id", int)
    _need(document, "name", str)
    people.ensure({"author": document["id"], "_embedded": {"author": [document]}})


def _need(document: Mapping[str, Any], name: str, kind: type) -> None:
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, kind):
        raise Broken(f"$.{name}", "must be a whole number" if kind is int else "must be text")
    if isinstance(value, int) and not 0 < value < 2**63:
        raise Broken(f"$.{name}", "must be above 0 and below 2^63")
