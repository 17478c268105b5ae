"""Makes documents anew whose posts have changed, a few at a time, newest first; may be stopped at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.db import connection, transaction

from wirepress.content.posts.models import Post
from wirepress.web.delivery.documents.make import Document as Finished
from wirepress.web.delivery.documents.make import make
from wirepress.web.delivery.models import Document, Stale

BATCH: Final = 20


def waiting() -> int:
    """How many documents are to be made."""
    return Stale.objects.count()


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
        if made is None:
            Document.objects.filter(pk=number).delete()
        else:
            row = made.row()
            Document.objects.bulk_create(
                [Document(**row)], update_conflicts=True, unique_fields=["id"], update_fields=[name for name in row if name != "id"]
            )


def enqueue_missing() -> int:
    """Let every published story that has no document wait for one. Answers how many."""
    mark = "gen_random_uuid()::text" if connection.vendor == "postgresql" else "hex(randomblob(8))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO delivery_stale (id, level, mark) SELECT id, 2, {mark} FROM posts_post WHERE type = 'post' AND status = 'publish'"
            " AND NOT EXISTS (SELECT 1 FROM delivery_document WHERE delivery_document.id = posts_post.id) ON CONFLICT (id) DO NOTHING"
        )
        return int(cursor.rowcount)


def enqueue_all() -> int:
    """Let every published story wait for a new document. Answers how many."""
    Document.objects.all().delete()
    return enqueue_missing()


def rebuild(progress: Callable[[int, int], None]) -> int:
    """Make every waiting document, telling (done, of all). Answers how many were made."""
    total, done = waiting(), 0
    progress(0, total)
    while made := refresh(1.0):
        done += made
        progress(done, max(total, done))
    return done


def differing(limit: int = 0, progress: Callable[[int], None] = lambda done: None) -> list[int]:
    """Posts whose kept document is not what would be made now, though nothing says so. `limit`: look at so many of the newest only."""
    rows = Document.objects.exclude(pk__in=Stale.objects.values("id")).order_by("-id").values_list("id", flat=True)
    wrong: list[int] = []
    for place, number in enumerate(rows[:limit] if limit else rows.iterator(chunk_size=500)):
        kept, made = Document.objects.filter(pk=number).first(), make(number)
        if kept is not None and (made is None or bytes(kept.body) != made.body) and not Stale.objects.filter(pk=number).exists():
            wrong.append(number)
        progress(place + 1)
    return wrong
