"""Which documents are stale, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from wirepress.content.locks import lock_name
from wirepress.content.posts.models import Post
from wirepress.server.changes.triggers import XID
from wirepress.server.models import Document, Stale

CHUNK: Final = "documents"  # who stores documents, or throws all of them away, does it alone


def count_stale() -> int:
    """Return how many documents are stale."""
    return Stale.objects.values("id").distinct().count()


def enqueue_missing() -> int:
    """Queue every published story that has no document, and return how many."""
    postgresql = connection.vendor == "postgresql"
    mark = f"gen_random_uuid()::text, {XID}" if postgresql else "hex(randomblob(8)), 0"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO delivery_stale (id, level, mark, xid) SELECT id, 2, {mark} FROM posts_post WHERE type = 'post' AND status = 'publish'"
            " AND NOT EXISTS (SELECT 1 FROM delivery_document WHERE delivery_document.id = posts_post.id)"
            " AND NOT EXISTS (SELECT 1 FROM delivery_stale WHERE delivery_stale.id = posts_post.id) ON CONFLICT DO NOTHING"
        )
        return int(cursor.rowcount)


def enqueue_all() -> int:
    """Queue every published story for a new document, and return how many. The old documents are not shown any more."""
    with transaction.atomic():
        lock_name(CHUNK)
        Document.objects.all().delete()
        return enqueue_missing()


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """Counts of published stories, of their finished documents, and of those that are queued."""

    stories: int
    made: int
    waiting: int

    @property
    def without_document(self) -> int:
        """Return how many stories have no document and are not queued for one."""
        return max(self.stories - self.made - self.waiting, 0)


def document_totals() -> DocumentTotals:
    """Return the counts as they are now."""
    shown = Post.objects.filter(type="post", status="publish")
    old = Stale.objects.filter(level__gt=1)
    return DocumentTotals(
        shown.count(),
        Document.objects.filter(pk__in=shown.values("id")).exclude(pk__in=old.values("id")).count(),
        old.filter(pk__in=shown.values("id")).values("id").distinct().count(),
    )
