"""Builds the documents of changed posts again, a few at a time, newest first. It may be stopped at any moment."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import transaction

from wirepress.content.locks import lock_name
from wirepress.server.documents.build_documents import Document as Finished
from wirepress.server.documents.build_documents import DocumentBuilder
from wirepress.server.documents.stale_documents import CHUNK, count_stale
from wirepress.server.models import Document, Shows, Stale

Waiting = tuple[int, frozenset[str]]  # a post, and the marks of its changes
BATCH: Final = 20
EACH: Final = 0.005  # seconds that one takes, roughly: no more are read together than there is time for
WORK: Final = 0.5  # seconds between two words of a rebuild


def refresh_documents(seconds: float = 0.2, *, live: bool = True) -> int:
    """Build stale documents for about so many seconds. Return how many were handled; 0: none is stale. `live`: also those of which
    only live values have changed; they are still right, and cost one more query when they are read."""
    end, done = time.monotonic() + seconds, 0
    few = min(BATCH, 1 + int(seconds / EACH))
    while True:
        old = Stale.objects.all() if live else Stale.objects.filter(level__gt=1)
        rows = _read_marks(list(old.order_by("-id").values_list("id", flat=True).distinct()[:few]))
        made = _build_some(rows, end)
        _store_documents(made)
        done += len(made)
        if len(made) < few or time.monotonic() >= end:
            return done


def _read_marks(numbers: Sequence[int]) -> list[Waiting]:
    """Return the posts with every mark that they have by now."""
    marks: dict[int, set[str]] = {number: set() for number in numbers}
    for number, mark in Stale.objects.filter(pk__in=numbers).values_list("id", "mark"):
        marks[number].add(mark)
    return [(number, frozenset(found)) for number, found in marks.items()]


def _build_some(rows: Sequence[Waiting], end: float) -> list[tuple[Waiting, Finished | None]]:
    """Return documents of some posts, at least one, until the time is over. The marks were read before the posts."""
    maker, found = DocumentBuilder([number for number, _ in rows]), []
    for row in rows:
        found.append((row, maker.build_document(row[0])))
        if time.monotonic() >= end:
            break
    return found


def _store_documents(made: Sequence[tuple[Waiting, Finished | None]]) -> None:
    """Store the documents. A post that has changed meanwhile has a new mark and stays stale. One whose marks are gone was built by
    another node from something newer."""
    with transaction.atomic():
        lock_name(CHUNK)
        mine = {number for (number, marks), _ in made if Stale.objects.filter(pk=number, mark__in=marks).delete()[0]}
        kept = [found for (number, _), found in made if number in mine and found is not None]
        Shows.objects.filter(post_id__in=mine).delete()
        Document.objects.filter(pk__in=mine - {found.id for found in kept}).delete()
        Shows.objects.bulk_create([Shows(post_id=found.id, shown_id=shown) for found in kept for shown in found.shows])
        rows = [found.to_row() for found in kept]
        if rows:
            columns = [name for name in rows[0] if name != "id"]
            Document.objects.bulk_create(
                [Document(**row) for row in rows], update_conflicts=True, unique_fields=["id"], update_fields=columns
            )


def rebuild_documents() -> Iterator[tuple[int, int]]:
    """Build every stale document and yield (done, total) now and then. It may be left at any moment: what is built stays."""
    total, done = count_stale(), 0
    yield 0, total
    while made := refresh_documents(WORK):
        done += made
        yield done, max(total, done)


def find_differing(limit: int = 0) -> Iterator[tuple[int, bool]]:
    """Yield stored documents that are not marked stale, newest first: the post, and whether its document differs from what would be
    built now. `limit`: how many of the newest."""
    rows = Document.objects.exclude(pk__in=Stale.objects.values("id")).order_by("-id").values_list("id", flat=True)
    for number in rows[:limit] if limit else rows.iterator(chunk_size=500):
        yield number, _is_outdated(number)


def _is_outdated(number: int) -> bool:
    """Return whether a document differs, compared in one transaction and once more: somebody may have written in between."""
    for _ in range(2):
        kept, made = Document.objects.filter(pk=number).first(), DocumentBuilder([number]).build_document(number)
        if kept is None or (made is not None and made.equals_row(kept)):
            return False
        if Stale.objects.filter(pk=number).exists():
            return False
    return True
