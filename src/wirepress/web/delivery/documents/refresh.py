"""Makes documents anew whose posts have changed, a few at a time, newest first; may be stopped at any moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from django.db import transaction

from wirepress.content.posts.models import Post
from wirepress.web.delivery.documents.make import Document as Finished
from wirepress.web.delivery.documents.make import make
from wirepress.web.delivery.documents.waiting import waiting
from wirepress.web.delivery.models import Document, Shows, Stale

BATCH: Final = 20
WORK: Final = 0.5  # seconds between two words of a rebuild


def refresh(seconds: float = 0.2) -> int:
    """Make documents for about so long. Answers how many were looked at; 0: nothing waits."""
    end, done = time.monotonic() + seconds, 0
    while True:
        rows = list(Stale.objects.order_by("-id").values_list("id", "mark")[:BATCH])
        for number, mark in rows:
            _store(number, mark, _made(number))
            done += 1
            if time.monotonic() >= end:
                return done
        if len(rows) < BATCH:
            return done


def _made(number: int) -> Finished | None:
    shown = Post.objects.filter(pk=number, type="post", status="publish").exists()
    return make(number) if shown else None


def _store(number: int, mark: str, made: Finished | None) -> None:
    """Keep what was made, unless the post has changed meanwhile: its mark is another then, and it waits on."""
    with transaction.atomic():
        if not Stale.objects.filter(pk=number, mark=mark).delete()[0]:
            return
        Shows.objects.filter(post_id=number).delete()
        if made is None:
            Document.objects.filter(pk=number).delete()
        else:
            Shows.objects.bulk_create([Shows(post_id=number, shown_id=shown) for shown in made.shows])
            row = made.row()
            Document.objects.bulk_create(
                [Document(**row)], update_conflicts=True, unique_fields=["id"], update_fields=[name for name in row if name != "id"]
            )


def rebuild() -> Iterator[tuple[int, int]]:
    """Make every waiting document, telling (done, of all) now and then. May be left at any moment: what is made stays."""
    total, done = waiting(), 0
    yield 0, total
    while made := refresh(WORK):
        done += made
        yield done, max(total, done)


def differing(limit: int = 0) -> Iterator[tuple[int, bool]]:
    """Looks at kept documents that nothing says are old, newest first: the post, and whether its document is not what would be
    made now. `limit`: so many of the newest only."""
    rows = Document.objects.exclude(pk__in=Stale.objects.values("id")).order_by("-id").values_list("id", flat=True)
    for number in rows[:limit] if limit else rows.iterator(chunk_size=500):
        yield number, _differs(number)


def _differs(number: int) -> bool:
    """Asked in one transaction and once more: somebody may have written in between."""
    for _ in range(2):
        kept, made = Document.objects.filter(pk=number).first(), _made(number)
        if kept is None or (made is not None and made.says(kept)):
            return False
        if Stale.objects.filter(pk=number).exists():
            return False
    return True
