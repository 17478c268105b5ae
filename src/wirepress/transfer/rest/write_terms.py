"""Writes the terms that documents name, and which story has which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Max

from wirepress.content.terms.models import Term, TermMeta, TermPost
from wirepress.content.terms.taxonomies import POST_FORMATS
from wirepress.transfer.report import OutcomeCounter, Report
from wirepress.transfer.rest.term_refs import TermRef, guess_name

GUESSED: Final = "_wirepress_guessed"  # term meta: which of name and slug no document has told yet
FORMAT: Final = "post_format"


@dataclass(slots=True)
class TermWriter:
    """The terms of one import. Their counts are made anew at the end."""

    report: Report
    touched: set[int] = field(default_factory=set)
    settled: set[TermRef] = field(default_factory=set)
    counted: OutcomeCounter = field(init=False)

    def __post_init__(self) -> None:
        self.counted = OutcomeCounter(lambda: self.report.tally("terms"))

    def forget(self) -> None:
        """Forget what was written, because a transaction was rolled back."""
        self.settled.clear()
        self.counted.forget_document()

    def assign_terms(self, post_id: int, refs: dict[str, list[TermRef]]) -> bool:
        """Give the story exactly the terms that its document names, per taxonomy. Return whether anything changed."""
        changed = False
        for taxonomy, wanted in refs.items():
            ids = [ref.id for ref in wanted if self.ensure_term(ref)]
            present = set(
                TermPost.objects.filter(post_id=post_id, term__taxonomy=taxonomy).values_list("term_id", flat=True)
            )
            if present == set(ids):
                continue
            changed = True
            TermPost.objects.filter(post_id=post_id, term_id__in=present - set(ids)).delete()
            TermPost.objects.bulk_create(
                [TermPost(post_id=post_id, term_id=i) for i in dict.fromkeys(ids) if i not in present]
            )
            self.touched |= present ^ set(ids)
        return changed

    def assign_format(self, post_id: int, name: str) -> bool:
        """Give the story its format; a document does not tell the id of a format's term. Return whether anything changed."""
        slug = f"post-format-{name}" if name in POST_FORMATS else ""
        present = TermPost.objects.filter(post_id=post_id, term__taxonomy=FORMAT)
        if [row.term.slug for row in present.select_related("term")] == [slug] * bool(slug):
            return False
        self.touched |= set(present.values_list("term_id", flat=True))
        present.delete()
        if slug:
            term = Term.objects.filter(taxonomy=FORMAT, slug=slug).first()
            term = term or Term.objects.create(id=_free_id(), taxonomy=FORMAT, slug=slug, name=slug)
            TermPost.objects.create(post_id=post_id, term_id=term.id)
            self.touched.add(term.id)
        return True

    def ensure_term(self, ref: TermRef) -> bool:
        """See that the term is there and knows what the document tells. False: its id belongs to something else."""
        if ref in self.settled:
            return True
        term = Term.objects.filter(id=ref.id).first()
        if term is not None and term.taxonomy != ref.taxonomy:
            if term.taxonomy != FORMAT:
                self.report.count_loss(f"terms whose id belongs to another taxonomy here: {ref.taxonomy} {ref.id}")
                return False
            _move_term(term)
            term = None
        if term is None:
            self._create(ref)
        else:
            self._learn(term, ref)
        self.settled.add(ref)
        return True

    def _create(self, ref: TermRef) -> None:
        slug = ref.slug or str(ref.id)  # as a class it shows as the id again, which is what the document had
        name = ref.name or guess_name(ref.slug) or f"Term {ref.id}"
        Term.objects.create(id=ref.id, taxonomy=ref.taxonomy, name=name, slug=slug)
        self.counted.count_outcome(ref.id, "created")
        if not ref.name:
            self.report.count_loss("names of terms: guessed from their slugs")
        self._mark(ref.id, [part for part, known in (("name", ref.name), ("slug", ref.slug)) if not known])

    def _learn(self, term: Term, ref: TermRef) -> None:
        mark = TermMeta.objects.filter(term_id=term.id, key=GUESSED).first()
        guessed = list(mark.value) if mark is not None and isinstance(mark.value, list) else []
        unused = mark is None and not TermPost.objects.filter(term_id=term.id).exists()
        before = (term.name, term.slug)
        if ref.slug and ref.slug != term.slug:
            if "slug" in guessed or unused:
                term.slug = ref.slug
            else:
                self.report.count_loss(f"slugs of terms that have another one here: {term.slug}, not {ref.slug}")
        if ref.name and ("name" in guessed or unused):
            term.name = ref.name
        elif before[1] != term.slug and ("name" in guessed or unused):
            term.name = guess_name(term.slug)
        if (term.name, term.slug) != before:
            term.save(update_fields=["name", "slug", "name_key"])
            self.counted.count_outcome(ref.id, "updated")
        else:
            self.counted.count_outcome(ref.id, "unchanged")
        still = [part for part in guessed if not getattr(ref, part)]
        if unused and not ref.name and before[0] != term.name:
            still.append("name")
        if still != guessed:
            self._mark(term.id, still)

    def _mark(self, term_id: int, parts: list[str]) -> None:
        TermMeta.objects.filter(term_id=term_id, key=GUESSED).delete()
        if parts:
            value: Any = parts
            TermMeta.objects.create(term_id=term_id, key=GUESSED, value=value)


def _free_id() -> int:
    return int(Term.objects.aggregate(highest=Max("id"))["highest"] or 0) + 1


def _move_term(term: Term) -> None:
    """Make way: a format's term may have any id."""
    old = term.id
    Term.objects.create(id=_free_id(), taxonomy=term.taxonomy, slug=term.slug, name=term.name, count=term.count)
    new = Term.objects.filter(taxonomy=term.taxonomy, slug=term.slug).exclude(id=old).values_list("id", flat=True).get()
    TermPost.objects.filter(term_id=old).update(term_id=new)
    Term.objects.filter(id=old).delete()
