"""Documents of terms and users: they make known what stories only name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.terms.models import Term
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.rest.check_document import BrokenDocument
from wirepress.transfer.rest.post_values import Document
from wirepress.transfer.rest.term_refs import TermRef
from wirepress.transfer.rest.write_authors import AuthorWriter
from wirepress.transfer.rest.write_terms import TermWriter


def write_term(document: Document, terms: TermWriter) -> None:
    """Keep a document of /wp/v2/categories, tags ... Raises BrokenDocument."""
    _require_field(document, "id", int)
    for name in ("name", "slug", "taxonomy"):
        _require_field(document, name, str)
    ref = TermRef(
        clean_text(document["taxonomy"], 32),
        document["id"],
        clean_text(document["slug"], 200),
        clean_text(document["name"], 200),
    )
    if not terms.ensure_term(ref):
        raise BrokenDocument("$.id", f"{ref.id} belongs to another taxonomy here")
    if terms.counted.outcomes.get(ref.id) != "unchanged":
        terms.touched.add(ref.id)
    description, parent = clean_text(document.get("description")), max(clean_number(document.get("parent")), 0)
    rest = Term.objects.filter(id=ref.id).exclude(description=description, parent_id=parent)
    changed = rest.update(description=description, parent_id=parent)
    terms.counted.count_outcome(ref.id, "updated" if changed else "unchanged")


def write_user(document: Document, people: AuthorWriter) -> None:
    """Keep a document of /wp/v2/users: it names a placeholder. Raises BrokenDocument."""
    _require_field(document, "id", int)
    _require_field(document, "name", str)
    people.ensure_author({"author": document["id"], "_embedded": {"author": [document]}})


def _require_field(document: Mapping[str, Any], name: str, kind: type) -> None:
    value = document.get(name)
    if isinstance(value, bool) or not isinstance(value, kind):
        raise BrokenDocument(f"$.{name}", "must be a whole number" if kind is int else "must be text")
    if isinstance(value, int) and not 0 < value < 2**63:
        raise BrokenDocument(f"$.{name}", "must be above 0 and below 2^63")
