"""What changed, written by the database itself in the transaction that changed it."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One change. Rows are written by triggers only (see changes/) and thrown away after a minute or two."""

    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=191)
    xid = models.BigIntegerField(default=0)  # PostgreSQL: the transaction, by which one who looks knows what is new to it

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


class Node(models.Model):
    """A process that keeps answers (PostgreSQL). `until`: the end of its lease, milliseconds of the epoch by the database's clock."""

    name = models.CharField(max_length=32, primary_key=True)
    until = models.BigIntegerField(default=0)

    class Meta:
        app_label = "delivery"

    def __str__(self) -> str:
        return self.name
