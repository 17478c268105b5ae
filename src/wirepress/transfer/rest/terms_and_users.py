"""Documents of terms and users: they make known what stories only name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wirepress.content.meta import registered
from wirepress.content.terms.models import Term, TermMeta
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.rest.check_document import BrokenDocument
from wirepress.transfer.rest.post_values import Document
from wirepress.transfer.rest.term_refs import TermRef
from wirepress.transfer.rest.write_authors import AuthorWriter
from wirepress.transfer.rest.write_meta import clean_value
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
    changed = bool(rest.update(description=description, parent_id=parent))
    changed |= _write_meta(ref, document.get("meta"))
    terms.counted.count_outcome(ref.id, "updated" if changed else "unchanged")


def _write_meta(ref: TermRef, shown: Any) -> bool:
    """Make the term's shown meta what the document shows. Return whether anything changed."""
    if not isinstance(shown, Mapping) or not shown:
        return False
    rows = {row.key: row for row in TermMeta.objects.filter(term_id=ref.id).order_by("-id")}
    fields = {field.key: field for field in registered("term", ref.taxonomy)}
    changed = False
    for key, value in shown.items():
        name, row = clean_text(key, 255), rows.get(clean_text(key, 255))
        default = fields[name].default_value() if name in fields else None
        if not name or name.startswith("_wirepress") or (row.value == value if row else value in (default, "", [], {})):
            continue
        TermMeta.objects.filter(term_id=ref.id, key=name).delete()
        TermMeta.objects.create(term_id=ref.id, key=name, value=clean_value(value))
        changed = True
    return changed


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
