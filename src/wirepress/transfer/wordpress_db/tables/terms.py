"""Tables `terms` and `term_taxonomy`, which together are our terms, and `term_relationships`.

Before WordPress 4.2 one term could stand in several taxonomies. Ours cannot: every taxonomy after the first gets a term of its own.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.transfer.clean_values import clean_id, clean_number, clean_small_number, clean_text
from wirepress.transfer.report import Tally
from wirepress.transfer.upsert import update_rows, upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows
from wirepress.transfer.wordpress_db.tables.replace_existing import forget_meta


def write_terms(rows: Rows, job: ImportState) -> None:
    """Write names and slugs. A term's taxonomy comes with `term_taxonomy`, in whatever order the two are read."""
    terms: list[dict[str, Any]] = [
        {
            "id": clean_id(row.get("term_id")),
            "name": clean_text(row.get("name"), 200),
            "slug": clean_text(row.get("slug"), 200),
        }
        for row in rows
    ]
    forget_meta("terms", {term["id"] for term in terms}, job)
    job.report.tally("terms").add(upsert_rows(Term, [term for term in terms if term["id"] > 0]))


def write_taxonomies(rows: Rows, job: ImportState) -> None:
    """Write taxonomy, description, parent and count of terms."""
    terms = []
    for row in rows:
        row_id, term_id = clean_id(row.get("term_taxonomy_id")), clean_id(row.get("term_id"))
        if row_id <= 0 or term_id <= 0:
            job.report.count_loss("term_taxonomy: rows without an id")
            continue
        owner = job.claimed.setdefault(term_id, row_id)
        if owner != row_id:
            term_id = _copy_id(row_id, term_id, job)
        if term_id != row_id:
            job.term_of[row_id] = term_id
        terms.append(
            {
                "id": term_id,
                "taxonomy": clean_text(row.get("taxonomy"), 32),
                "description": clean_text(row.get("description")),
                "parent_id": clean_number(row.get("parent")),
                "count": clean_number(row.get("count")),
                "taxonomy_id": 0 if term_id == row_id else row_id,
            }
        )
    unnamed = Term.objects.filter(id__in=[term["id"] for term in terms], taxonomy="").count()
    tally = upsert_rows(Term, terms)
    tally.created, tally.updated = tally.created + unnamed, tally.updated - unnamed
    job.report.tally("term_taxonomy").add(tally)


def _copy_id(row_id: int, term_id: int, job: ImportState) -> int:
    """Return the id of a shared term's copy: the one an earlier import gave it, or a new one beyond all others."""
    earlier = Term.objects.filter(taxonomy_id=row_id).exclude(id=term_id).values_list("id", flat=True).first()
    if earlier is None:
        highest = Term.objects.aggregate(highest=Max("id"))["highest"] or 0
        earlier = max(highest + 1, job.next_id("terms"), int(job.kept.get("next_split", 0)))
    job.kept["next_split"] = max(earlier + 1, int(job.kept.get("next_split", 0)))
    job.kept.setdefault("split", {})[str(earlier)] = term_id
    return earlier


def finish_terms(job: ImportState) -> None:
    """Name the copies of shared terms, and drop terms that no taxonomy has."""
    split: dict[str, int] = job.kept.get("split", {})
    for copy, original in split.items():
        name, slug = Term.objects.filter(id=original).values_list("name", "slug").get()
        update_rows(Term, [{"id": int(copy), "name": name, "slug": slug}])
    if split:
        job.report.add_note(f"{len(split)} terms stood in more than one taxonomy; each of those has its own term now.")
    orphans, _ = Term.objects.filter(taxonomy="").delete()
    job.report.count_loss("terms: rows without a taxonomy", orphans)
    empty = Term.objects.filter(slug="", name="").count()
    job.report.count_loss("term_taxonomy: rows without a term", empty)
    Term.objects.filter(slug="", name="").delete()


def write_relations(rows: Rows, job: ImportState) -> None:
    """Write which post has which term, where both exist."""
    pairs = [
        {
            "post_id": clean_number(row.get("object_id")),
            "term_id": job.term_of.get(
                clean_number(row.get("term_taxonomy_id")), clean_number(row.get("term_taxonomy_id"))
            ),
            "position": clean_small_number(row.get("term_order")),
        }
        for row in rows
    ]
    posts = set(Post.objects.filter(id__in={pair["post_id"] for pair in pairs}).values_list("id", flat=True))
    terms = set(Term.objects.filter(id__in={pair["term_id"] for pair in pairs}).values_list("id", flat=True))
    good = [pair for pair in pairs if pair["post_id"] in posts and pair["term_id"] in terms]
    job.report.count_loss("term_relationships: of posts or terms that do not exist", len(pairs) - len(good))
    tally = upsert_rows(TermPost, good, key=("post_id", "term_id")) if good else Tally()
    job.report.tally("term_relationships").add(tally)
