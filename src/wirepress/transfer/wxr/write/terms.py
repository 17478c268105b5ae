"""Terms of export files: found here by taxonomy and slug, else made, with their old ids where those are free."""

from __future__ import annotations

from collections.abc import Iterable

from wirepress.content.options import store
from wirepress.content.terms.models import Term, TermMeta
from wirepress.transfer.clean_values import clean_id, clean_text
from wirepress.transfer.sequences import reserve_ids
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wxr.decode_meta import decode_meta
from wirepress.transfer.wxr.find_loops import find_loops
from wirepress.transfer.wxr.read.records import ForeignTerm
from wirepress.transfer.wxr.term_names import clean_slug
from wirepress.transfer.wxr.write.state import WxrImport


def write_terms(task: WxrImport) -> None:
    """Write every term that heads or items name. One that is here already under another id, and so is this site's own, stays as it is."""
    wanted = task.survey.terms
    here = {(taxonomy, slug): pk for pk, taxonomy, slug in _find_terms(wanted.values())}
    ids = set(Term.objects.values_list("id", flat=True))
    rows = []
    for key, term in sorted(wanted.items(), key=lambda one: one[1].id or 2**62):
        number = here.get(key, 0)
        if not number and term.id and term.id not in ids:
            number = term.id
            ids.add(number)
        if number:
            task.terms[key] = number
    fresh = [key for key in wanted if key not in task.terms]
    highest = max((*ids, *(term.id for term in wanted.values()), 0))
    for step, (key, reserved) in enumerate(zip(fresh, reserve_ids(Term, len(fresh)), strict=True), 1):
        task.terms[key] = max(reserved, highest + step)
    task.terms_of = {(term.taxonomy, term.id): task.terms[key] for key, term in wanted.items() if term.id}
    task.terms_move = any(old != number for (_, old), number in task.terms_of.items())
    kept = {term.id for key, term in wanted.items() if term.id == task.terms[key]}
    for (_, old), number in task.terms_of.items():
        if old not in kept:
            task.term_ids.setdefault(old, number)
    parents = _find_parents(task)
    for key, term in wanted.items():
        number = task.terms[key]
        if key not in here or (term.told and here[key] == term.id):
            rows.append(_term_row(term, number, parents.get(number, 0)))
        else:
            task.tally("terms").read += 1
            task.tally("terms").unchanged += 1
    task.tally("terms").add(upsert_rows(Term, rows))
    _write_meta(task)
    default = int(store.get("default_category") or 0)
    task.default_category = default if Term.objects.filter(pk=default, taxonomy="category").exists() else 0


def _find_terms(wanted: Iterable[ForeignTerm]) -> list[tuple[int, str, str]]:
    taxonomies = {term.taxonomy for term in wanted}
    return list(Term.objects.filter(taxonomy__in=taxonomies).order_by("-id").values_list("id", "taxonomy", "slug"))


def _find_parents(task: WxrImport) -> dict[int, int]:
    """Return term here -> its parent here. Exports name parents by slug, converters by name or id; `0` is none."""
    terms = task.survey.terms
    by_name = {
        (term.taxonomy, term.name.strip().casefold()): task.terms[key]
        for key, term in reversed(terms.items())
        if term.name
    }
    parents: dict[int, int] = {}
    for key, term in terms.items():
        told = term.parent
        if not told or told == "0":
            continue
        taxonomy = term.taxonomy
        parent = (
            task.terms.get((taxonomy, told))
            or task.terms.get((taxonomy, clean_slug(told, "")))
            or by_name.get((taxonomy, told.casefold()))
            or task.terms_of.get((taxonomy, clean_id(told)))
        )
        if not parent:
            task.report.count_loss("terms: parents that no file names; these are at the top now")
        elif parent != task.terms[key]:
            parents[task.terms[key]] = parent
    for number in find_loops(parents):
        del parents[number]
        task.report.count_loss("terms: parents that lead back to the term itself; these are at the top now")
    return parents


def _term_row(term: ForeignTerm, number: int, parent: int) -> dict[str, object]:
    return {
        "id": number,
        "taxonomy": term.taxonomy,
        "name": clean_text(term.name or term.slug, 200),
        "slug": clean_text(term.slug, 200),
        "description": clean_text(term.description),
        "parent_id": parent,
    }


def _write_meta(task: WxrImport) -> None:
    owners = {task.terms[key]: term for key, term in task.survey.terms.items() if term.meta}
    if not owners:
        return
    present: dict[tuple[int, str], list[TermMeta]] = {}
    for row in TermMeta.objects.filter(term_id__in=list(owners)).order_by("id"):
        present.setdefault((row.term_id, row.key), []).append(row)
    tally = task.tally("meta")
    for number, term in owners.items():
        for key, text in term.meta:
            key = clean_text(key, 255)
            value = decode_meta(text, key, task.job)
            rows = present.get((number, key), [])
            stored = rows.pop(0) if rows else None
            tally.read += 1
            if stored is None:
                TermMeta.objects.create(term_id=number, key=key, value=value)
                tally.created += 1
            elif stored.value != value:
                stored.value = value
                stored.save(update_fields=["value"])
                tally.updated += 1
            else:
                tally.unchanged += 1
