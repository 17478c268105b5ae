"""Tables of the server: changes, which the database itself records in their transaction, and finished documents and pages."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One change. Rows are written by triggers only (see changes/) and deleted after a minute or two."""

    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=191)
    xid = models.BigIntegerField(
        default=0
    )  # PostgreSQL: the transaction, by which one who looks knows what is new to it

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


class Node(models.Model):
    """A process with a cache (PostgreSQL). `until`: the end of its lease, in milliseconds of the epoch by the database's clock."""

    name = models.CharField(max_length=32, primary_key=True)
    until = models.BigIntegerField(default=0)

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A post's public REST document, finished. Its id is the post's. A row in Stale means that it is stale."""

    id = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()  # JSON with the live values of when it was made
    holes = models.TextField(default="[]")  # where the live values stand, see core/cache/slots.py
    moved = models.BinaryField(
        null=True
    )  # what it is behind a story made of blocks in the same list, where that differs
    moved_holes = models.TextField(default="[]")
    blocks = models.BooleanField(default=False)  # made of blocks
    joins = models.BooleanField(default=False)  # may stand in a list: nothing in it counts over the whole answer
    tag = models.CharField(max_length=32, default="")  # a digest of the body
    moved_tag = models.CharField(max_length=32, default="")
    shows = models.TextField(
        default=""
    )  # other posts (media items, reusable blocks) that it shows something of, with blanks between
    link = models.TextField(default="")  # the Link header of its own answer

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return str(self.pk)


class Page(models.Model):
    """A finished answer that is no story's document: a page of the site, a feed, a list. It is true as long as nothing has changed
    behind `place` (see watch/change_log.py). Rows are deleted with the changes that made them stale."""

    key = models.CharField(
        max_length=64, primary_key=True
    )  # a digest of everything of the request that changes the answer
    place = models.BigIntegerField()
    expires = models.BigIntegerField()  # unix seconds
    made = models.BigIntegerField(db_index=True)
    personal = models.BooleanField(default=False)  # readers who left something may see another one
    tags = models.TextField(default="")  # what it depends on beside all content, with blanks between
    tag = models.CharField(max_length=32)  # a digest of the body
    headers = models.TextField()
    body = models.BinaryField()

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return self.key


class Shows(models.Model):
    """A post's document shows something of another post: when that changes, the document is stale."""

    post_id = models.BigIntegerField(db_index=True)
    shown_id = models.BigIntegerField()

    class Meta:
        app_label = "delivery"
        indexes = [models.Index(fields=["shown_id", "post_id"], name="delivery_shows_shown")]

    def __str__(self) -> str:
        return f"{self.post_id} shows {self.shown_id}"


class Stale(models.Model):
    """A post whose document is to be built again. `level` 1: only live values have changed. `mark` is new with every change.

    PostgreSQL: a post has a row for each transaction (`xid`) that changed it, and the table's key is (id, xid): see migration 0004.
    Writers add rows and touch nobody else's, so that none of them waits for a mark and no two can wait for each other.
    """

    id = models.BigIntegerField(primary_key=True)
    level = models.SmallIntegerField(default=2)
    mark = models.CharField(max_length=36)
    xid = models.BigIntegerField(default=0)

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return str(self.pk)
