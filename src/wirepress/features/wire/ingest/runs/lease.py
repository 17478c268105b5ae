"""One worker at a time for a source: a lease in the database, renewed with every transaction, that runs out when its holder dies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from wirepress.content.options import site
from wirepress.core.process_names import has_died
from wirepress.features.wire.models import Source
from wirepress.settings import limits

SourceLease = Literal["", "free", "over"]  # not at all, from nobody, from one who died or was silent for too long


class LeaseLost(Exception):
    """The lease ran out and another worker took the source; what this one had not committed is dropped."""


def take_lease(source_id: int, holder: str) -> SourceLease:
    """Take the source, unless somebody holds it. One who died on this machine holds nothing: its number is gone or another's."""
    now = site.now_gmt()
    mine = {"lease_holder": holder, "lease_until": now + timedelta(seconds=limits.WIRE_LEASE)}
    with transaction.atomic():  # on SQLite writers of one process stand in line for transactions
        if Source.objects.filter(pk=source_id, lease_holder="").update(**mine):
            return "free"
        other = Source.objects.filter(pk=source_id).values_list("lease_holder", "lease_until").first()
        if other is None or not is_free(*other):
            return ""
        return "over" if Source.objects.filter(pk=source_id, lease_holder=other[0]).update(**mine) else ""


def is_free(holder: str, until: datetime | None) -> bool:
    """Return whether a source with this holder and end of its lease may be taken."""
    return not holder or until is None or until < site.now_gmt() or has_died(holder)


def renew_lease(source_id: int, holder: str) -> None:
    """Say that the holder is alive. Inside a transaction nobody else can take the source until it ends. Raises LeaseLost."""
    until = site.now_gmt() + timedelta(seconds=limits.WIRE_LEASE)
    if not Source.objects.filter(pk=source_id, lease_holder=holder).update(lease_until=until):
        raise LeaseLost(f"Another worker has taken source {source_id} over.")


def release_lease(source_id: int, holder: str) -> None:
    """Let others take the source."""
    with transaction.atomic():
        Source.objects.filter(pk=source_id, lease_holder=holder).update(lease_holder="", lease_until=None)
